import { type Span, span } from "../../../core/span.ts";
import { type MemberFacts, netTypes } from "../../facts/expressions.ts";
import { typeAliases } from "../../facts/net-members.ts";
import { typeArguments } from "../../facts/type-name.ts";
import type { Expression, PolicyDocument } from "../../syntax/nodes.ts";
import { variablesBefore } from "../expression/declarations.ts";
import { describeMember } from "../expression/describe-member.ts";
import { membersOf, membersOfType, namesInside, typeNamedAt } from "../expression/members.ts";
import { lookBack, type Token, tokenize } from "../expression/tokens.ts";
import { TypeReader } from "../expression/type-reader.ts";
import { type Completion, sortKey } from "./completion.ts";
import { literal } from "./snippet.ts";
import { completeVariableNames } from "./variable-names.ts";

const statementWords = ["return", "var", "if", "else", "foreach", "new", "true", "false", "null"];
const expressionWords = ["new", "true", "false", "null"];

/** What the types are called: by name, and by C#'s own word. */
const typeNames = [...netTypes.map((type) => [type.name, type] as const), ...typeAliases];
const nameSpaces = [...new Set(netTypes.map(({ fullName }) => fullName.slice(0, fullName.indexOf("."))))];

/** Members behind a dot; `context`, allowed types and C# words elsewhere. Inside strings and comments nothing but names of variables. */
export function completeExpression(
  document: PolicyDocument,
  expression: Expression,
  offset: number,
): Completion[] {
  const start = lookBack(document.text, expression.codeSpan.start, offset);
  // One character more, for what is open to show itself by taking it in.
  const length = offset - start;
  const tokens = tokenize(`${document.text.slice(start, offset)} `, 0, length + 1);
  const last = tokens.at(-1);
  if (last && isOpen(last, length)) return completeVariableNames(document, tokens, offset);
  const typed = last?.kind === "name" && last.end === length ? last : undefined;
  const before = typed ? tokens.length - 2 : tokens.length - 1;
  const replace = wordAt(document.text, typed ? start + typed.start : offset, offset);
  if (tokens[before]?.text === ".") return memberItems(document.text, tokens, before, replace);
  if (last?.kind === "number" && last.end === length) return [];
  return topLevel(expression, typed ? tokens.slice(0, -1) : tokens, replace);
}

/** Whether the token, a string or comment, goes on behind the `length` of the code that is read. */
function isOpen({ kind, text, end }: Token, length: number): boolean {
  return end > length || (text === "'" && kind === "operator");
}

function wordAt(text: string, start: number, offset: number): Span {
  let end = offset;
  while (/\w/.test(text.charAt(end))) end += 1;
  return span(start, end);
}

function memberItems(text: string, tokens: readonly Token[], dot: number, replace: Span): Completion[] {
  const behind = text.slice(replace.end, replace.end + 100);
  const isConditional = tokens[dot - 1]?.text === "?";
  const target = isConditional ? dot - 2 : dot - 1;
  const type = new TypeReader(tokens).endingAt(target);
  if (type !== undefined)
    return toItems(membersOf(isConditional ? type.replace(/\?$/, "") : type), replace, behind);
  const named = typeNamedAt(tokens, target);
  return named ? toItems(membersOfType(named), replace, behind) : nameSpaceItems(tokens, target, replace);
}

function toItems(members: readonly MemberFacts[], replace: Span, behind: string): Completion[] {
  return members
    .filter(({ name }) => name !== "this")
    .map((member, index) => memberItem(member, replace, index, behind));
}

function memberItem(member: MemberFacts, replace: Span, index: number, behind: string): Completion {
  const { name, signature, type } = member;
  const call = signature !== undefined && !isCalled(signature, behind) ? callSnippet(signature) : undefined;
  return {
    label: name,
    kind: signature ? "method" : "property",
    span: replace,
    insertText: call === undefined ? name : `${literal(name)}${call}$0`,
    isSnippet: call !== undefined,
    documentation: describeMember(member),
    detail: type,
    sortText: sortKey(index),
  };
}

/** Whether the arguments stand `behind` the name already. */
function isCalled(signature: string, behind: string): boolean {
  return /^\s*\(/.test(behind) || (/^\w+</.test(signature) && /^(?:<|&lt;)/.test(behind));
}

function nameSpaceItems(tokens: readonly Token[], target: number, replace: Span): Completion[] {
  return [...namesInside(tokens, target)].map(([name, documentation]) => ({
    label: name,
    kind: "type",
    span: replace,
    insertText: name,
    isSnippet: false,
    documentation,
  }));
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
  const needed = typeArguments(`<${parameters}>`, 0).filter(
    (parameter) => parameter !== "" && !parameter.includes("="),
  );
  const argument = (parameter: string) => {
    const out = /^out .* /.exec(parameter)?.[0] ?? "";
    return literal(out) + next(parameter.split(" ").at(-1) ?? "");
  };
  return `${type}(${needed.map(argument).join(", ")})`;
}

function topLevel(expression: Expression, tokens: readonly Token[], replace: Span): Completion[] {
  const words = expression.form === "block" ? statementWords : expressionWords;
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
    ...[...variablesBefore(new TypeReader(tokens))].map(([name, type]) => ({
      ...plain(name, {
        kind: "variable",
        documentation: "Variable of this expression.",
        sortText: sortKey(5),
      }),
      ...(type !== undefined && { detail: type }),
    })),
    ...words.map((word) =>
      plain(word, { kind: "value", documentation: "C# keyword.", sortText: sortKey(10) }),
    ),
    ...typeNames.map(([name, { fullName, description }]) => ({
      ...plain(name, { kind: "type", documentation: description, sortText: sortKey(20) }),
      detail: fullName,
    })),
    ...nameSpaces.map((name) =>
      plain(name, { kind: "type", documentation: "Name space.", sortText: sortKey(30) }),
    ),
  ];
}
