import { parseUrl } from "../jwt/url.ts";
import type { JwtRule } from "./engine/rule.ts";
import { base64Bytes, isPublicKeyText, toBase64 } from "./reading/base64.ts";
import { setContent } from "./reading/edits.ts";

const fromAddress = "A key is not fetched from an address: use openid-config with the discovery document.";

/** The raw secret instead of its base64 is the commonest slip with HS256. */
export const jwtInlineKeyBase64: JwtRule = {
  id: "jwt-inline-key-base64",
  severity: "warning",
  doc: "The text of a key is base64.",
  on: "validate-jwt",
  reads: "content",
  check({ keys }, context) {
    for (const { element, value } of keys) {
      const { text, literal, span } = value;
      if (!literal || text === "" || base64Bytes(text) !== undefined || isPublicKeyText(text)) continue;
      if (parseUrl(text)) {
        context.report(span, fromAddress);
        continue;
      }
      const edits = setContent(element, toBase64(text));
      context.report(span, "The text of a key must be base64; this looks like the secret itself.", {
        fix: { title: "Encode it", edits, safe: false },
      });
    }
  },
};
