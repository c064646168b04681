import type { JwtRule } from "./engine/rule.ts";
import { isPublicKeyText } from "./reading/base64.ts";

/** The text of a key is always taken for a shared secret, so that no RS256 token fits. */
export const jwtInlineKeySymmetric: JwtRule = {
  id: "jwt-inline-key-symmetric",
  severity: "warning",
  doc: "The text of a key is a shared secret, not a certificate or public key.",
  on: "validate-jwt",
  reads: "content",
  check({ keys }, context) {
    for (const { value } of keys) {
      if (!isPublicKeyText(value.text)) continue;
      context.report(
        value.span,
        "The text of a key is taken for a shared secret (HS256), but this is a certificate or public key. " +
          "Use openid-config, certificate-id, or n and e.",
      );
    }
  },
};
