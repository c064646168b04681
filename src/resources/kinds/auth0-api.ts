import { toFailure } from "../../core/failure.ts";
import { known, type Maybe, unknown } from "../../core/known.ts";
import type { Auth0Api, Auth0ApiDraft } from "../../domain/auth0.ts";
import { identifierProblem, nameProblem, scopeProblem } from "../../domain/auth0-answers.ts";
import { isElements } from "../fields.ts";
import type { FieldElements, Json, Kind, Reader, Stored } from "../kind.ts";
import { saysAll } from "../says-all.ts";
import { auth0Application } from "./auth0-application.ts";
import { clientGrant } from "./client-grant.ts";
import { collected, firstOf } from "./stays-for.ts";
import { settingsId, tenantSettings } from "./tenant-settings.ts";

/** What Auth0's dashboard calls an API. */
export const auth0Api: Kind<Auth0Api, Auth0ApiDraft> = {
  id: "auth0-api",
  cloud: "auth0",
  noun: "Auth0 API",
  plural: "APIs",
  icon: "symbol-interface",
  document: "auth0-api",
  tree: { under: "tenant" },
  fields: {
    identifier: {
      label: "Identifier (audience)",
      fixed: true,
      ask: {
        prompt:
          "Identifier: the audience of its tokens, such as https://api.contoso.example/; nothing is called there, and it can never be changed",
        check: identifierProblem,
      },
    },
    name: {
      label: "Name",
      cannotBeUnset: {},
      ask: { prompt: "Name of the API, at most 200 characters, without < and >", check: nameProblem },
    },
    scopes: {
      label: "Permissions (scopes)",
      set: { key: "value" },
      ask: {
        prompt: "Its scopes, with commas or spaces between them",
        example: "read:orders, write:orders",
        optional: true,
        check: scopeProblem,
      },
    },
    signingAlgorithm: {
      label: "Signing algorithm",
      name: "signing_alg",
      cannotBeUnset: {},
      ask: {
        prompt: "How its tokens are signed",
        choices: [
          {
            value: "RS256",
            label: "RS256",
            detail: "With the tenant's key; validate-jwt finds it by itself",
          },
          {
            value: "PS256",
            label: "PS256",
            detail: "As RS256, with another padding; for tenants that have it",
          },
          { value: "HS256", label: "HS256", detail: "With a secret that the gateway must hold too" },
        ],
      },
    },
    signingSecret: { label: "Signing secret", name: "signing_secret", secret: true },
    enforcesPolicies: {
      label: "Role-based access control",
      name: "enforce_policies",
      cannotBeUnset: { usual: false },
      ask: {
        prompt: "Whether users get only the permissions that were assigned to them",
        choices: [
          { value: false, label: "Off", detail: "Users get every scope that an application asks for" },
          {
            value: true,
            label: "On",
            detail: "By roles (RBAC): tokens tell what users may as permissions",
          },
        ],
      },
    },
    tokenDialect: {
      label: "Access token profile",
      name: "token_dialect",
      cannotBeUnset: { usual: "access_token" },
    },
    tokenLifetime: {
      label: "Token expiration (seconds)",
      name: "token_lifetime",
      cannotBeUnset: { usual: 86_400 },
    },
    tokenLifetimeForWeb: {
      label: "Token expiration for browser flows (seconds)",
      name: "token_lifetime_for_web",
      atMost: "tokenLifetime",
      cannotBeUnset: { usual: 7_200 },
    },
    allowsOfflineAccess: {
      label: "Allow offline access",
      name: "allow_offline_access",
      cannotBeUnset: { usual: false },
    },
    accessPolicies: {
      label: "Application access policy",
      name: "subject_type_authorization",
      cannotBeUnset: {
        keepsMembers: true,
        usual: { user: { policy: "allow_all" }, client: { policy: "require_client_grant" } },
      },
    },
    skipsConsent: {
      label: "Allow skipping user consent",
      name: "skip_consent_for_verifiable_first_party_clients",
      cannotBeUnset: { usual: false },
    },
    allowsOnlineAccess: {
      label: "Allow online access",
      name: "allow_online_access",
      cannotBeUnset: { usual: false },
    },
    allowsOnlineAccessInEphemeralSessions: {
      label: "Allow online access with ephemeral sessions",
      name: "allow_online_access_with_ephemeral_sessions",
      cannotBeUnset: { usual: false },
    },
    authorizationDetails: { label: "Authorization details", name: "authorization_details" },
    authorizationPolicy: { label: "Authorization policy", name: "authorization_policy" },
    consentPolicy: { label: "Consent policy", name: "consent_policy" },
    proofOfPossession: { label: "Token sender-constraining", name: "proof_of_possession" },
    tokenEncryption: { label: "JSON Web Encryption (JWE)", name: "token_encryption" },
  },
  defaults: { signingAlgorithm: "RS256" },
  // without them in the token the gateway could not tell what a role allows
  implied: ({ enforcesPolicies }) => (enforcesPolicies ? { tokenDialect: "access_token_authz" } : {}),
  identity: { by: "fields", fields: ["identifier"], unique: true },
  titleOf: ({ name, identifier }, { id }) => name ?? identifier ?? id ?? "",
  isFulfilled: (_, sent, found) => saysAll(sent, found),
  lockedBecause: ({ isSystem }) =>
    isSystem ? "It is one of Auth0's own APIs, which can be neither changed nor deleted." : undefined,
  inUse: (stored, reader, signal) => whoUses(stored, reader, signal),
  async unseen({ ref: { owner } }, reader, signal) {
    const settings = await settingsOf(owner, reader, signal);
    return settings.known
      ? []
      : [
          "Whether it was the tenant's default audience is not known, since read:tenant_settings is missing: look in Auth0 > Settings > General whether another one is to be set.",
        ];
  },
  async breaks({ ref, value: { identifier } }, fields, reader, signal) {
    const gone = fields.flatMap((change) =>
      change.path === "scopes" && isElements(change) ? scopesGone(change) : [],
    );
    const broken: string[] = [];
    if (gone.length === 0) return known(broken);
    for await (const { value } of reader.list(clientGrant, ref.owner, { audience: identifier }, signal)) {
      const lost = value.scopes.filter((scope) => gone.includes(scope));
      if (lost.length > 0)
        broken.push(`The client grant of ${value.clientId ?? value.defaultFor} loses ${lost.join(", ")}.`);
    }
    return known(broken);
  },
  rights: {
    read: "read:resource_servers",
    create: "create:resource_servers",
    update: "update:resource_servers",
    delete: "delete:resource_servers",
  },
};

