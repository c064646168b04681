import type { JwtRule } from "./engine/rule.ts";
import { addAttribute } from "./reading/edits.ts";
import { attribute } from "./reading/elements.ts";
import { attributeValue } from "./reading/value.ts";

/** An RSA public key is modulus and exponent. */
export const jwtRsaKeyPair: JwtRule = {
  id: "jwt-rsa-key-pair",
  severity: "error",
  doc: "A key has n and e together, both base64url.",
  on: "validate-jwt",
  check({ keys }, context) {
    for (const { element } of keys) {
      const n = attribute(element, "n");
      const e = attribute(element, "e");
      if (n && !e) {
        const edits = addAttribute(element, "e", "AQAB");
        context.report(n.nameSpan, 'An RSA key has an exponent, too: "e", mostly AQAB.', {
          fix: { title: 'Add e="AQAB"', edits, safe: false },
        });
      }
      if (e && !n) context.report(e.nameSpan, 'An RSA key has a modulus, too: "n".');
      for (const part of [n, e]) {
        const value = attributeValue(part);
        if (!part || !value?.literal || /^[A-Za-z0-9_+/-]+={0,2}$/.test(value.text)) continue;
        context.report(value.span, `"${part.name}" is not base64url.`);
      }
    }
  },
};
