import { asList, asNode, type Node } from "./documents.ts";
import { extraEnumValues } from "./exceptions.ts";

/** A schema says different things of what is sent and of what comes back. */
export type Mode = "request" | "response";

/** Members whose members are names, not keywords. */
const maps: ReadonlySet<string> = new Set([
  "properties",
  "definitions",
  "schemas",
  "patternProperties",
  "$defs",
]);
const dropped: ReadonlySet<string> = new Set(["x-ms-examples", "x-codeSamples", "example", "examples"]);

/**
 * An OpenAPI document in the words of JSON Schema 2020-12: alternatives may overlap, what is read-only is not required
 * of a request, and lists of values get those that are known from practice.
 */
export function toJsonSchema(value: unknown, mode: Mode): unknown {
  if (Array.isArray(value)) return value.map((item) => toJsonSchema(item, mode));
  if (typeof value !== "object" || value === null) return value;
  const result: Record<string, unknown> = {};
  for (const [name, member] of Object.entries(value)) {
    if (dropped.has(name)) continue;
    if (maps.has(name)) result[name] = mapMembers(member, mode);
    else if (name === "oneOf") result["anyOf"] = toJsonSchema(member, mode);
    else if (name === "enum") result[name] = [...asList(member), ...extraValues(asNode(value))];
    else if (name === "required" && mode === "request") result[name] = withoutReadOnly(member, asNode(value));
    else if (name === "type" && member === "file") continue;
    else result[name] = toJsonSchema(member, mode);
  }
  return result;
}

function mapMembers(members: unknown, mode: Mode): unknown {
  const entries = Object.entries(asNode(members));
  return Object.fromEntries(entries.map(([name, member]) => [name, toJsonSchema(member, mode)]));
}

function extraValues(schema: Node): readonly string[] {
  const name = asNode(schema["x-ms-enum"])["name"];
  return typeof name === "string" ? (extraEnumValues[name] ?? []) : [];
}

function withoutReadOnly(required: unknown, schema: Node): unknown {
  if (!Array.isArray(required)) return required;
  const properties = asNode(schema["properties"]);
  return required.filter((name) => asNode(properties[String(name)])["readOnly"] !== true);
}
