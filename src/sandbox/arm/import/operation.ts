import type { Json, JsonObject } from "../../azure/state.ts";
import { asArray, asText, isObject } from "../json.ts";

/** How required query parameters are kept: in the URL template, or among the query parameters. */
export type QueryStyle = "template" | "query";

/** The name of the one schema entity an import makes. */
export const schemaName = "imported-schemas";

/** One operation of an OpenAPI document, with what it inherits. */
interface SourceOperation {
  readonly document: JsonObject;
  readonly path: string;
  readonly method: string;
  readonly operation: JsonObject;
  /** The path's own first, then the operation's. */
  readonly parameters: readonly Json[];
  readonly style: QueryStyle;
}

/** The operation's properties in API Management's terms. */
export function importOperation(source: SourceOperation): JsonObject {
  const { operation, path, method, style } = source;
  const parameters = mergeParameters(source);
  const template = parameters.filter((one) => one["in"] === "path");
  const query = parameters.filter((one) => one["in"] === "query");
  const inTemplate = style === "template" ? query.filter((one) => one["required"] === true) : [];
  const search = inTemplate.map((one) => `${String(one["name"])}={${String(one["name"])}}`).join("&");
  return {
    displayName: asText(operation["summary"]) ?? asText(operation["operationId"]) ?? `${method} ${path}`,
    method: method.toUpperCase(),
    urlTemplate: search === "" ? path : `${path}?${search}`,
    templateParameters: [...template, ...inTemplate].map(toParameter),
    description: asText(operation["description"]) ?? asText(operation["summary"]) ?? "",
    request: {
      queryParameters: query.filter((one) => !inTemplate.includes(one)).map(toParameter),
      headers: parameters.filter((one) => one["in"] === "header").map(toParameter),
      representations: requestRepresentations(source, parameters),
    },
    responses: responsesOf(source),
  };
}

/** The operation's parameters override those of the path by name and place. */
function mergeParameters({ document, parameters }: SourceOperation): JsonObject[] {
  const byKey = new Map<string, JsonObject>();
  for (const parameter of parameters) {
    const resolved = resolve(document, parameter);
    byKey.set(`${String(resolved["in"])} ${String(resolved["name"])}`, resolved);
  }
  return [...byKey.values()];
}

function toParameter(parameter: JsonObject): JsonObject {
  const schema = isObject(parameter["schema"]) ? parameter["schema"] : parameter;
  const fallback = schema["default"];
  return {
    name: String(parameter["name"]),
    ...(asText(parameter["description"]) ? { description: String(parameter["description"]) } : {}),
    type: asText(schema["type"]) ?? "string",
    ...(fallback === undefined ? {} : { defaultValue: String(fallback) }),
    required: parameter["required"] === true,
    values: asArray(schema["enum"]).map(String),
  };
}

function requestRepresentations(source: SourceOperation, parameters: readonly JsonObject[]): JsonObject[] {
  const { document, operation } = source;
  const content = resolve(document, operation["requestBody"])["content"];
  if (isObject(content)) return representations(content);
  const body = parameters.find((one) => one["in"] === "body");
  if (!body) return [];
  const types = asArray(operation["consumes"] ?? document["consumes"] ?? ["application/json"]);
  return types.map((type) => representation(String(type), body["schema"]));
}

function responsesOf({ document, operation }: SourceOperation): JsonObject[] {
  const responses = isObject(operation["responses"]) ? operation["responses"] : {};
  return Object.entries(responses)
    .filter(([status]) => /^\d{3}$/.test(status))
    .map(([status, value]) => {
      const response = resolve(document, value);
      const types = asArray(operation["produces"] ?? document["produces"] ?? ["application/json"]);
      const content = response["content"];
      const old = response["schema"];
      return {
        statusCode: Number(status),
        description: asText(response["description"]) ?? "",
        representations: isObject(content)
          ? representations(content)
          : old === undefined
            ? []
            : types.map((type) => representation(String(type), old)),
        headers: [],
      };
    });
}

function representations(content: JsonObject): JsonObject[] {
  return Object.entries(content).map(([type, value]) =>
    representation(type, isObject(value) ? value["schema"] : undefined),
  );
}

function representation(contentType: string, schema: Json | undefined): JsonObject {
  const reference = isObject(schema) ? asText(schema["$ref"]) : undefined;
  const typeName = reference?.split("/").at(-1);
  return { contentType, ...(typeName === undefined ? {} : { schemaId: schemaName, typeName }) };
}

/** Follows a reference within the document, one step. */
function resolve(document: JsonObject, value: Json | undefined): JsonObject {
  if (!isObject(value)) return {};
  const reference = asText(value["$ref"]);
  if (!reference?.startsWith("#/")) return value;
  let found: Json | undefined = document;
  for (const part of reference.slice(2).split("/")) {
    const name = part.replaceAll("~1", "/").replaceAll("~0", "~");
    found = isObject(found) ? found[name] : undefined;
  }
  return isObject(found) ? found : {};
}
