import type { Management } from "auth0";
import type {
  Application,
  ApplicationDraft,
  ApplicationType,
  Auth0Api,
  Auth0ApiDraft,
  Auth0User,
  ClientGrant,
  Connection,
  EnabledApplication,
  SigningAlgorithm,
} from "../../domain/auth0.ts";
import { asObject, asText } from "../json.ts";
import { WrongAnswer } from "./failures.ts";

/** `app_type` knows some thirty more, for integrations of the dashboard. */
const types: ReadonlySet<string> = new Set<ApplicationType>([
  "regular_web",
  "spa",
  "native",
  "non_interactive",
]);

/** What a list of applications asks for: never the secrets. */
export const applicationFields = "client_id,name,app_type,callbacks,grant_types,token_endpoint_auth_method";

/** A resource server as the Management API shows it. Auth0 signs with RS256 where it does not say otherwise. */
export function toApi(server: Management.ResourceServer | undefined): Auth0Api {
  return {
    id: needed(server?.id),
    name: server?.name ?? needed(server?.identifier),
    identifier: needed(server?.identifier),
    signingAlgorithm: (server?.signing_alg satisfies SigningAlgorithm | undefined) ?? "RS256",
    scopes: listed(server?.scopes).map(({ value, description }) => ({ value, description })),
    tokenDialect: server?.token_dialect ?? "access_token",
    enforcesPolicies: server?.enforce_policies ?? false,
    isSystem: server?.is_system ?? false,
  };
}

/** What of an API can be changed, as the Management API takes it. */
export function fromApi({ name, signingAlgorithm, scopes, enforcesPolicies }: Partial<Auth0ApiDraft>) {
  return {
    ...(name !== undefined && { name }),
    ...(signingAlgorithm && { signing_alg: signingAlgorithm }),
    ...(scopes && { scopes: fromScopes(scopes) }),
    ...(enforcesPolicies !== undefined && { enforce_policies: enforcesPolicies }),
  };
}

/** Scopes as the Management API takes them. */
function fromScopes(scopes: Auth0Api["scopes"]): Management.ResourceServerScope[] {
  return scopes.map(({ value, description }) => ({ value, ...(description ? { description } : {}) }));
}

/** A client as the Management API shows it. */
export function toApplication(client: Management.Client | undefined): Application {
  return {
    clientId: needed(client?.client_id),
    name: client?.name ?? "",
    type: isApplicationType(client?.app_type) ? client.app_type : "other",
    callbacks: listed(client?.callbacks),
    grantTypes: listed(client?.grant_types),
    tokenEndpointAuthMethod: client?.token_endpoint_auth_method ?? undefined,
  };
}

/** What of an application can be changed, as the Management API takes it. */
export function fromApplication(draft: Partial<ApplicationDraft>) {
  const { name, type, callbacks, grantTypes, tokenEndpointAuthMethod: method } = draft;
  return {
    ...(name !== undefined && { name }),
    ...(callbacks && { callbacks: [...callbacks] }),
    ...(grantTypes && { grant_types: [...grantTypes] }),
    ...(type !== undefined && type !== "other" && { app_type: type }),
    ...(isAuthMethod(method) && { token_endpoint_auth_method: method }),
  };
}

/** A connection, without its options, which differ by strategy and may hold secrets. */
export function toConnection(connection: Management.ConnectionForList | undefined): Connection {
  return {
    id: needed(connection?.id),
    name: needed(connection?.name),
    strategy: needed(connection?.strategy),
  };
}

/** An application of those that a connection lists. */
export function toEnabledApplication(
  client: Management.ConnectionEnabledClient | undefined,
  connectionId: string,
): EnabledApplication {
  return { connectionId, clientId: needed(client?.client_id) };
}

/** A user, as a member of `connection`, or of the one it was created in. */
export function toUser(user: Management.UserResponseSchema | undefined, connection?: string): Auth0User {
  const id = needed(user?.user_id);
  const identities = listed(user?.identities);
  const own =
    identities.find((one) =>
      connection === undefined ? `${one.provider}|${one.user_id}` === id : one.connection === connection,
    ) ?? identities[0];
  return { id, email: user?.email ?? "", connection: needed(own?.connection) };
}

/** A grant for client credentials. */
export function toClientGrant(grant: Management.ClientGrantResponseContent | undefined): ClientGrant {
  return {
    id: needed(grant?.id),
    clientId: needed(grant?.client_id),
    audience: needed(grant?.audience),
    scopes: listed(grant?.scope),
  };
}

/** An answer that may be any JSON object; for what is no JSON the SDK gives one of its own, with `ok`. */
export function anObject<T>(answer: T): T {
  const object = asObject(answer);
  if (object !== answer || object["ok"] === false) throw new WrongAnswer();
  return answer;
}

/** A text that the resource cannot be without. */
function needed(value: unknown): string {
  const text = asText(value);
  if (text === undefined) throw new WrongAnswer();
  return text;
}

/** A list that may be left out. */
function listed<T>(value: readonly T[] | null | undefined): readonly T[] {
  if (value === null || value === undefined) return [];
  if (!Array.isArray(value)) throw new WrongAnswer();
  return value;
}

function isApplicationType(type: string | undefined): type is ApplicationType {
  return type !== undefined && types.has(type);
}

/** The three methods that can be asked for; others come with keys. */
function isAuthMethod(
  method: string | undefined,
): method is "none" | "client_secret_post" | "client_secret_basic" {
  return method === "none" || method === "client_secret_post" || method === "client_secret_basic";
}
