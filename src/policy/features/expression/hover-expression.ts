import { span } from "../../../core/span.ts";
import { contextObject, type NetTypeFacts, objectFacts } from "../../facts/expressions.ts";
import type { Expression, PolicyDocument } from "../../syntax/nodes.ts";
import { code, type Hover, paragraphs } from "../describe.ts";
import { describeMember } from "./describe-member.ts";
import { typeNamedAt } from "./members.ts";
import { lookBack, type Token, tokenize } from "./tokens.ts";
import { TypeReader } from "./type-reader.ts";

const maxName = 200;
/** Words of C# that have a type, too. */
const values: ReadonlySet<string> = new Set(["true", "false"]);

/** What is known about the name under the pointer inside an expression. */
export function hoverExpression(
  document: PolicyDocument,
  expression: Expression,
  offset: number,
  url: string,
): Hover | undefined {
  const start = lookBack(document.text, expression.codeSpan.start, offset);
  const end = Math.min(expression.codeSpan.end, offset + maxName);
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
  const net = typeNamedAt(tokens, at);
  if (tokens[at - 1]?.text === ".") {
    const member = new TypeReader(tokens).memberAt(at);
    if (member) return describeMember(member);
    return net && describeType(net);
  }
  if (name === "context") {
    return paragraphs(code("Context context"), objectFacts(contextObject)?.description);
  }
  if (net) return describeType(net);
  const own = objectFacts(name);
  if (own) return paragraphs(code(name), own.description);
  const type = values.has(name) ? undefined : new TypeReader(tokens).endingAt(at);
  return type && paragraphs(code(`${type} ${name}`), "Variable of this expression.");
}

function describeType({ fullName, description }: NetTypeFacts): string {
  return paragraphs(code(fullName), description);
}
