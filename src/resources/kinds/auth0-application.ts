import { known } from "../../core/known.ts";
import type { Application, ApplicationDraft } from "../../domain/auth0.ts";
import { addressProblem, nameProblem, originProblem } from "../../domain/auth0-answers.ts";
import type { Kind, Reader, Ref } from "../kind.ts";
import { saysAll } from "../says-all.ts";
import { auth0Connection } from "./auth0-connection.ts";
import { clientGrant } from "./client-grant.ts";
import { enabledApplication } from "./enabled-application.ts";
import { collected, firstOf, staysFor } from "./stays-for.ts";

/** How each type gets its tokens, without the flows that OAuth 2.1 leaves out. */
const usual: Readonly<Record<string, Partial<ApplicationDraft>>> = {
  regular_web: {
    grantTypes: ["authorization_code", "refresh_token"],
    // the usual way of an authorization server in API Management
    tokenEndpointAuthMethod: "client_secret_basic",
  },
  spa: { grantTypes: ["authorization_code", "refresh_token"], tokenEndpointAuthMethod: "none" },
  native: { grantTypes: ["authorization_code", "refresh_token"], tokenEndpointAuthMethod: "none" },
  non_interactive: { grantTypes: ["client_credentials"], tokenEndpointAuthMethod: "client_secret_basic" },
};

