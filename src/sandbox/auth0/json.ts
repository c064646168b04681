/** Any JSON value; a member that is `undefined` is left out of the text. */
export type Json = string | number | boolean | null | Json[] | { [member: string]: Json | undefined };

/** A JSON object. */
export type JsonObject = { [member: string]: Json | undefined };

/** Whether `value` is a JSON object and not an array. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** `value` when it is text. */
export function asText(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}

/** The members of `value` that are text, or nothing when it is no array. */
export function asTexts(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === "string") : [];
}

/** `value` when it is an object, else an empty one. */
export function asObject(value: unknown): JsonObject {
  return isObject(value) ? value : {};
}
