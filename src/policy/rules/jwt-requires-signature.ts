import type { JwtRule } from "./engine/rule.ts";
import { reportOff } from "./reading/switch.ts";

/** A token without a signature proves nothing. */
export const jwtRequiresSignature: JwtRule = {
  id: "jwt-requires-signature",
  severity: "warning",
  doc: "validate-jwt refuses tokens without a signature.",
  on: "validate-jwt",
  reads: "both",
  check({ attributes }, context) {
    reportOff(
      attributes.get("require-signed-tokens"),
      context,
      "Tokens without a signature are accepted: anybody can write one.",
    );
  },
};
