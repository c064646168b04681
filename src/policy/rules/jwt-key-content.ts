import type { JwtRule } from "./engine/rule.ts";
import { attribute, hasAllAttributes } from "./reading/elements.ts";

/** A signing key comes in one of three forms. */
export const jwtKeyContent: JwtRule = {
  id: "jwt-key-content",
  severity: "error",
  doc: "A signing key is given in one form: base64 text, a certificate, or modulus and exponent.",
  on: "validate-jwt",
  reads: "content",
  check({ keys }, context) {
    for (const { element, value } of keys) {
      if (!hasAllAttributes(element)) continue;
      const certificate = attribute(element, "certificate-id");
      const n = attribute(element, "n");
      const e = attribute(element, "e");
      const forms = [value.text !== "", certificate, n ?? e].filter(Boolean).length;
      if (forms === 0) context.report(element.nameSpan, "This key is empty.");
      if (forms > 1) {
        context.report(
          element.nameSpan,
          "A key is base64 text, or certificate-id, or n and e: only one of them.",
        );
      }
    }
  },
};
