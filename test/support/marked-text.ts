/** Stands for the cursor in a test's text; `|` and `$` mean something in C#. */
export const cursor = "‸";

/** A text with its one cursor taken out. */
export interface MarkedText {
  readonly text: string;
  readonly offset: number;
}

/** Takes the cursor out of `marked`. */
export function readMarked(marked: string): MarkedText {
  const offset = marked.indexOf(cursor);
  if (offset < 0 || marked.indexOf(cursor, offset + 1) >= 0)
    throw new Error(`There must be one ${cursor} in: ${marked}`);
  return { text: marked.replace(cursor, ""), offset };
}
