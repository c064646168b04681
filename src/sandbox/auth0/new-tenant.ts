import { createClient } from "./client-defaults.ts";
import { randomClientGrantId, randomObjectId, randomSecret } from "./identifiers.ts";
import { managementScopes } from "./management/scopes.ts";
import type { Auth0State, ResourceServer } from "./state.ts";

const unplacedIdentifier = "https://unplaced.invalid/api/v2/";

/**
 * An empty tenant: the system's Management API, one machine-to-machine application with random credentials and a
 * grant of every Management scope. The service gives the API its identifier and the tenant its keys on start.
 */
export function emptyAuth0State(): Auth0State {
  const client = createClient({
    name: "API Explorer Application",
    app_type: "non_interactive",
    grant_types: ["client_credentials"],
    token_endpoint_auth_method: "client_secret_post",
  });
  return {
    managementClientId: client.client_id,
    managementIdentifier: unplacedIdentifier,
    settings: {},
    signingKeys: [],
    cookieSecret: randomSecret(),
    resourceServers: [managementApi()],
    clients: [client],
    clientGrants: [
      {
        id: randomClientGrantId(),
        client_id: client.client_id,
        audience: unplacedIdentifier,
        scope: [...managementScopes],
        subject_type: "client",
      },
    ],
    connections: [],
    users: [],
    customDomains: [],
    storage: {},
    rateLimit: { capacity: 1000, perSecond: 500 },
  };
}

function managementApi(): ResourceServer {
  return {
    id: randomObjectId(),
    name: "Auth0 Management API",
    identifier: unplacedIdentifier,
    is_system: true,
    allow_offline_access: false,
    skip_consent_for_verifiable_first_party_clients: false,
    subject_type_authorization: {
      client: { policy: "require_client_grant" },
      user: { policy: "allow_all" },
    },
    token_lifetime: 86_400,
    token_lifetime_for_web: 7_200,
    signing_alg: "RS256",
    scopes: managementScopes.map((value) => ({ value, description: describe(value) })),
  };
}

function describe(scope: string): string {
  return scope
    .split(/[:_]/)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join(" ");
}

/** Gives a tenant the application that stands for all of them: it holds the login page they share, and gets no tokens. */
export function ensureGlobalClient(state: Auth0State): void {
  if (state.clients.some(({ global }) => global)) return;
  state.clients.push(
    createClient({ name: "All Applications", global: true, callbacks: [], grant_types: [] }),
  );
}
