import { type Span, touches } from "../../core/span.ts";
import { accessTokenClaims, foreignClaims } from "../facts/auth0.ts";
import type { LiveFacts } from "../facts/live-facts.ts";
import { placeOf } from "../facts/places.ts";
import { expressionsUrl } from "../facts/policies.ts";
import { contextAt } from "../syntax/cursor-context.ts";
import { namedValueNameAt } from "../syntax/named-values.ts";
import type { AttributeNode, ElementNode, PolicyDocument } from "../syntax/nodes.ts";
import { valueOr } from "./complete/live-values.ts";
import { describeNamedValue } from "./complete/named-values.ts";
import {
  code,
  describeAttribute,
  describeElement,
  describePolicy,
  type Hover,
  paragraphs,
} from "./describe.ts";
import { hoverExpression } from "./expression/hover-expression.ts";

/** What is known about what stands at `offset`; `undefined` where there is nothing to say. */
export function hover(document: PolicyDocument, offset: number, live?: LiveFacts): Hover | undefined {
  const context = contextAt(document, offset);
  if (context.kind === "comment") return undefined;
  if ("replace" in context && !touches(context.replace, offset)) return undefined;
  const named = namedValueAt(document, offset, live);
  if (named) return named;
  switch (context.kind) {
    case "tag-name":
      return hoverElement(context.element, context.replace);
    case "closing-tag":
      return context.element && hoverElement(context.element, context.replace);
    case "attribute-name":
      return context.attribute && hoverAttribute(context.attribute);
    case "attribute-value":
      return hoverValue(context.attribute, context.replace);
    case "expression":
      return hoverExpression(document, context.expression, offset, expressionsUrl);
    case "text":
    case "cdata":
    case "instruction":
    case "declaration":
      return undefined;
  }
}

function namedValueAt(
  document: PolicyDocument,
  offset: number,
  live: LiveFacts | undefined,
): Hover | undefined {
  const name = namedValueNameAt(document.text, offset);
  if (!name || name.start === name.end) return undefined;
  const text = document.text.slice(name.start, name.end);
  const value = live && valueOr(live.namedValues, []).find(({ displayName }) => displayName === text);
  return {
    span: name,
    text: value
      ? describeNamedValue(value)
      : `Named value ${code(text)}. The service puts its text here before it reads the policy.`,
  };
}

function hoverElement(element: ElementNode, span: Span): Hover | undefined {
  const place = placeOf(element);
  if (!place.facts) return undefined;
  const own = place.kind === "policy" ? place.policy : undefined;
  return { span, text: own ? describePolicy(own) : describeElement(place.facts, place.policy) };
}

function hoverAttribute(attribute: AttributeNode): Hover | undefined {
  const place = placeOf(attribute.element);
  const facts = place.facts?.attributes.get(attribute.name);
  return facts && { span: attribute.nameSpan, text: describeAttribute(facts, place.policy) };
}

function hoverValue(attribute: AttributeNode, span: Span): Hover | undefined {
  const place = placeOf(attribute.element);
  if (place.path.endsWith("required-claims/claim") && attribute.name === "name") {
    const text = describeClaim(attribute.value);
    return text === undefined ? undefined : { span, text };
  }
  const facts = place.facts?.attributes.get(attribute.name);
  const worthSaying = facts && (facts.values || facts.type === "boolean" || facts.type === "integer");
  return worthSaying ? { span, text: describeAttribute(facts, place.policy) } : undefined;
}

function describeClaim(name: string): string | undefined {
  const claim = accessTokenClaims.find((candidate) => candidate.name === name);
  if (claim) return paragraphs(`Claim ${code(name)} (${claim.form})`, claim.description);
  if (!foreignClaims.has(name)) return undefined;
  const instead = foreignClaims.get(name);
  return paragraphs(
    `Claim ${code(name)}`,
    `Auth0 access tokens do not have it${instead === undefined ? "" : `; they have ${code(instead)}`}.`,
  );
}
