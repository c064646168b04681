/** Splits marked text at its one `‸` (`|` and `$` are C#). */
export function splitCursor(marked: string): { readonly text: string; readonly offset: number } {
  const offset = marked.indexOf("‸");
  if (offset < 0 || marked.indexOf("‸", offset + 1) >= 0) throw new Error("Mark one place with ‸.");
  return { text: marked.slice(0, offset) + marked.slice(offset + 1), offset };
}
