import type { Management } from "auth0";
import type {
  Application,
  ApplicationDraft,
  ApplicationType,
  Auth0Api,
  Auth0User,
  ClientGrant,
  Connection,
  SigningAlgorithm,
} from "../../domain/auth0.ts";

/** `app_type` knows some thirty more, for integrations of the dashboard. */
const TYPES: ReadonlySet<string> = new Set<ApplicationType>([
  "regular_web",
  "spa",
  "native",
  "non_interactive",
]);

/** What a list of applications asks for: never the secrets. */
export const APPLICATION_FIELDS = "client_id,name,app_type,callbacks,grant_types,token_endpoint_auth_method";

/** A resource server as the Management API shows it. Auth0 signs with RS256 where it does not say otherwise. */
export function toApi(server: Management.ResourceServer): Auth0Api {
  return {
    id: server.id ?? "",
    name: server.name ?? server.identifier ?? "",
    identifier: server.identifier ?? "",
    signingAlgorithm: (server.signing_alg satisfies SigningAlgorithm | undefined) ?? "RS256",
    scopes: (server.scopes ?? []).map(({ value, description }) => ({ value, description })),
    tokenDialect: server.token_dialect ?? "access_token",
    enforcesPolicies: server.enforce_policies ?? false,
    isSystem: server.is_system ?? false,
  };
}

/** Scopes as the Management API takes them. */
export function fromScopes(scopes: Auth0Api["scopes"]): Management.ResourceServerScope[] {
  return scopes.map(({ value, description }) => ({ value, ...(description ? { description } : {}) }));
}

/** A client as the Management API shows it. */
export function toApplication(client: Management.Client): Application {
  return {
    clientId: client.client_id ?? "",
    name: client.name ?? "",
    type: isApplicationType(client.app_type) ? client.app_type : "other",
    callbacks: client.callbacks ?? [],
    grantTypes: client.grant_types ?? [],
    tokenEndpointAuthMethod: client.token_endpoint_auth_method ?? undefined,
  };
}

/** A new client, made as the dashboard makes one: OIDC conformant, ID tokens signed with RS256. */
export function fromApplicationDraft(draft: ApplicationDraft): Management.CreateClientRequestContent {
  const method = toAuthMethod(draft.tokenEndpointAuthMethod);
  return {
    name: draft.name,
    callbacks: [...draft.callbacks],
    grant_types: [...draft.grantTypes],
    oidc_conformant: true,
    jwt_configuration: { alg: "RS256" },
    ...(draft.type === "other" ? {} : { app_type: draft.type }),
    ...(method ? { token_endpoint_auth_method: method } : {}),
  };
}

/** A connection, without its options, which differ by strategy and may hold secrets. */
export function toConnection(connection: Management.ConnectionForList): Connection {
  return { id: connection.id ?? "", name: connection.name ?? "", strategy: connection.strategy ?? "" };
}

/** A user as a member of one of the connections it signs in with. */
export function toUser(user: Management.UserResponseSchema, connection: string): Auth0User {
  return { id: user.user_id ?? "", email: user.email ?? "", connection };
}

/** A grant for client credentials. */
export function toClientGrant(grant: Management.ClientGrantResponseContent): ClientGrant {
  return {
    id: grant.id ?? "",
    clientId: grant.client_id ?? "",
    audience: grant.audience ?? "",
    scopes: grant.scope ?? [],
  };
}

function isApplicationType(type: string | undefined): type is ApplicationType {
  return type !== undefined && TYPES.has(type);
}

/** The three methods that can be asked for when an application is created; others come with keys. */
function toAuthMethod(method: string | undefined) {
  return method === "none" || method === "client_secret_post" || method === "client_secret_basic"
    ? method
    : undefined;
}
