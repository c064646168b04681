import type { JwtRule } from "./engine/rule.ts";
import { audienceApis } from "./reading/connected.ts";

/** `permissions` is in access tokens only when the API says so. */
export const auth0PermissionsInToken: JwtRule = {
  id: "auth0-permissions-in-token",
  severity: "warning",
  doc: "permissions are required only of APIs that put them into access tokens.",
  on: "validate-jwt",
  reads: "content",
  check(jwt, context) {
    const claim = jwt.claims.find(({ name }) => name?.text === "permissions");
    if (!claim?.name) return;
    for (const { identifier, permissionsInToken } of audienceApis(jwt, context.options.live) ?? []) {
      if (!permissionsInToken.known || permissionsInToken.value) continue;
      context.report(
        claim.name.span,
        `Tokens for "${identifier}" carry no permissions: switch on RBAC and "Add Permissions in the Access Token".`,
      );
    }
  },
};
