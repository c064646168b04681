import { type Span, span } from "../../../core/span.ts";
import { type MemberFacts, netTypes } from "../../facts/expressions.ts";
import type { Expression, PolicyDocument } from "../../syntax/nodes.ts";
import { paragraphs } from "../describe.ts";
import { type Token, tokenize } from "../expression/tokens.ts";
import { membersOf, typeEndingAt } from "../expression/type-of.ts";
import { type Completion, sortKey } from "./completion.ts";
import { literal } from "./snippet.ts";

const STATEMENT_WORDS = ["return", "var", "if", "else", "foreach", "new", "true", "false", "null"];
const EXPRESSION_WORDS = ["new", "true", "false", "null"];

/** Longer expressions are read from this many characters before the cursor. */
const MAX_LOOK_BACK = 4000;

/** Members behind a dot; `context`, allowed types and C# words elsewhere. Nothing inside strings and comments. */
export function completeExpression(
  document: PolicyDocument,
  expression: Expression,
  offset: number,
): Completion[] {
  const start = Math.max(expression.codeSpan.start, offset - MAX_LOOK_BACK);
  const tokens = tokenize(document.text, start, offset);
  const last = tokens.at(-1);
  if (last && isInside(last, offset)) return [];
  const typed = last?.kind === "name" && last.end === offset ? last : undefined;
  const before = typed ? tokens.length - 2 : tokens.length - 1;
  const replace = wordAt(document.text, typed ? typed.start : offset, offset);
  if (tokens[before]?.text === ".") return memberItems(tokens, before, replace);
  if (last?.kind === "number" && last.end === offset) return [];
  return topLevel(expression, replace);
}

/** Whether the cursor stands in a string or comment that has not ended yet. */
function isInside(token: Token, position: number): boolean {
  if (token.end !== position) return false;
  if (token.kind === "comment") return !token.text.endsWith("*/");
  if (token.kind !== "string") return token.text === "'";
  const body = token.text.replace(/^(?:\$@|@\$|[@$])?(?:"|&quot;)/, "");
  return !/(?:"|&quot;)$/.test(body);
}

function wordAt(text: string, start: number, offset: number): Span {
  let end = offset;
  while (/\w/.test(text.charAt(end))) end += 1;
  return span(start, end);
}

function memberItems(tokens: readonly Token[], dot: number, replace: Span): Completion[] {
  const target = tokens[dot - 1]?.text === "?" ? dot - 2 : dot - 1;
  const type = typeEndingAt(tokens, target) ?? staticType(tokens, target);
  return type ? membersOf(type).map((member, index) => memberItem(member, replace, index)) : [];
}

/** `DateTime.`: a type's own name before the dot. */
function staticType(tokens: readonly Token[], at: number): string | undefined {
  const name = tokens[at]?.text;
  return netTypes.some((type) => type.name === name) ? name : undefined;
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
