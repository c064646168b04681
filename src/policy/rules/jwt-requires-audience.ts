import type { JwtRule } from "./engine/rule.ts";
import { isFilledLater } from "./reading/filled-later.ts";

/** Without audiences, a token that was issued for any other API of the tenant passes. */
export const jwtRequiresAudience: JwtRule = {
  id: "jwt-requires-audience",
  severity: "warning",
  doc: "validate-jwt names the audiences that it accepts.",
  on: "validate-jwt",
  reads: "content",
  check({ element, audiences, claims, keys, hasKeys, openIdConfigCount }, context) {
    if (audiences.length > 0 || claims.some(({ name }) => name?.text === "aud" || name?.literal === false))
      return;
    // A secret of its own says who the token is for; a public key signs for every API of the tenant.
    if (hasKeys && openIdConfigCount === 0 && keys.every(({ value }) => value.text !== "")) return;
    const list = element.children.find((child) => child.kind === "element" && child.name === "audiences");
    if ([element, list].some((part) => part?.kind === "element" && isFilledLater(part, context.text))) return;
    const span = list?.kind === "element" ? list.nameSpan : element.nameSpan;
    context.report(
      span,
      list
        ? "At least one <audience> must be given here."
        : "validate-jwt accepts tokens for any audience: add <audiences> with the identifier of the API.",
    );
  },
};
