/** Line break and indentation before `offset`, when nothing else stands there. */
export function indentBefore(offset: number, text: string): string {
  return /\r?\n[ \t]*$/.exec(text.slice(Math.max(0, offset - 200), offset))?.[0] ?? "";
}
