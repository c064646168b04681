import type { JwtRule } from "./engine/rule.ts";
import { reportOff } from "./reading/switch.ts";

/** A token that never ends cannot be taken back. */
export const jwtRequiresExpiration: JwtRule = {
  id: "jwt-requires-expiration",
  severity: "warning",
  doc: "validate-jwt refuses tokens that never expire.",
  on: "validate-jwt",
  reads: "both",
  check({ attributes }, context) {
    reportOff(attributes.get("require-expiration-time"), context, "Tokens that never expire are accepted.");
  },
};
