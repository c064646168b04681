import type { JwtRule } from "./engine/rule.ts";

/** Without audiences, a token that was issued for any other API of the tenant passes. */
export const jwtRequiresAudience: JwtRule = {
  id: "jwt-requires-audience",
  severity: "warning",
  doc: "validate-jwt names the audiences that it accepts.",
  on: "validate-jwt",
  check({ element, audiences, claims, attributes, hasKeys, openIdConfigCount }, context) {
    if (audiences.length > 0 || claims.some(({ name }) => name?.text === "aud" || name?.literal === false))
      return;
    // With a secret of its own the key says who the token is for.
    if (hasKeys && openIdConfigCount === 0 && attributes.size > 0) return;
    const list = element.children.find((child) => child.kind === "element" && child.name === "audiences");
    const span = list?.kind === "element" ? list.nameSpan : element.nameSpan;
    context.report(
      span,
      list
        ? "At least one <audience> must be given here."
        : "validate-jwt accepts tokens for any audience: add <audiences> with the identifier of the API.",
    );
  },
};
