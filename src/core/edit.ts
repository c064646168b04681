import type { Span } from "./span.ts";

/** Replaces the text of `span` by `newText`; an empty span inserts. */
export interface TextEdit {
  readonly span: Span;
  readonly newText: string;
}

/**
 * The text after all `edits`, whose spans refer to the text before any of them.
 *
 * @throws RangeError when two edits overlap or one leaves the text.
 */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  const ordered = edits
    .map((edit, index) => ({ edit, index }))
    .sort((a, b) => a.edit.span.start - b.edit.span.start || a.index - b.index);
  let result = "";
  let position = 0;
  for (const { edit } of ordered) {
    if (edit.span.start < position || edit.span.end < edit.span.start || edit.span.end > text.length) {
      throw new RangeError(
        `Edit [${edit.span.start}, ${edit.span.end}) overlaps another or leaves the text.`,
      );
    }
    result += text.slice(position, edit.span.start) + edit.newText;
    position = edit.span.end;
  }
  return result + text.slice(position);
}
