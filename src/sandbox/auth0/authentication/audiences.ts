import { asText } from "../json.ts";
import type { Auth0State, Client, ClientGrant, ResourceServer, User } from "../state.ts";
import { OAuthProblem } from "./oauth-problem.ts";
import { openIdScopes } from "./scope-markers.ts";

/** An audience may be any text, a resource indicator must be a URI: audiences travel inside as this URN. */
const prefix = "urn:sandbox:audience:";

/** The resource indicator of an audience. */
export function toResource(audience: string): string {
  return prefix + encodeURIComponent(audience);
}

/** The audience of a resource indicator. */
export function toAudience(resource: string): string {
  return decodeURIComponent(resource.slice(prefix.length));
}

/**
 * The audience of a request: the one it names, else the tenant's default, else none. Naming the user info endpoint asks
 * for an opaque token, whatever the default.
 */
export function effectiveAudience(state: Auth0State, requested: string | undefined): string | undefined {
  if (requested === new URL("/userinfo", state.managementIdentifier).href) return undefined;
  return requested || asText(state.settings["default_audience"]) || undefined;
}

/** The API with this identifier. */
export function findApi(state: Auth0State, audience: string): ResourceServer | undefined {
  return state.resourceServers.find(({ identifier }) => identifier === audience);
}

/** The application's grant on an API, for itself or for acting for users. */
export function findGrant(
  state: Auth0State,
  client: Client,
  audience: string,
  subject: "client" | "user",
): ClientGrant | undefined {
  return state.clientGrants.find(
    (grant) =>
      grant.client_id === client.client_id &&
      grant.audience === audience &&
      (grant.subject_type ?? "client") === subject,
  );
}

/** The refusal for an application without a grant on an API that demands one. */
export function notAuthorized(error: string, client: Client, audience: string): OAuthProblem {
  return new OAuthProblem(
    403,
    error,
    `Client "${client.client_id}" is not authorized to access resource server "${audience}". ` +
      `You need to create a "client-grant" associated to this API.`,
  );
}

/** The scopes that a grant gives on its API. */
export function grantedScopes(grant: ClientGrant, api: ResourceServer): string[] {
  return grant["allow_all_scopes"] === true ? (api.scopes ?? []).map(({ value }) => value) : grant.scope;
}

/** Seconds that a token for an API lives; one that a browser got directly lives shorter. */
export function lifetimeOf(api: ResourceServer, grantType: string | undefined): number {
  return Math.max(1, grantType === "implicit" ? api.token_lifetime_for_web : api.token_lifetime);
}

/** Throws unless the API's access policy lets the application act for users. */
export function checkUserAccess(state: Auth0State, client: Client, api: ResourceServer): void {
  const { policy } = api.subject_type_authorization.user;
  const demandsGrant = policy === "require_client_grant" || !client.is_first_party;
  if (policy === "deny_all" || (demandsGrant && !findGrant(state, client, api.identifier, "user"))) {
    throw notAuthorized("invalid_request", client, api.identifier);
  }
}

/** The permissions a user has on an API, with RBAC. */
export function userPermissions(user: User | undefined, api: ResourceServer): string[] {
  const own = user?.permissions.filter((one) => one.resource_server_identifier === api.identifier) ?? [];
  return own.map((one) => one.permission_name);
}

/** Every scope a user's token for an API may hold, through an application, the markers among them. */
export function grantableScopes(
  state: Auth0State,
  client: Client | undefined,
  user: User | undefined,
  api: ResourceServer,
): string[] {
  const demandsGrant =
    api.subject_type_authorization.user.policy === "require_client_grant" || !client?.is_first_party;
  const grant = client && demandsGrant ? findGrant(state, client, api.identifier, "user") : undefined;
  const permitted = api.enforce_policies ? userPermissions(user, api) : undefined;
  const defined = api.scopes?.map(({ value }) => value) ?? [];
  const allowed = defined.filter(
    (scope) =>
      // acting for a user, only the user's own profile is open in the Management API
      (!api.is_system || scope.includes(":current_user")) &&
      (!grant || grantedScopes(grant, api).includes(scope)) &&
      (!permitted || permitted.includes(scope)),
  );
  return [...openIdScopes, ...allowed];
}
