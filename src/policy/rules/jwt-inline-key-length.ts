import { countOf } from "../../core/count.ts";
import { minimumSecretBytes } from "../facts/jwt.ts";
import type { JwtRule } from "./engine/rule.ts";
import { base64Bytes, isPublicKeyText } from "./reading/base64.ts";

/** HS256 wants a secret of 256 bits; the library behind the gateway refuses shorter ones. */
export const jwtInlineKeyLength: JwtRule = {
  id: "jwt-inline-key-length",
  severity: "warning",
  doc: "The secret in a key has 32 bytes or more.",
  on: "validate-jwt",
  reads: "content",
  check({ keys }, context) {
    for (const { value } of keys) {
      if (!value.literal || value.text === "" || isPublicKeyText(value.text)) continue;
      const bytes = base64Bytes(value.text);
      if (bytes === undefined || bytes >= minimumSecretBytes) continue;
      context.report(
        value.span,
        `This key has ${countOf(bytes, "byte")}; HS256 needs ${minimumSecretBytes} or more.`,
      );
    }
  },
};
