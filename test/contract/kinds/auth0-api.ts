import type { Auth0Api, Auth0ApiDraft } from "../../../src/domain/auth0.ts";
import { auth0Api } from "../../../src/resources/kinds/auth0-api.ts";
import type { KindExample } from "./kind-example.ts";

export const auth0ApiExample: KindExample<Auth0Api, Auth0ApiDraft> = {
  kind: auth0Api,
  drafts: async () => [
    {
      name: "Orders",
      identifier: "https://orders.example/",
      signingAlgorithm: "RS256",
      scopes: [{ value: "read:orders", description: "Read orders" }],
    },
    {
      name: "Orders",
      identifier: "https://orders.example",
      signingAlgorithm: "HS256",
      scopes: [],
      enforcesPolicies: true,
    },
    {
      name: "Überall",
      identifier: "urn:überall/../x?y=1#z",
      signingAlgorithm: "PS256",
      scopes: [
        { value: "a", description: undefined },
        { value: "b", description: undefined },
      ],
    },
  ],
  changes: {
    name: "Orders, new",
    signingAlgorithm: "RS512",
    signingSecret: "a-secret-of-thirty-two-characters",
    scopes: [
      { value: "write:orders", description: "Write orders" },
      { value: "x", description: undefined },
    ],
    enforcesPolicies: true,
    tokenDialect: "rfc9068_profile_authz",
    tokenLifetime: 43_200,
    tokenLifetimeForWeb: 3_600,
    allowsOfflineAccess: true,
    accessPolicies: { user: { policy: "require_client_grant" } },
    skipsConsent: true,
    allowsOnlineAccess: true,
    allowsOnlineAccessInEphemeralSessions: true,
    authorizationDetails: [{ type: "payment" }],
    authorizationPolicy: { policy_id: "policy-1" },
    consentPolicy: "transactional-authorization-with-mfa",
    proofOfPossession: { mechanism: "dpop", required: true, required_for: "public_clients" },
    tokenEncryption: {
      format: "compact-nested-jwe",
      encryption_key: { alg: "RSA-OAEP-256", kid: "key-1", pem: "-----BEGIN PUBLIC KEY-----" },
    },
  },
  path: /\/api\/v2\/resource-servers/,
};
