import { decodeEntities } from "../syntax/entities.ts";
import { holdsTemplate, isLiteral } from "../syntax/templates.ts";
import type { AttributeRule } from "./engine/rule.ts";

const wholeHeader = /Headers\s*(\[|\.\s*(GetValueOrDefault|TryGetValue)\s*\()\s*"Authorization"/i;
const cut = /Split|Replace|Substring|Remove|Trim|Regex|Skip|Last\(|Length|AsJwt/;

const withScheme = /^\s*("?Bearer\s|@\(\s*"Bearer )/i;

/** Three parts, or five when encrypted; anything may be left out of an example. */
const likeToken = /\..*\./s;

/** The token itself is wanted, without the scheme before it. */
export const jwtTokenValueBare: AttributeRule = {
  id: "jwt-token-value-bare",
  severity: "warning",
  doc: 'token-value yields the token without "Bearer ".',
  on: "attribute",
  applies: ({ name }) => name === "token-value",
  check(token, _facts, context) {
    if (!token.valueSpan) return;
    const value = decodeEntities(token.value);
    if (withScheme.test(value) || (wholeHeader.test(value) && !cut.test(value) && !holdsTemplate(value))) {
      context.report(
        token.valueSpan,
        'token-value must not include "Bearer ": take off the scheme, or use header-name.',
      );
    } else if (isLiteral(value) && value.trim() !== "" && !token.expression && !likeToken.test(value)) {
      context.report(
        token.valueSpan,
        `token-value is the token itself, and "${value.trim()}" is none: use an expression, or header-name.`,
      );
    }
  },
};
