import type { JwtRule } from "./engine/rule.ts";
import { isFilledLater } from "./reading/filled-later.ts";

/** An openid-config brings its issuer along; keys alone do not. */
export const jwtRequiresIssuer: JwtRule = {
  id: "jwt-requires-issuer",
  severity: "info",
  doc: "validate-jwt with keys of its own names the issuers that it accepts.",
  on: "validate-jwt",
  reads: "content",
  check({ element, issuers, claims, hasKeys, openIdConfigCount }, context) {
    const list = element.children.find((child) => child.kind === "element" && child.name === "issuers");
    if ([element, list].some((part) => part?.kind === "element" && isFilledLater(part, context.text))) return;
    if (list?.kind === "element" && issuers.length === 0) {
      context.report(list.nameSpan, "<issuers> is empty: name an issuer or remove it.");
      return;
    }
    if (!hasKeys || openIdConfigCount > 0 || issuers.length > 0) return;
    if (claims.some(({ name }) => name?.text === "iss" || name?.literal === false)) return;
    context.report(
      element.nameSpan,
      "Without openid-config and <issuers> the issuer of the token is not checked.",
    );
  },
};
