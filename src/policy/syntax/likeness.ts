import { Code } from "./characters.ts";

/** Whether one name is the other with a slip of the fingers: a letter more, less, wrong, swapped, or half typed. */
export function areSimilar(one: string, other: string): boolean {
  const a = one.toLowerCase();
  const b = other.toLowerCase();
  if (a === b || a.startsWith(b) || b.startsWith(a)) return true;
  let head = 0;
  while (head < a.length && a[head] === b[head]) head += 1;
  let tail = 0;
  while (tail < Math.min(a.length, b.length) - head && a.at(-1 - tail) === b.at(-1 - tail)) tail += 1;
  return Math.max(a.length, b.length) - head - tail <= 2 && head + tail >= 2;
}

/** The white space that the line of `position` begins with, when nothing else stands before it. */
export function indentationBefore(text: string, position: number): string | undefined {
  let start = position;
  for (; start > 0 && position - start < 200; start -= 1) {
    const code = text.charCodeAt(start - 1);
    if (code === Code.lineFeed) return text.slice(start, position);
    if (code !== Code.space && code !== Code.tab) return undefined;
  }
  return undefined;
}
