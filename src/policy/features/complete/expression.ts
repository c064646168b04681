import { type Span, span } from "../../../core/span.ts";
import { type MemberFacts, netTypes } from "../../facts/expressions.ts";
import type { Expression, PolicyDocument } from "../../syntax/nodes.ts";
import { paragraphs } from "../describe.ts";
import { lookBack, type Token, tokenize } from "../expression/tokens.ts";
import { membersOf, netMembers, typeEndingAt } from "../expression/type-of.ts";
import { type Completion, sortKey } from "./completion.ts";
import { literal } from "./snippet.ts";

const STATEMENT_WORDS = ["return", "var", "if", "else", "foreach", "new", "true", "false", "null"];
const EXPRESSION_WORDS = ["new", "true", "false", "null"];

/** Members behind a dot; `context`, allowed types and C# words elsewhere. Nothing inside strings and comments. */
export function completeExpression(
  document: PolicyDocument,
  expression: Expression,
  offset: number,
): Completion[] {
  const start = lookBack(document.text, expression.codeSpan.start, offset);
  const tokens = tokenize(document.text, start, offset);
  const last = tokens.at(-1);
  if (isOpenAtEnd(document.text.slice(start, offset))) return [];
  const typed = last?.kind === "name" && last.end === offset ? last : undefined;
  const before = typed ? tokens.length - 2 : tokens.length - 1;
  const replace = wordAt(document.text, typed ? typed.start : offset, offset);
  if (tokens[before]?.text === ".") return memberItems(tokens, before, replace);
  if (last?.kind === "number" && last.end === offset) return [];
  return topLevel(expression, replace);
}

/** Whether a string or comment that begins before the end of `code` would go on behind it. */
function isOpenAtEnd(code: string): boolean {
  const last = tokenize(`${code} `, 0, code.length + 1).at(-1);
  if (last === undefined) return false;
  return last.end > code.length || (last.text === "'" && last.kind === "operator");
}

function wordAt(text: string, start: number, offset: number): Span {
  let end = offset;
  while (/\w/.test(text.charAt(end))) end += 1;
  return span(start, end);
}

function memberItems(tokens: readonly Token[], dot: number, replace: Span): Completion[] {
  const target = tokens[dot - 1]?.text === "?" ? dot - 2 : dot - 1;
  const type = typeEndingAt(tokens, target);
  // `DateTime.`: a type's own name before the dot.
  const members = type === undefined ? netMembers(tokens[target]?.text ?? "") : membersOf(type);
  return members.map((member, index) => memberItem(member, replace, index));
}

function memberItem(member: MemberFacts, replace: Span, index: number): Completion {
  const { name, signature, type, description } = member;
  return {
    label: name,
    kind: signature ? "method" : "property",
    span: replace,
    insertText: signature ? `${literal(name)}${callSnippet(signature)}$0` : name,
    isSnippet: signature !== undefined,
    documentation: paragraphs(signature && `\`${type} ${signature}\``, description),
    ...(type !== "" && { detail: type }),
    sortText: sortKey(index),
  };
}

/** Tab stops for type parameters and the arguments that have no default. */
function callSnippet(signature: string): string {
  const [, generic, parameters = ""] = /^\w+(<\w+>)?\((.*)\)$/.exec(signature) ?? [];
  let stop = 0;
  const next = (name: string) => {
    stop += 1;
    return `\${${stop}:${literal(name)}}`;
  };
  const type = generic ? `<${next(generic.slice(1, -1))}>` : "";
  const needed = parameters
    .split(",")
    .map((parameter) => parameter.trim())
    .filter((parameter) => parameter !== "" && !parameter.includes("="));
  return `${type}(${needed.map((parameter) => next(parameter.split(" ").at(-1) ?? "")).join(", ")})`;
}

function topLevel(expression: Expression, replace: Span): Completion[] {
  const words = expression.form === "block" ? STATEMENT_WORDS : EXPRESSION_WORDS;
  const plain = (
    label: string,
    rest: Pick<Completion, "kind" | "documentation" | "sortText">,
  ): Completion => ({
    label,
    span: replace,
    insertText: label,
    isSnippet: false,
    ...rest,
  });
  return [
    {
      ...plain("context", {
        kind: "variable",
        documentation: "The call that is being processed.",
        sortText: sortKey(0),
      }),
      detail: "Context",
    },
    ...words.map((word) =>
      plain(word, { kind: "value", documentation: "C# keyword.", sortText: sortKey(10) }),
    ),
    ...netTypes.map((type) => ({
      ...plain(type.name, { kind: "type", documentation: type.description, sortText: sortKey(20) }),
      detail: type.fullName,
    })),
  ];
}
