import type { Span } from "../../../core/span.ts";
import { accessTokenClaims } from "../../facts/auth0.ts";
import type { LiveFacts } from "../../facts/live-facts.ts";
import type { AttributeFacts } from "../../facts/model.ts";
import { type Place, placeOf } from "../../facts/places.ts";
import { attribute, literalValue } from "../../syntax/elements.ts";
import { encodeEntities } from "../../syntax/entities.ts";
import type { AttributeNode, ElementNode, PolicyDocument } from "../../syntax/nodes.ts";
import { code, describeAttribute, describeElement } from "../describe.ts";
import { type Completion, sortKey } from "./completion.ts";
import {
  audiences,
  discoveryUrls,
  issuers,
  type LiveValue,
  scopes,
  staysText,
  valueOr,
} from "./live-values.ts";
import { preferred } from "./snippet.ts";

/** A value offered for an attribute or an element's text. */
type Offer = LiveValue & { readonly kind: "value" | "live-value" };

/** Without a `documentation` of its own, that of the attribute is shown. */
const fixed = (value: string, detail: string, documentation = ""): Offer => ({
  value,
  detail,
  documentation,
  kind: "value",
});
const methods = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"];

const live = (value: LiveValue): Offer => ({ ...value, kind: "live-value" });

/** Values for an attribute. */
export function completeAttributeValue(
  node: AttributeNode,
  slot: { readonly replace: Span; readonly quote: string | undefined },
  facts: LiveFacts | undefined,
): Completion[] {
  const place = placeOf(node.element);
  const known = place.facts?.attributes.get(node.name);
  if (!known) return [];
  const offers = attributeOffers(place, node, known, facts).filter(({ value }) => staysText(value));
  const about = describeAttribute(known, place.policy);
  return offers.map((each, index) => {
    const offer = each.documentation === "" ? { ...each, documentation: about } : each;
    const text = encodeEntities(offer.value);
    if (slot.quote === "'") return toCompletion(offer, slot.replace, text.replaceAll("'", "&apos;"), index);
    return toCompletion(offer, slot.replace, slot.quote ? text : `"${text}"`, index);
  });
}

function attributeOffers(
  place: Place,
  node: AttributeNode,
  known: AttributeFacts,
  facts: LiveFacts | undefined,
): Offer[] {
  if (place.path === "validate-jwt/openid-config" && node.name === "url")
    return discoveryUrls(facts).map(live);
  if (place.path.endsWith("required-claims/claim") && node.name === "name") return claimOffers();
  if (place.path.endsWith("required-claims/claim") && node.name === "separator")
    return [fixed(" ", "for scope", "`scope` is one text with spaces between its values.")];
  if (known.refers) return references(known.refers, facts);
  if (known.names === "header") return [fixed("Authorization", "header")];
  if (known.type === "boolean")
    return preferred(["true", "false"], known.default).map((value) =>
      fixed(value, defaultDetail(value, known)),
    );
  return preferred(known.values ?? [], known.default).map((value) =>
    fixed(value, defaultDetail(value, known)),
  );
}

function defaultDetail(value: string, known: AttributeFacts): string {
  return value === known.default ? "default" : "";
}

function claimOffers(): Offer[] {
  return accessTokenClaims.map(({ name, form, description }) => fixed(name, form, description));
}

function references(kind: NonNullable<AttributeFacts["refers"]>, facts: LiveFacts | undefined): Offer[] {
  const lists = {
    fragment: facts?.fragments,
    backend: facts?.backends,
    certificate: facts?.certificates,
    logger: undefined,
  };
  const list = lists[kind];
  return (list ? valueOr(list, []) : []).map((value) =>
    live({ value, detail: kind, documentation: `The ${kind} ${code(value)} of the connected instance.` }),
  );
}

/** Values for the text of an element. */
export function completeText(
  document: PolicyDocument,
  element: ElementNode,
  replace: Span,
  facts: LiveFacts | undefined,
): Completion[] {
  const offers = textOffers(document, element, facts).filter(({ value }) => staysText(value));
  return offers.map((offer, index) => toCompletion(offer, replace, encodeEntities(offer.value), index));
}

function textOffers(document: PolicyDocument, element: ElementNode, facts: LiveFacts | undefined): Offer[] {
  const { path, facts: known, policy } = placeOf(element);
  const about = known ? describeElement(known, policy) : "";
  const jwt = ancestor(element, "validate-jwt");
  switch (path) {
    case "set-method":
    case "http-data-source/http-request/set-method":
      return methods.map((method) => fixed(method, "HTTP method", about));
    case "cors/allowed-methods/method":
      return ["*", ...methods].map((method) => fixed(method, method === "*" ? "any" : "HTTP method", about));
    case "validate-jwt/issuers/issuer":
      return issuers(facts).map(live);
    case "validate-jwt/audiences/audience":
      return audiences(facts, jwt).map(live);
    case "validate-jwt/required-claims/claim/value":
      return isScopeClaim(element.parent) ? scopes(facts, document, jwt).map(live) : [];
    default:
      return [];
  }
}

function isScopeClaim(claim: ElementNode | undefined): boolean {
  const name = claim && attribute(claim, "name");
  const value = name && literalValue(name);
  return value?.known === true && (value.value === "scope" || value.value === "permissions");
}

function ancestor(element: ElementNode, name: string): ElementNode | undefined {
  let current = element.parent;
  while (current && current.name !== name) current = current.parent;
  return current;
}

function toCompletion(offer: Offer, span: Span, insertText: string, index: number): Completion {
  return {
    label: offer.value,
    kind: offer.kind,
    span,
    insertText,
    isSnippet: false,
    sortText: sortKey(index),
    documentation: offer.documentation,
    ...(offer.detail !== "" && { detail: offer.detail }),
  };
}
