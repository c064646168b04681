import { encodeEntities } from "../../syntax/entities.ts";
import type { ElementNode } from "../../syntax/nodes.ts";
import type { Fix } from "../engine/rule.ts";
import { anElement } from "./wording.ts";

/** What white space, commas or semicolons separate in `text`, when there are several and each `fits`. */
export function listIn(text: string, fits: (value: string) => boolean): readonly string[] | undefined {
  if (!/[\s,;]/.test(text)) return undefined;
  const values = text.split(/[\s,;]+/).filter(Boolean);
  return values.length > 1 && values.every(fits) ? values : undefined;
}

/** Gives each of `values` an element of its own in place of `element`. */
export function splitElement({ name, span }: ElementNode, values: readonly string[], text: string): Fix {
  const items = values.map((value) => `<${name}>${encodeEntities(value)}</${name}>`);
  const newText = items.join(indentBefore(span.start, text));
  return { title: `Make each ${anElement(name)} of its own`, edits: [{ span, newText }], safe: true };
}

/** Line break and indentation before `offset`, when nothing else stands there. */
export function indentBefore(offset: number, text: string): string {
  return /\r?\n[ \t]*$/.exec(text.slice(Math.max(0, offset - 200), offset))?.[0] ?? "";
}
