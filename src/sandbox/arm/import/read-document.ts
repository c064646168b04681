import { parse } from "yaml";
import type { JsonObject } from "../../azure/state.ts";
import { notInSandbox, validationError } from "../errors.ts";
import { isObject } from "../json.ts";
import { fetchLink } from "./loopback-fetch.ts";

const readable: ReadonlySet<string> = new Set([
  "openapi",
  "openapi-link",
  "openapi+json",
  "openapi+json-link",
  "swagger-json",
  "swagger-link-json",
]);

/** The formats an API may be imported from, as the contract has them. */
export const importFormats = [
  ...readable,
  "wadl-xml",
  "wadl-link-json",
  "wsdl",
  "wsdl-link",
  "graphql-link",
  "odata",
  "odata-link",
  "grpc",
  "grpc-link",
];

/**
 * The OpenAPI document in `value`, or behind the link in `value`.
 *
 * @throws ArmError 400 when it is none, 501 for the formats that the sandbox does not read.
 */
export async function readApiDocument(format: string, value: string, ca: string): Promise<JsonObject> {
  if (!readable.has(format)) throw notInSandbox(`import from ${format}`);
  const text = format.includes("link") ? await fetchLink(value, ca) : value;
  const document = format.startsWith("openapi") && !format.includes("json") ? fromYaml(text) : fromJson(text);
  const version = isObject(document) ? String(document["openapi"] ?? document["swagger"] ?? "") : "";
  if (isObject(document) && /^(3\.|2\.0$)/.test(version)) return document;
  throw parsing("The document has neither openapi 3.x nor swagger 2.0.");
}

/** What the service says of a document that it does not understand. */
export function parsing(message: string): Error {
  return validationError({ target: "representation", message: `Parsing error(s): ${message}` });
}

function fromJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw parsing(cause instanceof Error ? cause.message : String(cause));
  }
}

/** JSON is YAML too, so that this takes both. */
function fromYaml(text: string): unknown {
  try {
    return parse(text);
  } catch (cause) {
    throw parsing(cause instanceof Error ? (cause.message.split("\n")[0] ?? "") : String(cause));
  }
}
