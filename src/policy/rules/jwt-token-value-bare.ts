import { decodeEntities } from "../syntax/entities.ts";
import type { JwtRule } from "./engine/rule.ts";

const wholeHeader = /Headers\s*(\[|\.\s*(GetValueOrDefault|TryGetValue)\s*\()\s*"Authorization"/i;
const cut = /Split|Replace|Substring|Remove|Trim|Regex|Skip|Last\(|Length|AsJwt/;

/** The token itself is wanted, without the scheme before it. */
export const jwtTokenValueBare: JwtRule = {
  id: "jwt-token-value-bare",
  severity: "warning",
  doc: 'token-value yields the token without "Bearer ".',
  on: "validate-jwt",
  check({ attributes }, context) {
    const token = attributes.get("token-value");
    if (!token?.valueSpan) return;
    const value = decodeEntities(token.value);
    const literal = /^\s*"?Bearer\s/i.test(value) || /^\s*@\(\s*"Bearer /.test(value);
    if (!literal && !(wholeHeader.test(value) && !cut.test(value))) return;
    context.report(
      token.valueSpan,
      'token-value must not include "Bearer ": take off the scheme, or use header-name.',
    );
  },
};
