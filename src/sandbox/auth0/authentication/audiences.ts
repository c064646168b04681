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

/** The audience of a request: the one it names, else the tenant's default, else none. */
export function effectiveAudience(state: Auth0State, requested: string | undefined): string | undefined {
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
    (scope) => (!grant || grant.scope.includes(scope)) && (!permitted || permitted.includes(scope)),
  );
  return [...openIdScopes, ...allowed];
}
