import type { EffectiveElement } from "../../policy/index.ts";

/** Where an element is written, for a note. */
export function placeOf({ origin, element }: EffectiveElement): string {
  const { file, line } = origin.placeOf(element.span.start);
  return `${file}, line ${line}`;
}
