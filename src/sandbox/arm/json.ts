import type { Json, JsonObject } from "../azure/state.ts";
import { ArmError } from "./errors.ts";

/** Whether `value` is a JSON object and not an array. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The array at `value`, or none. */
export function asArray(value: unknown): readonly Json[] {
  return Array.isArray(value) ? value : [];
}

/** The text at `value`, or `undefined`. */
export function asText(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}

/**
 * The `properties` object of a request body.
 *
 * @throws ArmError 400 when there is none.
 */
export function propertiesOf(body: unknown): JsonObject {
  const properties = isObject(body) ? (body["properties"] ?? {}) : undefined;
  if (isObject(properties)) return properties;
  throw new ArmError(
    400,
    "InvalidRequestContent",
    "The request content was invalid and could not be deserialized: 'properties' must be an object.",
  );
}