/** What is taken out of a set of scopes, and not put back with another description. */
function scopesGone({ added, removed }: FieldElements): readonly string[] {
  const nameOf = (one: Json) =>
    typeof one === "object" && one !== null && "value" in one ? String(one["value"]) : "";
  const kept = new Set(added.map(nameOf));
  return removed.map(nameOf).filter((value) => !kept.has(value));
}

/** Applications that may ask for its tokens, or that are the API itself, and the tenant where it asks for no other. */
async function whoUses(
  { ref: { owner }, value: { identifier, name } }: Stored<Auth0Api>,
  reader: Reader,
  signal: AbortSignal,
): Promise<Maybe<string | undefined>> {
  const [grants, linked, settings] = await Promise.all([
    collected(
      reader.list(clientGrant, owner, { audience: identifier }, signal),
      ({ value }) => value.clientId ?? value.defaultFor ?? value.id,
    ),
    collected(
      reader.list(auth0Application, owner, { type: "resource_server", apiIdentifier: identifier }, signal),
      ({ value }) => value.name,
    ),
    settingsOf(owner, reader, signal),
  ]);
  const users = [
    ...(grants.length > 0 ? [`applications may ask for its tokens (${firstOf(grants)})`] : []),
    ...(linked.length > 0 ? [`applications are linked to it (${firstOf(linked)})`] : []),
    ...(settings.known && settings.value?.default_audience === identifier
      ? ["it is the tenant's default audience"]
      : []),
  ];
  return known(
    users.length === 0
      ? undefined
      : `The Auth0 API “${name ?? identifier}” is used by now, so it stays: ${users.join("; ")}. Take that away in Auth0, then try again.`,
  );
}

/** Few may read the settings of a tenant; who may not is not kept from what a grant would not keep them from, and is told. */
async function settingsOf(owner: string, reader: Reader, signal: AbortSignal) {
  try {
    const ref = { kind: tenantSettings.id, owner, id: settingsId };
    return known((await reader.read(tenantSettings, ref, signal))?.value);
  } catch (error) {
    if (toFailure(error).code === "forbidden") return unknown;
    throw error;
  }
}
