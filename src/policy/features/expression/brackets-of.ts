import type { Token } from "./tokens.ts";

const openers = "([{";
const closers = ")]}";

/** No type is longer, in tokens. */
export const maxType = 100;

/** Where the bracket that the one at `close` closes stands; any kinds of brackets may stand between. */
export function openerOf(tokens: readonly Token[], close: number): number | undefined {
  let depth = 0;
  for (let index = close; index >= 0; index -= 1) {
    depth += step(tokens[index], closers, openers);
    if (depth === 0) return index;
  }
  return undefined;
}

/** Where the brackets around `inside` open. */
export function enclosingOpener(tokens: readonly Token[], inside: number): number | undefined {
  let depth = 0;
  for (let index = inside - 1; index >= 0; index -= 1) {
    depth += step(tokens[index], closers, openers);
    if (depth < 0) return index;
  }
  return undefined;
}

/** The first token from `from` on outside of brackets that is one of `ends`, or the bracket that closes around them. */
export function endOf(tokens: readonly Token[], from: number, ends: string): number {
  let depth = 0;
  for (let index = from; index < tokens.length; index += 1) {
    const token = tokens[index];
    depth += step(token, openers, closers);
    if (depth < 0 || (depth === 0 && token?.kind === "operator" && ends.includes(token.text))) return index;
  }
  return tokens.length;
}

function step(token: Token | undefined, more: string, less: string): number {
  if (token?.kind !== "operator") return 0;
  if (more.includes(token.text)) return 1;
  return less.includes(token.text) ? -1 : 0;
}

/** The `<` of type arguments that end with the `>` at `close`. */
export function genericOpener(tokens: readonly Token[], close: number): number | undefined {
  let depth = 0;
  for (let index = close; index > close - maxType; index -= 1) {
    const token = tokens[index];
    if (!token || !isOfType(token)) return undefined;
    if (token.text === ">") depth += 1;
    if (token.text === "<") depth -= 1;
    if (depth === 0) return index;
  }
  return undefined;
}

/** Whether a token may stand in a type. */
export function isOfType({ kind, text }: Token): boolean {
  return kind === "name" || (kind === "operator" && "<>[],?.".includes(text));
}

/** The type that the tokens from `from` up to `to` make. */
export function typeText(tokens: readonly Token[], from: number, to: number): string {
  return tokens
    .slice(from, to)
    .map((token) => (token.text === "," ? ", " : token.text))
    .join("");
}
