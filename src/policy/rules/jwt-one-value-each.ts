import { parseUrl } from "../jwt/url.ts";
import { elementValue } from "../syntax/value.ts";
import type { ElementRule } from "./engine/rule.ts";
import { isGuid } from "./reading/guid.ts";
import { listIn, splitElement } from "./reading/list-in-element.ts";

const lists = new Set(["audiences", "issuers", "client-application-ids", "backend-application-ids"]);

/** Each element is compared as a whole, so that a list in one of them equals nothing. */
export const jwtOneValueEach: ElementRule = {
  id: "jwt-one-value-each",
  severity: "warning",
  doc: "An audience, issuer or application-id holds one value, not a list of them.",
  on: "element",
  reads: "content",
  names: ["audience", "issuer", "application-id"],
  applies: ({ policy }) => policy?.name === "validate-jwt" || policy?.name === "validate-azure-ad-token",
  check({ element }, context) {
    if (!lists.has(element.parent?.name ?? "")) return;
    const { text, literal, span } = elementValue(element, context.text);
    const values = literal
      ? listIn(text, (value) => isGuid(value) || parseUrl(value) !== undefined)
      : undefined;
    if (!values) return;
    const message = `<${element.name}> is compared as a whole: write one for each of the ${values.length}.`;
    context.report(span, message, { fix: splitElement(element, values, context.text) });
  },
};
