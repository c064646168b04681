/** Stands for the cursor in a test's text; `|` and `$` mean something in C#. */
export const CURSOR = "‸";

/** A text with its one cursor taken out. */
export interface MarkedText {
  readonly text: string;
  readonly offset: number;
}

/** Takes the cursor out of `marked`. */
export function readMarked(marked: string): MarkedText {
  const offset = marked.indexOf(CURSOR);
  if (offset < 0 || marked.indexOf(CURSOR, offset + 1) >= 0)
    throw new Error(`There must be one ${CURSOR} in: ${marked}`);
  return { text: marked.replace(CURSOR, ""), offset };
}
