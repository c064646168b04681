import type { JwtRule } from "./engine/rule.ts";
import { removeAttribute } from "./reading/edits.ts";
import { isOff } from "./reading/switch.ts";

/** A token that never ends cannot be taken back. */
export const jwtRequiresExpiration: JwtRule = {
  id: "jwt-requires-expiration",
  severity: "warning",
  doc: "validate-jwt refuses tokens that never expire.",
  on: "validate-jwt",
  reads: "both",
  check({ attributes }, context) {
    const expires = attributes.get("require-expiration-time");
    if (!expires || !isOff(expires)) return;
    context.report(expires.span, "Tokens that never expire are accepted.", {
      fix: { title: "Remove it", edits: removeAttribute(expires, context.text), safe: false },
    });
  },
};
