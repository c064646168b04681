import type { Json } from "./json.ts";

/** A signing key of the tenant. */
export type SigningKey = {
  /** 21 characters, as the tenant's own. */
  kid: string;
  /** RSA 2048, as a private JWK. */
  privateKey: { [member: string]: Json | undefined };
  /** The self-signed certificate, DER in base64; its common name is the tenant's host. */
  certificate: string;
  /** SHA-1 of the certificate in base64url, the `x5t` of the key. */
  thumbprint: string;
};

export type TokenDialect =
  | "access_token"
  | "access_token_authz"
  | "rfc9068_profile"
  | "rfc9068_profile_authz";

type SigningAlgorithm = "RS256" | "RS512" | "HS256" | "PS256";

export type ApiScope = { value: string; description?: string };

/** An API, as the Management API shows it. */
export type ResourceServer = {
  id: string;
  identifier: string;
  name?: string;
  is_system?: boolean;
  scopes?: ApiScope[];
  signing_alg: SigningAlgorithm;
  signing_secret?: string;
  /** Seconds. */
  token_lifetime: number;
  /** Seconds. */
  token_lifetime_for_web: number;
  token_dialect?: TokenDialect;
  enforce_policies?: boolean;
  allow_offline_access: boolean;
  skip_consent_for_verifiable_first_party_clients: boolean;
  subject_type_authorization: {
    client: { policy: "deny_all" | "require_client_grant" };
    user: { policy: "allow_all" | "deny_all" | "require_client_grant" };
  };
  [property: string]: Json | undefined;
};

/** A public key with which an application proves who it is. */
export type ClientCredential = {
  id: string;
  name?: string;
  kid: string;
  alg: "RS256" | "RS384" | "PS256";
  credential_type: "public_key";
  /** SubjectPublicKeyInfo as PEM. */
  pem: string;
  created_at: string;
  updated_at: string;
  expires_at?: string;
};

/** An application, as the Management API shows it with `read:client_keys`. */
export type Client = {
  client_id: string;
  client_secret: string;
  name: string;
  global: boolean;
  is_first_party: boolean;
  /** Absent until some are given. */
  callbacks?: string[];
  app_type?: string;
  grant_types: string[];
  token_endpoint_auth_method?: string;
  client_authentication_methods?: Json;
  /** Never shown on the application itself. */
  credentials?: ClientCredential[];
  allowed_logout_urls?: string[];
  organization_usage?: string;
  [property: string]: Json | undefined;
};

/** Permission of an application to get tokens for an API. */
export type ClientGrant = {
  id: string;
  /** Left out where it is the default of a group of applications. */
  client_id?: string;
  audience: string;
  scope: string[];
  subject_type: "client" | "user";
  [property: string]: Json | undefined;
};

/** A connection. `clients` are the applications it is enabled for, never shown on the connection itself. */
export type Connection = {
  id: string;
  name: string;
  strategy: string;
  clients: string[];
  properties: { [property: string]: Json | undefined };
};

/** A user of a database connection. */
export type User = {
  /** `auth0|` and 24 hexadecimal digits, unless chosen by the creator. */
  user_id: string;
  connection: string;
  email?: string;
  username?: string;
  /** `scrypt$salt$hash` in base64url. */
  passwordHash?: string;
  permissions: { resource_server_identifier: string; permission_name: string }[];
  properties: { [property: string]: Json | undefined };
};

export type CustomDomain = {
  custom_domain_id: string;
  domain: string;
  primary: boolean;
  status: "pending_verification" | "ready";
  type: "auth0_managed_certs" | "self_managed_certs";
  [property: string]: Json | undefined;
};

/** One entry of the authorization server's own storage, for what must outlive a restart. */
export type StoredGrant = { payload: { [member: string]: Json | undefined }; expiresAt?: number };

/** Requests per tenant, as a bucket of tokens. */
type RateLimit = { capacity: number; perSecond: number };

/** The whole tenant, plain JSON. Services change it in place and then call `context.changed()`. */
export type Auth0State = {
  /** The machine-to-machine application whose credentials are handed to the user of the sandbox. */
  managementClientId: string;
  /** The Management API's identifier when the state was last used; it follows the origin. */
  managementIdentifier: string;
  settings: { [property: string]: Json | undefined };
  /** The current key first, then the next one; empty until the service has started once. */
  signingKeys: SigningKey[];
  cookieSecret: string;
  resourceServers: ResourceServer[];
  clients: Client[];
  clientGrants: ClientGrant[];
  connections: Connection[];
  users: User[];
  customDomains: CustomDomain[];
  storage: { [key: string]: StoredGrant };
  /** Settings that were changed, by their path in the Management API. */
  documents?: { [path: string]: { [property: string]: Json | undefined } };
  rateLimit: RateLimit;
};

/** The credentials of the machine-to-machine application for the Management API. */
export function managementCredentials(state: Auth0State): { clientId: string; clientSecret: string } {
  const client = state.clients.find(({ client_id }) => client_id === state.managementClientId);
  return { clientId: state.managementClientId, clientSecret: client?.client_secret ?? "" };
}

/** Moves the Management API, and the grants on it, to the origin the tenant has now. */
export function placeTenant(state: Auth0State, origin: string): void {
  const identifier = `${origin}/api/v2/`;
  const previous = state.managementIdentifier;
  if (previous === identifier) return;
  for (const api of state.resourceServers) if (api.identifier === previous) api.identifier = identifier;
  for (const grant of state.clientGrants) if (grant.audience === previous) grant.audience = identifier;
  state.managementIdentifier = identifier;
}
