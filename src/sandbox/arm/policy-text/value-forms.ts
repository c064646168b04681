import type { ElementFacts } from "./language.ts";

type AttributeFacts = NonNullable<ReturnType<ElementFacts["attributes"]["get"]>>;

/** How a value of each type is written; of other types every text is one. */
const forms: Partial<Record<AttributeFacts["type"], (value: string) => boolean>> = {
  boolean: (value) => /^(true|false|0|1)$/i.test(value),
  integer: (value) => /^[+-]?\d+$/.test(value),
  number: (value) => /^[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?$/.test(value),
  url: (value) => /^[a-z][a-z\d+.-]*:\/\/[^/?#\s]+/i.test(value),
  dateTime: (value) => !Number.isNaN(Date.parse(value)),
};

/** Whether `value` has the type of its attribute and is one of the values that it may have. */
export function isValueOf({ type, values }: AttributeFacts, value: string): boolean {
  if (type === "enum") {
    return !values || values.some((allowed) => allowed.toLowerCase() === value.toLowerCase());
  }
  return forms[type]?.(value.trim()) ?? true;
}
