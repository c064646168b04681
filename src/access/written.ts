import { type AttributeNode, type ElementNode, exactValue, isRedacted, type Value } from "../policy/index.ts";

/** What stands for a value that cannot be known. */
export const notKnown = "?";

/** The text of a value, or `?` for an expression, a named value that cannot be read, a template, or what was taken out. */
export function textOrUnknown(value: Pick<Value, "text" | "literal"> | undefined): string {
  return value?.literal && !isRedacted(value.text) ? value.text : notKnown;
}

/** The attribute `name`, the first when it is given twice. */
export function attributeOf(element: ElementNode, name: string): AttributeNode | undefined {
  return element.attributes.find((attribute) => attribute.name === name);
}

/** The text of an attribute; `undefined` when it is not there, `?` when it cannot be known. */
export function attributeText(element: ElementNode, name: string): string | undefined {
  const attribute = attributeOf(element, name);
  if (!attribute) return element.moreAttributes ? notKnown : undefined;
  const { text, literal } = exactValue(attribute);
  return textOrUnknown({ text: text.trim(), literal });
}

/** Whether an attribute says true; `undefined` when that cannot be known. */
export function flagOf(element: ElementNode, name: string, fallback: boolean): boolean | undefined {
  const text = attributeText(element, name)?.toLowerCase();
  if (text === undefined) return fallback;
  if (text === "true") return true;
  return text === "false" ? false : undefined;
}
