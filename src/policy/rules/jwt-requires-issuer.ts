import type { JwtRule } from "./engine/rule.ts";
import { childElements } from "./reading/elements.ts";
import { mayRequire } from "./reading/required-claim.ts";

/** An openid-config brings its issuer along; keys alone do not. */
export const jwtRequiresIssuer: JwtRule = {
  id: "jwt-requires-issuer",
  severity: "info",
  doc: "validate-jwt with keys of its own names the issuers that it accepts.",
  on: "validate-jwt",
  reads: "content",
  check(jwt, context) {
    const { element, issuers, hasKeys, openIdConfigCount } = jwt;
    if (issuers.length > 0) return;
    const [list] = childElements(element, "issuers");
    if ((!list && (!hasKeys || openIdConfigCount > 0)) || jwt.mayHoldMore("issuers")) return;
    if (list) {
      context.report(list.nameSpan, "<issuers> is empty: name an issuer or remove it.");
      return;
    }
    if (mayRequire(jwt, "iss")) return;
    context.report(
      element.nameSpan,
      "Without openid-config and <issuers> the issuer of the token is not checked.",
    );
  },
};
