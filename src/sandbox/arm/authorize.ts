import type { Principal } from "../azure/state.ts";
import type { TokenCheck } from "../entra/access-token.ts";
import { checkAccessToken, issuerOf } from "../entra/access-token.ts";
import type { Arm } from "./arm.ts";
import { provider } from "./arm.ts";
import { ArmError } from "./errors.ts";

/**
 * Whose request this is.
 *
 * @throws ArmError 401, with a challenge, when there is no token or one that cannot be trusted.
 */
export async function authenticate(arm: Arm, authorization: string | undefined): Promise<Principal> {
  const token = authorization?.match(/^Bearer\s+(\S+)$/i)?.[1];
  if (token === undefined) {
    throw unauthorized(
      arm,
      "AuthenticationFailed",
      "Authentication failed. The 'Authorization' header is missing.",
    );
  }
  const check = await checkAccessToken(arm.context, arm.state, token);
  if (check.ok) return check.principal;
  throw refusal(arm, check);
}

/**
 * Holds a principal to its roles: Contributor on some scope, nothing else.
 *
 * @throws ArmError 403 AuthorizationFailed.
 */
export function authorize(principal: Principal, method: string, path: string): void {
  if (mayUse(principal, path)) return;
  throw new ArmError(
    403,
    "AuthorizationFailed",
    `The client '${principal.clientId}' with object id '${principal.objectId}' does not have authorization to perform action '${actionOf(method, path)}' over scope '${path}' or the scope is invalid. If access was recently granted, please refresh your credentials.`,
  );
}

/** Whether the principal has a role on what is at `path`. */
export function mayUse(principal: Principal, path: string): boolean {
  const wanted = `${path.toLowerCase()}/`;
  return principal.contributorOn.some((scope) => wanted.startsWith(`${scope.toLowerCase()}/`));
}

function refusal(arm: Arm, check: TokenCheck & { ok: false }): ArmError {
  switch (check.reason) {
    case "expired":
      return unauthorized(
        arm,
        "ExpiredAuthenticationToken",
        `The access token expiry UTC time '${check.expiredAt.toISOString()}' is earlier than current UTC time '${new Date(arm.context.now()).toISOString()}'.`,
      );
    case "audience":
      return unauthorized(
        arm,
        "InvalidAuthenticationTokenAudience",
        `The access token has been obtained for wrong audience or resource. It should exactly match with one of the allowed audiences: '${arm.context.origins.resourceManager}'.`,
      );
    case "issuer":
      return unauthorized(
        arm,
        "InvalidAuthenticationTokenTenant",
        `The access token is from the wrong issuer. It must match the tenant '${issuerOf(arm.context, arm.state.tenantId)}' associated with this subscription.`,
      );
    case "invalid":
      return unauthorized(arm, "InvalidAuthenticationToken", "The access token is invalid.");
  }
}

function unauthorized(arm: Arm, code: string, message: string): ArmError {
  const authority = `${arm.context.origins.entra}/${arm.state.tenantId}`;
  return new ArmError(401, code, message, undefined, {
    "www-authenticate": `Bearer authorization_uri="${authority}", error="invalid_token", error_description="${message.replaceAll('"', "'")}"`,
  });
}

/** `Microsoft.ApiManagement/service/apis/write` for `PUT …/service/x/apis/y`. */
function actionOf(method: string, path: string): string {
  const verbs: Record<string, string> = { GET: "read", HEAD: "read", POST: "action", DELETE: "delete" };
  const [, below] = path.split(new RegExp(`/providers/${provider}/`, "i"));
  const names = below?.split("/").filter((_, index) => index % 2 === 0);
  const type = names ? [provider, ...names].join("/") : "Microsoft.Resources/subscriptions";
  return `${type}/${verbs[method] ?? "write"}`;
}
