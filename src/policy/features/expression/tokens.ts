/** A token of C#, as far as completion needs to tell them apart. */
export interface Token {
  readonly kind: "name" | "number" | "string" | "character" | "comment" | "punctuation";
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

const QUOTE = '(?:"|&quot;)';
const SOURCES: readonly (readonly [Token["kind"], string])[] = [
  ["comment", "//[^\\n]*|/\\*[\\s\\S]*?(?:\\*/|$)"],
  ["string", `(?:\\$@|@\\$|@)${QUOTE}(?:(?!${QUOTE})[\\s\\S]|${QUOTE}${QUOTE})*(?:${QUOTE}|$)`],
  ["string", `\\$?${QUOTE}(?:\\\\[\\s\\S]|(?!${QUOTE})[^\\n\\\\])*(?:${QUOTE}|(?=\\n)|$)`],
  ["character", "'(?:\\\\[^\\n]|[^'\\n\\\\]){1,8}'"],
  ["name", "@?[A-Za-z_][\\w]*"],
  ["number", "\\d[\\w.]*"],
  ["punctuation", "&lt;|&gt;|&amp;|[^\\s\\w]"],
];
const TOKEN = new RegExp(SOURCES.map(([, source]) => `(${source})`).join("|"), "gu");

/**
 * The tokens of `code` in order. Quotes, `<` and `>` may be written as entities. Never fails: what is broken becomes
 * punctuation, an unclosed string runs to the end of its line.
 */
export function tokenize(code: string): Token[] {
  const tokens: Token[] = [];
  for (const match of code.matchAll(TOKEN)) {
    const index = match.slice(1).findIndex((group) => group !== undefined);
    const kind = SOURCES[index]?.[0] ?? "punctuation";
    const start = match.index;
    tokens.push({ kind, text: plain(kind, match[0]), start, end: start + match[0].length });
  }
  return tokens;
}

function plain(kind: Token["kind"], text: string): string {
  if (kind !== "punctuation") return text;
  if (text === "&lt;") return "<";
  return text === "&gt;" ? ">" : text;
}
