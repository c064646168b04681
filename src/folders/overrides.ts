import { parse } from "yaml";
import { Failure } from "../core/failure.ts";
import { isObject, type JsonObject, listIn, objectIn, textIn } from "./json.ts";

/** What an environment's configuration says of the resources of one kind. */
export type Section = "apis" | "products" | "namedValues" | "policyFragments";

/** Members that a configuration puts into resources, by name; capital letters in names make no difference. */
export class Overrides {
  private readonly document: unknown;

  constructor(document: unknown) {
    this.document = document;
  }

  /** `properties` of a resource with what the configuration says of it. */
  applied(properties: JsonObject, section: Section, name: string, workspace: string | undefined): JsonObject {
    const space = workspace === undefined ? this.document : named(this.document, "workspaces", workspace);
    return merged(properties, objectIn(named(space, section, name), "properties"));
  }
}

/** Nothing is put into anything. */
export const noOverrides = new Overrides({});

/** Reads `configuration.{environment}.yaml`, which both layouts have alike; JSON is YAML. */
export function readOverrides(text: string, file: string): Overrides {
  let document: unknown;
  try {
    document = parse(text, { maxAliasCount: 100 });
  } catch (error) {
    const why = error instanceof Error ? (error.message.split("\n")[0] ?? "") : String(error);
    throw new Failure("invalid-input", `${file} is no YAML: ${why}`, { cause: error });
  }
  if (document === null || document === undefined) return noOverrides;
  if (isObject(document)) return new Overrides(document);
  throw new Failure("invalid-input", `${file} holds no overrides.`, {
    remedy: "Expected sections such as namedValues, apis and products, each a list of { name, properties }.",
  });
}

function named(space: unknown, section: string, name: string): unknown {
  return listIn(space, section).find((item) => textIn(item, "name")?.toLowerCase() === name.toLowerCase());
}

function merged(base: JsonObject, over: JsonObject): JsonObject {
  const result: Record<string, unknown> = { ...base };
  for (const [name, value] of Object.entries(over)) {
    const before = result[name];
    result[name] = isObject(before) && isObject(value) ? merged(before, value) : value;
  }
  return result;
}
