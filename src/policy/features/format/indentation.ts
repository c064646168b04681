/** How a document is to be laid out. */
export interface FormatOptions {
  /** One step of indentation: some spaces or a tab. */
  readonly indent: string;
  /** How many columns a tab counts for. */
  readonly tabSize: number;
}

/** Deeper than this, elements are indented no further: an absurd depth must not make an absurdly long text. */
const maximumLength = 400;

/** One step further in. */
export function deeper(indentation: string, { indent }: FormatOptions): string {
  return indentation.length + indent.length > maximumLength ? indentation : indentation + indent;
}

/** How wide `indentation` is; a tab counts for as many columns wherever it stands. */
export function widthOf(indentation: string, { tabSize }: FormatOptions): number {
  let width = 0;
  for (const character of indentation) width += character === "\t" ? tabSize : 1;
  return width;
}

/** Indentation of `width` columns. */
export function ofWidth(width: number, { indent, tabSize }: FormatOptions): string {
  if (!indent.includes("\t")) return " ".repeat(width);
  return "\t".repeat(Math.floor(width / tabSize)) + " ".repeat(width % tabSize);
}
