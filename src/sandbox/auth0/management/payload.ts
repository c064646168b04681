import { isObject, type Json, type JsonObject } from "../json.ts";
import { invalidBody } from "./problem.ts";

type TypeName = "string" | "boolean" | "integer" | "array" | "object";

/** What a property may hold beyond its type. */
interface Limit {
  readonly oneOf?: readonly string[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly pattern?: RegExp;
  readonly format?: "email";
}

/** The properties of a body by type (several names in one text, `?` after the type allows null) and their limits. */
export interface Shape {
  readonly types: ReadonlyMap<string, { readonly type: TypeName; readonly nullable: boolean }>;
  readonly limits: Readonly<Record<string, Limit>>;
}

type TypeKey = TypeName | `${TypeName}?`;

/** Declares a body, e.g. `shape({ string: "name identifier", boolean: "enabled" }, { name: { maximum: 200 } })`. */
export function shape(
  names: Readonly<Partial<Record<TypeKey, string>>>,
  limits: Readonly<Record<string, Limit>> = {},
): Shape {
  const types = new Map<string, { type: TypeName; nullable: boolean }>();
  for (const [key, list] of Object.entries(names)) {
    const type = typeNames.find((name) => key.startsWith(name));
    if (!type) continue;
    for (const name of list.split(/\s+/)) types.set(name, { type, nullable: key.endsWith("?") });
  }
  return { types, limits };
}

const typeNames: readonly TypeName[] = ["string", "boolean", "integer", "array", "object"];

/** Throws the service's message for the first thing in `body` that `shape` does not allow. */
export function checkPayload(
  body: JsonObject,
  { types, limits }: Shape,
  required: readonly string[] = [],
): void {
  for (const name of required) {
    if (body[name] === undefined) throw invalidBody(`'Missing required property: ${name}'`);
  }
  const unknown = Object.keys(body).filter((name) => !types.has(name));
  if (unknown.length > 0) throw invalidBody(`'Additional properties not allowed: ${unknown.join(", ")}'`);
  for (const [name, value] of Object.entries(body)) {
    const expected = types.get(name);
    if (value === undefined || !expected || (value === null && expected.nullable)) continue;
    const found = typeOf(value);
    if (found !== expected.type) {
      throw invalidBody(`'Expected type ${expected.type} but found type ${found}' on property ${name}`);
    }
    checkLimit(name, value, limits[name] ?? {});
  }
}

/** The type of a value in the words of the messages. */
function typeOf(value: Json): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "array";
  if (typeof value === "number") return Number.isInteger(value) ? "integer" : "number";
  return isObject(value) ? "object" : typeof value;
}

function checkLimit(name: string, value: Json, limit: Limit): void {
  const complain = (text: string) => invalidBody(`'${text}' on property ${name}`);
  if (typeof value === "number") {
    if (value > (limit.maximum ?? value))
      throw complain(`Value ${value} is greater than maximum ${limit.maximum}`);
    if (value < (limit.minimum ?? value))
      throw complain(`Value ${value} is less than minimum ${limit.minimum}`);
  }
  if (typeof value !== "string") return;
  if (limit.oneOf && !limit.oneOf.includes(value)) throw complain(`No enum match for: ${value}`);
  if (value.length < (limit.minimum ?? 0)) {
    throw complain(`String is too short (${value.length} chars), minimum ${limit.minimum}`);
  }
  if (value.length > (limit.maximum ?? value.length)) {
    throw complain(`String is too long (${value.length} chars), maximum ${limit.maximum}`);
  }
  if (limit.pattern && !limit.pattern.test(value)) {
    throw complain(`String does not match pattern ${limit.pattern.source}: ${value}`);
  }
  if (limit.format === "email" && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value)) {
    throw complain(`Object didn't pass validation for format email: ${value}`);
  }
}
