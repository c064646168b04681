import type { Json, JsonObject } from "../azure/state.ts";
import type { ErrorDetail } from "./errors.ts";
import { validationError } from "./errors.ts";

/** One property of an entity as the contract has it. */
export interface Field {
  readonly type: "text" | "boolean" | "integer" | "choice" | "choices" | "json";
  readonly required?: boolean;
  /** Lengths of a text. */
  readonly min?: number;
  readonly max?: number;
  readonly pattern?: RegExp;
  /** Of a choice, in the casing it is stored in; any casing is taken. */
  readonly values?: readonly string[];
  /** Stored when a creation leaves the property out. */
  readonly default?: Json;
  /** Shown only by the action that lists secrets. */
  readonly secret?: boolean;
}

/** The writable properties of an entity, by name. */
export type Fields = Readonly<Record<string, Field>>;

/** Properties read from a request. */
interface ReadProperties {
  readonly properties: JsonObject;
  readonly secrets: { [name: string]: string };
}

type Problem = Omit<ErrorDetail, "code">;

/**
 * Takes from `input` what `fields` know, normalised; other members are ignored, as the service does. A creation gets the
 * defaults and must be complete, an update has only what it changes.
 *
 * @throws ArmError 400 ValidationError that names every wrong property.
 */
export function readProperties(fields: Fields, input: JsonObject, mode: "create" | "update"): ReadProperties {
  const problems: Problem[] = [];
  const properties: JsonObject = {};
  const secrets: { [name: string]: string } = {};
  for (const [name, field] of Object.entries(fields)) {
    const given = input[name];
    if (given === undefined || given === null) {
      if (mode === "create" && field.required) problems.push(missing(name));
      else if (mode === "create" || given === null) setDefault(properties, name, field);
      continue;
    }
    const value = normalise(field, given);
    const wrong = problem(name, field, value);
    if (wrong !== undefined) problems.push({ target: name, message: wrong });
    else if (field.secret) secrets[name] = String(value);
    else properties[name] = value;
  }
  if (problems.length > 0) throw validationError(...problems);
  return { properties, secrets };
}

function setDefault(properties: JsonObject, name: string, field: Field): void {
  if (field.default !== undefined) properties[name] = field.default;
}

function missing(name: string): Problem {
  return { target: name, message: `'${name}' is required and must not be empty.` };
}

function normalise(field: Field, value: Json): Json {
  if (field.type === "choice") return choose(field, value);
  return field.type === "choices" && Array.isArray(value)
    ? value.map((item: Json) => choose(field, item))
    : value;
}

function choose(field: Field, value: Json): Json {
  const wanted = String(value).toLowerCase();
  return field.values?.find((candidate) => candidate.toLowerCase() === wanted) ?? value;
}

function problem(name: string, field: Field, value: Json): string | undefined {
  if (field.type === "text") return textProblem(name, field, value);
  if (field.type === "boolean" && typeof value !== "boolean") return `'${name}' must be true or false.`;
  if (field.type === "integer" && !Number.isInteger(value)) return `'${name}' must be a whole number.`;
  if (field.type === "choice") return choiceProblem(name, field, [value]);
  if (field.type !== "choices") return undefined;
  return Array.isArray(value) ? choiceProblem(name, field, value) : `'${name}' must be an array.`;
}

function textProblem(name: string, field: Field, value: Json): string | undefined {
  if (typeof value !== "string") return `'${name}' must be a string.`;
  const { min = 0, max = Number.POSITIVE_INFINITY, pattern } = field;
  if (value.length < min) return `'${name}' must not be empty.`;
  if (value.length > max) return `'${name}' must be a string with a maximum length of ${max}.`;
  if (pattern && !pattern.test(value)) return `'${name}' must match the pattern ${pattern.source}.`;
  return undefined;
}

function choiceProblem(name: string, field: Field, values: readonly Json[]): string | undefined {
  const allowed = field.values ?? [];
  const wrong = values.find((value) => typeof value !== "string" || !allowed.includes(value));
  if (wrong === undefined) return undefined;
  return `The value '${String(wrong)}' of '${name}' is not one of ${allowed.join(", ")}.`;
}
