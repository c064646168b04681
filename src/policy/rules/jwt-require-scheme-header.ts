import { attributeValue } from "../syntax/value.ts";
import type { JwtRule } from "./engine/rule.ts";
import { removeAttribute } from "./reading/edits.ts";

/** The scheme is looked at in the `Authorization` header only. */
export const jwtRequireSchemeHeader: JwtRule = {
  id: "jwt-require-scheme-header",
  severity: "warning",
  doc: "require-scheme stands beside the Authorization header only.",
  on: "validate-jwt",
  reads: "both",
  check({ attributes }, context) {
    const scheme = attributes.get("require-scheme");
    if (!scheme) return;
    const header = attributeValue(attributes.get("header-name"));
    if (header && (!header.literal || /^(authorization)?$/i.test(header.text))) return;
    if (!header && !attributes.has("query-parameter-name") && !attributes.has("token-value")) return;
    const where = header ? `the header "${header.text}"` : "anything but the Authorization header";
    context.report(scheme.span, `require-scheme has no effect with ${where}.`, {
      fix: { title: "Remove require-scheme", edits: removeAttribute(scheme, context.text), safe: false },
    });
  },
};
