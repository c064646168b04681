import type { JwtRule } from "./engine/rule.ts";
import { removeAttribute } from "./reading/edits.ts";
import { isOff } from "./reading/switch.ts";

/** A token without a signature proves nothing. */
export const jwtRequiresSignature: JwtRule = {
  id: "jwt-requires-signature",
  severity: "warning",
  doc: "validate-jwt refuses tokens without a signature.",
  on: "validate-jwt",
  reads: "both",
  check({ attributes }, context) {
    const signed = attributes.get("require-signed-tokens");
    if (!signed || !isOff(signed)) return;
    context.report(signed.span, "Tokens without a signature are accepted: anybody can write one.", {
      fix: { title: "Remove it", edits: removeAttribute(signed, context.text), safe: false },
    });
  },
};
