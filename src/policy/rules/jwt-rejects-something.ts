import type { JwtRule } from "./engine/rule.ts";
import { isOff } from "./reading/switch.ts";

/** A policy that lets every readable token pass looks like protection and is none. */
export const jwtRejectsSomething: JwtRule = {
  id: "jwt-rejects-something",
  severity: "error",
  doc: "validate-jwt checks something that not everybody can write into a token.",
  on: "validate-jwt",
  reads: "both",
  check(jwt, context) {
    const { element, attributes, openIdConfigCount, hasKeys } = jwt;
    const unsigned = isOff(attributes.get("require-signed-tokens"));
    if (!unsigned || openIdConfigCount > 0 || hasKeys) return;
    if (jwt.mayHoldMore("issuer-signing-keys")) return;
    context.report(
      element.nameSpan,
      "This validate-jwt protects nothing: without signature and keys, anybody can write a token that passes.",
    );
  },
};
