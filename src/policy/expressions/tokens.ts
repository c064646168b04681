import { PassedOver } from "./passed-over.ts";

/** The smallest parts of an expression. */
export type Token =
  | { readonly kind: "name" | "symbol"; readonly text: string }
  | { readonly kind: "literal"; readonly value: string | number };

const token =
  /\s*(?:([A-Za-z_]\w*)|(\d+(?:\.\d+)?)|(?:"((?:[^"\\]|\\.)*)"|@"((?:[^"]|"")*)")|'((?:[^'\\]|\\.)*)'|(\?\?|\?\.|=>|==|!=|<=|>=|&&|\|\||[-+!<>?:.,()[\]{}]))/y;
const escapes: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t", "0": "\0" };

/** @throws PassedOver at what is none of the few tokens the sandbox knows. */
export function tokenize(code: string): readonly Token[] {
  const tokens: Token[] = [];
  const source = code.trimEnd();
  let position = 0;
  while (position < source.length) {
    token.lastIndex = position;
    const match = token.exec(source);
    if (!match) throw new PassedOver(`“${source.slice(position, position + 10)}” is not understood.`);
    position = token.lastIndex;
    tokens.push(toToken(match));
  }
  return tokens;
}

function toToken([, name, number, text, verbatim, character, symbol]: RegExpExecArray): Token {
  if (name !== undefined) return { kind: "name", text: name };
  if (number !== undefined) return { kind: "literal", value: Number(number) };
  if (symbol !== undefined) return { kind: "symbol", text: symbol };
  if (verbatim !== undefined) return { kind: "literal", value: verbatim.replaceAll('""', '"') };
  return { kind: "literal", value: unescapeText(text ?? character ?? "") };
}

function unescapeText(text: string): string {
  return text.replace(/\\(.)/gs, (_, escaped: string) => escapes[escaped] ?? escaped);
}