/** What Auth0's dashboard calls an application; several may bear one name. */
export const auth0Application: Kind<Application, ApplicationDraft> = {
  id: "auth0-application",
  cloud: "auth0",
  noun: "application",
  plural: "Applications",
  icon: "window",
  document: "application",
  tree: { under: "tenant" },
  fields: {
    name: {
      label: "Name",
      ask: { prompt: "Name of the application, without < and >", check: nameProblem },
    },
    description: { label: "Description", cannotBeUnset: { usual: "" } },
    type: {
      label: "Application type",
      name: "app_type",
      cannotBeUnset: {},
      ask: {
        prompt: "What kind of application it is",
        choices: [
          { value: "regular_web", label: "Regular Web", detail: "Runs on a server and can keep a secret" },
          { value: "spa", label: "Single Page", detail: "Runs in the browser, without a secret" },
          { value: "native", label: "Native", detail: "Runs on a device or a desktop, without a secret" },
          { value: "non_interactive", label: "Machine to Machine", detail: "Gets tokens without a user" },
        ],
      },
    },
    callbacks: {
      label: "Allowed callback URLs",
      set: {},
      ask: {
        prompt: "Where users may be sent back to, with commas between addresses",
        example: "https://contoso.example/callback, myapp://callback",
        optional: true,
        check: addressProblem,
        unless: ({ type }) => type === "non_interactive",
      },
    },
    logoutUrls: {
      label: "Allowed logout URLs",
      name: "allowed_logout_urls",
      set: {},
      ask: {
        prompt: "Where users may be sent after they have signed out, with commas between addresses",
        example: "https://contoso.example/",
        optional: true,
        check: addressProblem,
        unless: ({ type }) => type === "non_interactive",
      },
    },
    webOrigins: {
      label: "Allowed web origins",
      name: "web_origins",
      set: {},
      ask: {
        prompt: "Origins of the pages that renew tokens without a new sign-in, with commas between them",
        example: "https://contoso.example",
        optional: true,
        check: originProblem,
        unless: ({ type }) => type !== "spa",
      },
    },
    allowedOrigins: { label: "Allowed origins (CORS)", name: "allowed_origins", set: {} },
    grantTypes: { label: "Grant types", name: "grant_types", set: {} },
    tokenEndpointAuthMethod: { label: "Authentication method", name: "token_endpoint_auth_method" },
    clientSecret: { label: "Client secret", name: "client_secret", secret: true },
    jwtConfiguration: {
      label: "ID token",
      name: "jwt_configuration",
      cannotBeUnset: { keepsMembers: true, usual: { lifetime_in_seconds: 36_000 } },
    },
    refreshToken: { label: "Refresh token", name: "refresh_token" },
    addons: { label: "Add-ons", secret: true },
    allowedClients: {
      label: "Allowed clients (delegation)",
      name: "allowed_clients",
      set: {},
      names: (id) => ({ kind: "auth0-application", id }),
    },
    approvalChannels: {
      label: "Notification channels of asynchronous approval",
      name: "async_approval_notification_channels",
      set: {},
    },
    clientAliases: { label: "Client aliases", name: "client_aliases", set: {} },
    clientAuthenticationMethods: {
      label: "Authentication by key or certificate",
      name: "client_authentication_methods",
    },
    clientMetadata: {
      label: "Application metadata",
      name: "client_metadata",
      confidential: true,
      cannotBeUnset: { usual: {} },
    },
    complianceLevel: { label: "Compliance level", name: "compliance_level" },
    allowsCrossOriginAuthentication: {
      label: "Allow cross-origin authentication",
      name: "cross_origin_authentication",
      cannotBeUnset: { usual: false },
    },
    crossOriginLocation: { label: "Cross-origin verification fallback URL", name: "cross_origin_loc" },
    customLoginPage: {
      label: "Custom login page",
      name: "custom_login_page",
      confidential: true,
      cannotBeUnset: {},
    },
    usesCustomLoginPage: {
      label: "Use the custom login page",
      name: "custom_login_page_on",
      cannotBeUnset: {},
    },
    customLoginPagePreview: {
      label: "Preview of the custom login page",
      name: "custom_login_page_preview",
      cannotBeUnset: {},
      confidential: true,
    },
    defaultOrganization: { label: "Default organization", name: "default_organization" },
    encryptionKey: { label: "Encryption key (WS-Federation)", name: "encryption_key" },
    expressConfiguration: { label: "Express configuration", name: "express_configuration" },
    fedcmLogin: { label: "FedCM login", name: "fedcm_login" },
    formTemplate: {
      label: "Form template (WS-Federation)",
      name: "form_template",
      confidential: true,
      cannotBeUnset: {},
    },
    initiateLoginUri: {
      label: "Application login URI",
      name: "initiate_login_uri",
      cannotBeUnset: { usual: "" },
    },
    isFirstParty: {
      label: "First-party application",
      name: "is_first_party",
      cannotBeUnset: { usual: true },
    },
    trustsIpHeader: {
      label: "Trust the token endpoint IP header",
      name: "is_token_endpoint_ip_header_trusted",
      cannotBeUnset: { usual: false },
    },
    logoUri: { label: "Application logo", name: "logo_uri", cannotBeUnset: { usual: "" } },
    mobile: { label: "Device settings", cannotBeUnset: {} },
    myOrganizationConfiguration: { label: "My Organization", name: "my_organization_configuration" },
    nativeSocialLogin: { label: "Native social login", name: "native_social_login" },
    isOidcConformant: {
      label: "OIDC conformant",
      name: "oidc_conformant",
      cannotBeUnset: { usual: false },
    },
    oidcLogout: { label: "OIDC back-channel logout", name: "oidc_logout", cannotBeUnset: {} },
    organizationDiscoveryMethods: {
      label: "Organization discovery",
      name: "organization_discovery_methods",
      set: {},
    },
    organizationRequireBehavior: { label: "Login flow", name: "organization_require_behavior" },
    organizationUsage: { label: "Types of users", name: "organization_usage" },
    parRequestExpiry: {
      label: "Pushed authorization request expiry (seconds)",
      name: "par_request_expiry",
    },
    redirectionPolicy: {
      label: "Redirection policy",
      name: "redirection_policy",
      cannotBeUnset: {},
    },
    requiresProofOfPossession: {
      label: "Require token sender-constraining",
      name: "require_proof_of_possession",
      cannotBeUnset: { usual: false },
    },
    requiresPushedRequests: {
      label: "Require pushed authorization requests",
      name: "require_pushed_authorization_requests",
      cannotBeUnset: { usual: false },
    },
    apiIdentifier: {
      label: "Linked API",
      name: "resource_server_identifier",
      fixed: true,
      names: (id) => ({ kind: "auth0-api", id, by: "identifier" }),
    },
    sessionTransfer: { label: "Session transfer (native to web)", name: "session_transfer" },
    signedRequestObject: {
      label: "Signed authorization requests (JAR)",
      name: "signed_request_object",
      cannotBeUnset: { usual: { required: false } },
    },
    skipsCallbackConfirmation: {
      label: "Skip the confirmation of callbacks that cannot be verified",
      name: "skip_non_verifiable_callback_uri_confirmation_prompt",
    },
    sso: { label: "Use Auth0 for single sign-on", cannotBeUnset: { usual: false } },
    disablesSso: {
      label: "Disable single sign-on",
      name: "sso_disabled",
      cannotBeUnset: { usual: false },
    },
    thirdPartySecurityMode: {
      label: "Third-party security mode",
      name: "third_party_security_mode",
      fixed: true,
    },
    tokenExchange: { label: "Token exchange", name: "token_exchange" },
    tokenQuota: { label: "Token quota", name: "token_quota" },
    tokenVaultAccess: {
      label: "Token Vault privileged access",
      name: "token_vault_privileged_access",
      cannotBeUnset: {},
    },
  },
  // as the dashboard makes one; the service itself would make what the last decade had
  defaults: { isOidcConformant: true, jwtConfiguration: { alg: "RS256" } },
  implied: ({ type }) => usual[type ?? ""] ?? {},
  identity: { by: "fields", fields: ["name"], unique: false },
  // metadata are what was sent: a pair too many was not taken away
  isFulfilled: (field, sent, found) => field !== "clientMetadata" && saysAll(sent, found),
  secretHint:
    "Choose a Regular Web Application that authenticates with a client secret, and see that the connected application may read client keys (read:client_keys).",
  titleOf: ({ name }, { id }) => name ?? id ?? "",
  isDeletedInUse: true,
  async inUse({ ref, value: { name } }, reader, signal) {
    const [audiences, connections] = await Promise.all([
      audiencesOf(ref, reader, signal),
      connectionsOf(ref, reader, signal),
    ]);
    return known(
      staysFor(`The application “${name}”`, [
        ["client grants", audiences],
        ["connections", connections],
      ]),
    );
  },
  async goesAlong({ ref }, reader, signal) {
    const [grants, connections] = await Promise.all([
      collected(grantsOf(ref, reader, signal), ({ value }) => value),
      connectionsOf(ref, reader, signal),
    ]);
    return known([
      "Undoing makes it again with another client id and another secret: whoever uses the old ones stays locked out, and what goes with it does not come back.",
      ...grants.map(
        ({ audience, subjectType }) =>
          `Its right to ask for tokens of “${audience}”${subjectType === "user" ? " for its users" : " without a user"} goes with it.`,
      ),
      ...(connections.length > 0
        ? [`Its users signed in with these connections, which stay: ${firstOf(connections)}.`]
        : []),
    ]);
  },
  rights: {
    read: "read:clients",
    create: "create:clients",
    update: "update:clients",
    delete: "delete:clients",
  },
};

/** More connections than these are told by their ids, which costs no request each. */
const mostNamed = 10;

function grantsOf({ owner, id }: Required<Ref>, reader: Reader, signal: AbortSignal) {
  return reader.list(clientGrant, owner, { clientId: id }, signal);
}

function audiencesOf(ref: Required<Ref>, reader: Reader, signal: AbortSignal) {
  return collected(grantsOf(ref, reader, signal), ({ value }) => value.audience);
}

/** The names of the connections that the application may sign users in with. */
async function connectionsOf(
  { owner, id }: Required<Ref>,
  reader: Reader,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const enabled = reader.list(enabledApplication, owner, { clientId: id }, signal);
  const ids = await collected(enabled, ({ value }) => value.connectionId);
  const nameOf = async (connectionId: string) => {
    const ref = { kind: auth0Connection.id, owner, id: connectionId };
    return (await reader.read(auth0Connection, ref, signal))?.value.name ?? connectionId;
  };
  return [...(await Promise.all(ids.slice(0, mostNamed).map(nameOf))), ...ids.slice(mostNamed)];
}
