import type { JwtRule } from "./engine/rule.ts";
import { removeAttribute } from "./reading/edits.ts";

/** `permissions` is an array in the token: its values stand apart already. */
export const jwtPermissionsArray: JwtRule = {
  id: "jwt-permissions-array",
  severity: "info",
  doc: 'A required claim "permissions" has no separator.',
  on: "validate-jwt",
  reads: "content",
  check({ claims, auth0Hosts }, context) {
    if (auth0Hosts.length === 0) return;
    for (const { name, separator } of claims) {
      if (name?.text !== "permissions" || !separator) continue;
      const edits = removeAttribute(separator, context.text);
      context.report(separator.span, '"permissions" is an array in Auth0\'s tokens and needs no separator.', {
        fix: { title: "Remove the separator", edits, safe: false },
      });
    }
  },
};
