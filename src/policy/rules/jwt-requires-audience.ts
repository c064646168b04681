import type { JwtRule } from "./engine/rule.ts";
import { mayRequire } from "./reading/required-claim.ts";

/** Without audiences, a token that was issued for any other API of the tenant passes. */
export const jwtRequiresAudience: JwtRule = {
  id: "jwt-requires-audience",
  severity: "warning",
  doc: "validate-jwt names the audiences that it accepts.",
  on: "validate-jwt",
  reads: "content",
  check(jwt, context) {
    const { element, audiences, keys, hasKeys, openIdConfigCount } = jwt;
    if (audiences.length > 0 || mayRequire(jwt, "aud") || jwt.mayHoldMore("audiences")) return;
    // A secret of its own says who the token is for; a public key signs for every API of the tenant.
    if (hasKeys && openIdConfigCount === 0 && keys.every(({ value }) => value.text !== "")) return;
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
