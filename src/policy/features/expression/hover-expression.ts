import { span } from "../../../core/span.ts";
import { contextObject, netTypes, objectFacts } from "../../facts/expressions.ts";
import type { Expression, PolicyDocument } from "../../syntax/nodes.ts";
import { code, paragraphs } from "../describe.ts";
import type { Hover } from "../hover.ts";
import { lookBack, type Token, tokenize } from "./tokens.ts";
import { membersOf, typeEndingAt } from "./type-of.ts";

const MAX_NAME = 200;

/** What is known about the name under the pointer inside an expression. */
export function hoverExpression(
  document: PolicyDocument,
  expression: Expression,
  offset: number,
  url: string,
): Hover | undefined {
  const start = lookBack(document.text, expression.codeSpan.start, offset);
  const end = Math.min(expression.codeSpan.end, offset + MAX_NAME);
  const tokens = tokenize(document.text, start, end);
  const at = tokens.findIndex(
    (token) => token.kind === "name" && token.start <= offset && offset <= token.end,
  );
  const token = tokens[at];
  const text = token && describe(tokens, at, token);
  if (!token || text === undefined) return undefined;
  return {
    span: span(token.start, token.end),
    text: paragraphs(text, `[Policy expressions](${url})`),
  };
}

function describe(tokens: readonly Token[], at: number, { text: name }: Token): string | undefined {
  const behindDot = tokens[at - 1]?.text === ".";
  if (behindDot) return describeMember(tokens, at, name);
  if (name === "context") {
    return paragraphs(code("Context context"), objectFacts(contextObject)?.description);
  }
  const net = netTypes.find((type) => type.name === name);
  if (net) return paragraphs(code(net.fullName), net.description);
  const own = objectFacts(name);
  return own && paragraphs(code(name), own.description);
}

function describeMember(tokens: readonly Token[], at: number, name: string): string | undefined {
  const target = tokens[at - 2]?.text === "?" ? at - 3 : at - 2;
  const owner = typeEndingAt(tokens, target) ?? tokens[target]?.text;
  const member = owner && membersOf(owner).find((candidate) => candidate.name === name);
  if (!member) return undefined;
  return paragraphs(code(`${member.type} ${member.signature ?? member.name}`.trim()), member.description);
}
