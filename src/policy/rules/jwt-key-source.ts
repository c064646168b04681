import type { JwtRule } from "./engine/rule.ts";

/** Without keys no signature can be verified. */
export const jwtKeySource: JwtRule = {
  id: "jwt-key-source",
  severity: "warning",
  doc: "validate-jwt has an openid-config or signing keys.",
  on: "validate-jwt",
  check({ element, openIdConfigCount, hasKeys, attributes }, context) {
    if (openIdConfigCount > 0 || hasKeys) return;
    if (attributes.get("require-signed-tokens")?.value === "false") return;
    if (element.children.some((child) => child.kind === "element" && child.name === "include-fragment"))
      return;
    context.report(
      element.nameSpan,
      "validate-jwt has neither openid-config nor issuer-signing-keys: every signed token is refused.",
    );
  },
};
