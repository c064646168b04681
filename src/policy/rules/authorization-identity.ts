import { attributeValue } from "../syntax/value.ts";
import type { ElementRule } from "./engine/rule.ts";
import { removeAttribute } from "./reading/edits.ts";
import { attribute } from "./reading/elements.ts";

/** `identity` and `identity-type="jwt"` belong together. */
export const authorizationIdentity: ElementRule = {
  id: "authorization-identity",
  severity: "error",
  doc: 'get-authorization-context has "identity" when, and only when, identity-type is jwt.',
  on: "element",
  reads: "attributes",
  names: ["get-authorization-context"],
  check({ element, place }, context) {
    if (place.kind !== "policy") return;
    const type = attribute(element, "identity-type");
    const kind = attributeValue(type);
    const identity = attribute(element, "identity");
    if (kind && !kind.literal) return;
    const jwt = kind?.text === "jwt";
    if (jwt && !identity && type) {
      context.report(type.span, 'identity-type="jwt" needs "identity" with the token of the user.');
    }
    if (!jwt && identity) {
      context.report(identity.span, '"identity" has no effect unless identity-type is jwt.', {
        fix: { title: "Remove identity", edits: removeAttribute(identity, context.text), safe: false },
      });
    }
  },
};
