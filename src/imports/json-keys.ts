/** A key that an object has a second time, and where (counted from 1). */
export interface KeyTwice {
  readonly key: string;
  readonly line: number;
  readonly column: number;
}

/** Objects and lists within one another that are read; whoever writes them out again would run out of stack with many more. */
const deepest = 1000;

/**
 * The first key that stands twice in one object of a text that is JSON, or that the text is nested too deep; `JSON.parse` takes the last
 * of such keys and forgets the others without a word.
 */
export function jsonTrouble(text: string): KeyTwice | "too deep" | undefined {
  const around: (Set<string> | undefined)[] = [];
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at];
    if (sign === "{" || sign === "[") {
      if (around.length === deepest) return "too deep";
      around.push(sign === "{" ? new Set() : undefined);
    } else if (sign === "}" || sign === "]") {
      around.pop();
    } else if (sign === '"') {
      const end = endOfText(text, at);
      const keys = isKey(text, end) ? around.at(-1) : undefined;
      const key = keys && textOf(text.slice(at, end));
      if (keys && key !== undefined) {
        if (keys.has(key)) return { key, ...placeOf(text, at) };
        keys.add(key);
      }
      at = end - 1;
    }
  }
  return undefined;
}

/** Behind the quotation mark that ends the text that begins at `start`. */
function endOfText(text: string, start: number): number {
  let at = start + 1;
  while (at < text.length && text[at] !== '"') at += text[at] === "\\" ? 2 : 1;
  return at + 1;
}

function isKey(text: string, end: number): boolean {
  let at = end;
  while (/[ \t\r\n]/.test(text[at] ?? "")) at += 1;
  return text[at] === ":";
}

function textOf(literal: string): string {
  return literal.includes("\\") ? String(JSON.parse(literal)) : literal.slice(1, -1);
}

function placeOf(text: string, at: number): { readonly line: number; readonly column: number } {
  const before = text.slice(0, at).split("\n");
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}
