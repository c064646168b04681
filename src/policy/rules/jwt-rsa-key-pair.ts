import type { AttributeNode } from "../syntax/nodes.ts";
import { attributeValue } from "../syntax/value.ts";
import type { JwtRule, RuleContext } from "./engine/rule.ts";
import { isPublicKeyText } from "./reading/base64.ts";
import { addAttribute, changeTo, setValue } from "./reading/edits.ts";
import { attribute, hasAllAttributes } from "./reading/elements.ts";

/** 65537, which nearly every RSA key has. */
const usualExponent = "AQAB";

/** An RSA public key is modulus and exponent. */
export const jwtRsaKeyPair: JwtRule = {
  id: "jwt-rsa-key-pair",
  severity: "error",
  doc: "A key has n and e together, both base64url.",
  on: "validate-jwt",
  reads: "content",
  check({ keys }, context) {
    for (const { element } of keys) {
      if (!hasAllAttributes(element)) continue;
      const n = attribute(element, "n");
      const e = attribute(element, "e");
      if (n && !e) {
        const edits = addAttribute(element, "e", usualExponent);
        context.report(n.nameSpan, 'An RSA key has an exponent, too: "e", mostly AQAB.', {
          fix: { title: 'Add e="AQAB"', edits, safe: false },
        });
      }
      if (e && !n) context.report(e.nameSpan, 'An RSA key has a modulus, too: "n".');
      for (const part of [n, e]) if (part) checkPart(part, context);
    }
  },
};

function checkPart(part: AttributeNode, context: RuleContext): void {
  const value = attributeValue(part);
  if (!value?.literal) return;
  if (!/^[A-Za-z0-9_+/-]+={0,2}$/.test(value.text)) {
    context.report(value.span, `"${part.name}" is not base64url.`);
  } else if (part.name === "n" && isPublicKeyText(value.text)) {
    context.report(value.span, '"n" is the modulus alone; this is a certificate or public key as a whole.');
  } else if (part.name === "e" && value.text === "65537") {
    context.report(value.span, `"e" is base64url: 65537 is written ${usualExponent}.`, {
      fix: changeTo(usualExponent, (to) => setValue(part, to), true),
    });
  }
}
