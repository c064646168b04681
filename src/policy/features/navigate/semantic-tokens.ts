import { type Span, slice } from "../../../core/span.ts";
import { expressionsOf, type PolicyDocument } from "../../syntax/index.ts";
import { type CsharpToken, csharpTokens } from "./csharp-tokens.ts";

export const semanticTokenTypes = [
  "keyword",
  "string",
  "number",
  "comment",
  "operator",
  "type",
  "method",
  "property",
  "variable",
  "namespace",
] as const;

export type SemanticTokenType = (typeof semanticTokenTypes)[number];

/** What a piece of C# is, as far as the code alone tells; never spans a line end. */
export interface SemanticToken {
  readonly span: Span;
  readonly type: SemanticTokenType;
}

const keywords = new Set(
  (
    "as base bool break byte case catch char checked const continue decimal default do double dynamic else enum " +
    "false finally float for foreach goto if in int is lock long nameof new null object out params ref return sbyte " +
    "short sizeof stackalloc static string struct switch this throw true try typeof uint ulong unchecked ushort " +
    "using var void when while await async let from where select orderby group into join on equals ascending descending by"
  ).split(" "),
);
/** Words that are keywords in queries only; elsewhere they are names. */
const query = new Set(
  "let from where select orderby group into join on equals ascending descending by".split(" "),
);
const roots = new Set(["System", "Newtonsoft"]);
/** Of the types that expressions may use. */
const namespaces = new Set(
  (
    "System Newtonsoft Json Linq Text RegularExpressions Collections Generic Security Cryptography X509Certificates " +
    "Net IO Xml"
  ).split(" "),
);

/** The tokens of the C# in all expressions of `document`, in document order. */
export function semanticTokens(document: PolicyDocument): readonly SemanticToken[] {
  const spans = Array.from(expressionsOf(document), ({ expression }) => expression.codeSpan);
  spans.sort((a, b) => a.start - b.start);
  return spans.flatMap((code) => classifyAll(document.text, csharpTokens(document.text, code)));
}

function classifyAll(text: string, tokens: readonly CsharpToken[]): readonly SemanticToken[] {
  const words = tokens.map(({ span }) => slice(text, span));
  const isQuery = words.includes("from") && words.includes("in");
  return tokens.flatMap(({ kind, span }, index): readonly SemanticToken[] => {
    if (kind === "name") return [{ span, type: classifyName(words, index, isQuery) }];
    if (kind === "operator") {
      return /^[()[\]{};,.]$/.test(words[index] ?? "") ? [] : [{ span, type: "operator" }];
    }
    return byLine(words[index] ?? "", span.start, kind);
  });
}

/** Editors want tokens of one line each. */
function byLine(word: string, start: number, type: SemanticTokenType): readonly SemanticToken[] {
  if (!word.includes("\n")) return [{ span: { start, end: start + word.length }, type }];
  const tokens: SemanticToken[] = [];
  for (const { 0: line, index } of word.matchAll(/[^\r\n]+/g)) {
    tokens.push({ span: { start: start + index, end: start + index + line.length }, type });
  }
  return tokens;
}

function classifyName(words: readonly string[], index: number, isQuery: boolean): SemanticTokenType {
  const word = words[index] ?? "";
  const before = words[index - 1];
  const after = words[index + 1];
  const member = before === ".";
  if (!member && keywords.has(word) && !query.has(word)) return "keyword";
  if (!member && isQuery && query.has(word) && isQueryWord(words[index + 1] ?? "")) return "keyword";
  if (after === "." && isNamespace(words, index)) return "namespace";
  if (member && isNamespace(words, index - 2)) return "type";
  if (before === "new" || before === "as" || before === "is") return "type";
  if (after === "(" || (isOpener(after) && isGenericCall(words, index + 1))) return "method";
  if (member) return "property";
  return /^@?[A-Z]/.test(word) ? "type" : "variable";
}

/** Whether the name at `index` and those before its dots make a name space from its root on. */
function isNamespace(words: readonly string[], index: number): boolean {
  let first = index;
  while (words[first - 1] === "." && namespaces.has(words[first] ?? "")) first -= 2;
  return roots.has(words[first] ?? "") && words[first - 1] !== ".";
}

/** A query word is followed by a name or a value, never by an operator. */
function isQueryWord(after: string): boolean {
  return /^[\w@"$&]/.test(after);
}

function isOpener(word: string | undefined): boolean {
  return word === "<" || word === "&lt;";
}

/** Whether the `<` at `index` opens type arguments that a call follows. */
function isGenericCall(words: readonly string[], index: number): boolean {
  let depth = 0;
  for (let position = index; position < Math.min(words.length, index + 40); position += 1) {
    const word = words[position] ?? "";
    if (isOpener(word)) depth += 1;
    else if (word === ">" || word === "&gt;") {
      depth -= 1;
      if (depth === 0) return words[position + 1] === "(";
    } else if (!/^[\w.,[\]?@]+$/.test(word)) return false;
  }
  return false;
}
