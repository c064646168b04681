/** A JSON object. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** Whether a value is a JSON object. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The member of an object that is one itself; an empty one where it is not. */
export function objectIn(value: unknown, name: string): JsonObject {
  const member = isObject(value) ? value[name] : undefined;
  return isObject(member) ? member : {};
}

/** The member of an object that is a list; an empty one where it is not. */
export function listIn(value: unknown, name: string): readonly unknown[] {
  const member: unknown = isObject(value) ? value[name] : undefined;
  return Array.isArray(member) ? member : [];
}

/** The member of an object that is a text. */
export function textIn(value: unknown, name: string): string | undefined {
  const member = isObject(value) ? value[name] : undefined;
  return typeof member === "string" ? member : undefined;
}

/** The member of an object that is true or false. */
export function flagIn(value: unknown, name: string): boolean | undefined {
  const member = isObject(value) ? value[name] : undefined;
  return typeof member === "boolean" ? member : undefined;
}

/** The line, from 1, on which a member of this name is first written; 1 when it is not. */
export function lineOfMember(text: string, name: string): number {
  const at = text.search(new RegExp(`"${name}"\\s*:`));
  return at < 0 ? 1 : text.slice(0, at).split("\n").length;
}
