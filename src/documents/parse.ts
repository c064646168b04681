import { createScanner, type Node, type ParseErrorCode, parseTree, printParseErrorCode } from "jsonc-parser";
import { type Span, span } from "../core/span.ts";
import type { Json } from "../resources/kind.ts";
import type { DocumentProblem } from "./document.ts";

/** A property of the document's one object. */
export interface Member {
  readonly name: string;
  readonly nameSpan: Span;
  readonly value: Node;
  readonly valueSpan: Span;
  /** The whole property, without a comma. */
  readonly span: Span;
}

/** A document as JSON with comments; `root` is its object. */
interface Parsed {
  readonly root: Node;
  readonly members: readonly Member[];
  readonly hasComments: boolean;
}

/** No document of a resource is deeper by far; parsers that call themselves would run out of stack. */
const deepest = 100;

/** Reads `text`. Trailing commas and a byte order mark are taken as they come; of several slips the first is told. */
export function parseDocument(text: string): Parsed | DocumentProblem {
  const clean = text.startsWith("\uFEFF") ? ` ${text.slice(1)}` : text;
  const { hasComments, tooDeep } = survey(clean);
  if (tooDeep !== undefined) {
    const message = `Nothing is nested deeper than ${deepest} levels in the document of a resource. Take some of the brackets out.`;
    return problem("too-deep", message, span(tooDeep, tooDeep + 1));
  }
  if (clean.trim() === "") {
    return problem("syntax", "The document is empty. Write an object: { … }.", span(0, text.length));
  }
  const errors: { error: ParseErrorCode; offset: number; length: number }[] = [];
  const root = parseTree(clean, errors, { allowTrailingComma: true });
  const [first] = errors;
  if (first) return syntaxProblem(first.error, text, first);
  if (root?.type !== "object") {
    const all = root ? spanOf(root) : span(0, text.length);
    return problem("no-object", "A document of a resource is one object: { … }.", all);
  }
  return { root, members: membersOf(root), hasComments };
}

/** The properties of an object. */
export function membersOf({ children = [] }: Node): readonly Member[] {
  return children.flatMap((property): readonly Member[] => {
    const [key, value] = property.children ?? [];
    if (!key || !value) return [];
    const name: unknown = key.value;
    if (typeof name !== "string") return [];
    return [{ name, nameSpan: spanOf(key), value, valueSpan: spanOf(value), span: spanOf(property) }];
  });
}

/** The value of a node. A property called `__proto__` is a property like any other. */
export function jsonOf(node: Node): Json {
  if (node.type === "array") return (node.children ?? []).map(jsonOf);
  if (node.type === "object") {
    return Object.fromEntries(membersOf(node).map(({ name, value }) => [name, jsonOf(value)]));
  }
  const value: unknown = node.value;
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? value : null;
}

/** Where a node stands. */
export function spanOf({ offset, length }: Pick<Node, "offset" | "length">): Span {
  return span(offset, offset + length);
}

/** An error at a place. */
export function problem(code: DocumentProblem["code"], message: string, at: Span): DocumentProblem {
  return { code, message, severity: "error", span: at };
}

/** What must be known before the text is parsed; `tooDeep` is where it gets too deep. */
function survey(text: string): { readonly hasComments: boolean; readonly tooDeep: number | undefined } {
  const scanner = createScanner(text);
  let hasComments = false;
  for (let depth = 0; scanner.getPosition() < text.length; ) {
    scanner.scan();
    const first = text.charAt(scanner.getTokenOffset());
    if (first === "{" || first === "[") depth += 1;
    else if (first === "}" || first === "]") depth -= 1;
    else if (first === "/") hasComments = true;
    if (depth > deepest) return { hasComments, tooDeep: scanner.getTokenOffset() };
  }
  return { hasComments, tooDeep: undefined };
}

type Slip = ReturnType<typeof printParseErrorCode>;

const slips: Readonly<Record<Slip, string>> = {
  InvalidSymbol: "This is no JSON. Texts stand in quotation marks; the other words are true, false and null.",
  InvalidNumberFormat: "This number cannot be read. Numbers look like 10, -1 or 0.5.",
  PropertyNameExpected: "The name of a field in quotation marks is expected here.",
  ValueExpected: "A value is expected here.",
  ColonExpected: "A colon is expected here, between the name of a field and its value.",
  CommaExpected: "A comma is expected before this.",
  CloseBraceExpected: "An object is not closed: a } is missing.",
  CloseBracketExpected: "A list is not closed: a ] is missing.",
  EndOfFileExpected: "The document ends before this. Take out what stands behind its last bracket.",
  InvalidCommentToken: "This is no comment. Comments look like // … or /* … */.",
  UnexpectedEndOfComment: "A comment is not closed: a */ is missing.",
  UnexpectedEndOfString: "A text is not closed: a quotation mark is missing.",
  UnexpectedEndOfNumber: "This number is not finished.",
  InvalidUnicode: "Four hexadecimal digits belong behind \\u.",
  InvalidEscapeCharacter: 'Behind \\ stands one of " \\ / b f n r t u.',
  InvalidCharacter:
    "A text has a tab, a line end or another control character. Write it as \\t, \\n or \\u….",
  "<unknown ParseErrorCode>": "This cannot be read as JSON.",
};

function syntaxProblem(
  code: ParseErrorCode,
  text: string,
  at: { readonly offset: number; readonly length: number },
): DocumentProblem {
  const start = Math.min(at.offset, text.length);
  return problem(
    "syntax",
    slips[printParseErrorCode(code)],
    span(start, Math.min(start + at.length, text.length)),
  );
}
