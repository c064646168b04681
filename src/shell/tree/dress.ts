import { l10n } from "vscode";
import type { ApplicationType } from "../../domain/application-settings.ts";
import type { Auth0Api, ClientGrant } from "../../domain/auth0.ts";
import type { Field, Json, Kind, Reader, Stored } from "../../resources/kind.ts";
import { apiTag } from "../../resources/kinds/api-tag.ts";
import { auth0Api } from "../../resources/kinds/auth0-api.ts";
import { auth0Application } from "../../resources/kinds/auth0-application.ts";
import { auth0Connection } from "../../resources/kinds/auth0-connection.ts";
import { auth0User } from "../../resources/kinds/auth0-user.ts";
import { authorizationServer } from "../../resources/kinds/authorization-server.ts";
import { backend } from "../../resources/kinds/backend.ts";
import { certificate } from "../../resources/kinds/certificate.ts";
import { clientGrant } from "../../resources/kinds/client-grant.ts";
import { connectionAccess } from "../../resources/kinds/connection-access.ts";
import { credentialConnection } from "../../resources/kinds/credential-connection.ts";
import { customDomain } from "../../resources/kinds/custom-domain.ts";
import { enabledApplication } from "../../resources/kinds/enabled-application.ts";
import { apimGroup } from "../../resources/kinds/group.ts";
import { namedValue } from "../../resources/kinds/named-value.ts";
import { openIdProvider } from "../../resources/kinds/openid-provider.ts";
import { product } from "../../resources/kinds/product.ts";
import { productApi } from "../../resources/kinds/product-api.ts";
import { productGroup } from "../../resources/kinds/product-group.ts";
import { namedByScope, subscription } from "../../resources/kinds/subscription.ts";
import { apimTag } from "../../resources/kinds/tag.ts";
import { tenantSettings } from "../../resources/kinds/tenant-settings.ts";
import type { Capability } from "../ids.ts";
import type { LinkBadge, LinkBadges } from "../link-badges.ts";
import type { Account } from "../target.ts";
import { usesInWords } from "./certificate-uses.ts";

/** A line below a resource: something that it says about itself. */
export interface Fact {
  /** Names it among its siblings. */
  readonly name: string;
  readonly label: string;
  readonly description?: string;
  readonly tooltip?: string;
  readonly icon?: string;
  /** What is copied of it; nothing where there is nothing to copy. */
  readonly copies?: string;
  /** What stands below it. */
  readonly facts?: readonly Fact[];
}

/** What the node is drawn with besides its value. */
interface Surroundings {
  readonly account: Account;
  readonly badges: LinkBadges;
}

/** How those of a kind are called where their own values name others by ids only. */
export interface Naming<T extends object = object> {
  /** Whose titles are needed. */
  readonly kind: Kind;
  /** What the others are named by. */
  keyOf(one: Stored): string;
  label(value: T, nameOf: (key: string) => string): string;
}

/** All of another kind that belong to one, as a group below its node. */
interface Below<T extends object = object> {
  readonly kind: Kind;
  /** That of the kind when left out. */
  readonly label?: string;
  /** What they have in common, and what a new one made there begins with. */
  where(value: T): Readonly<Record<string, Json>>;
  readonly naming: Naming;
}

/** What the nodes of a kind show besides what its row says; what is left out, the row decides. */
interface Dress<T extends object = object> {
  /** The group stands open. */
  readonly isExpanded?: boolean;
  /** Told when the group comes on the screen. */
  whenShown?(surroundings: Surroundings): unknown;
  description?(value: T, surroundings: Surroundings): string | undefined;
  tooltip?(value: T, surroundings: Surroundings): string | undefined;
  /** What is read aloud in place of the description. */
  spoken?(value: T, surroundings: Surroundings): string | undefined;
  icon?(value: T, surroundings: Surroundings): string | undefined;
  readonly capabilities?: readonly Capability[];
  /** Those that only some have. */
  capabilitiesOf?(value: T): readonly Capability[];
  /** The fields that stand below a node, in this order, whether or not they have a value. */
  readonly fields?: readonly string[];
  /** What stands there in place of fields. */
  facts?(value: T): readonly Fact[];
  /** The groups that stand below a node, after its facts. */
  readonly below?: readonly Below<T>[];
  readonly naming?: Naming<T>;
  /** What names one, looked for when somebody opens that line. */
  uses?(stored: Stored<T>, reader: Reader, signal: AbortSignal): Promise<readonly Fact[]>;
}

/** Of more scopes a row gives the number: nobody listens to hundreds. Its tooltip names them all. */
const mostSpelled = 8;

/** A grant by its application's name. */
const ofApplication = naming(clientGrant, {
  kind: auth0Application,
  keyOf: ({ ref }) => ref.id,
  label: ({ clientId, defaultFor = "" }, nameOf) =>
    clientId === undefined ? l10n.t("Default for {0}", defaultFor) : nameOf(clientId),
});

/** What may sign users in, by the connection's name. */
const throughConnection = naming(enabledApplication, {
  kind: auth0Connection,
  keyOf: ({ ref }) => ref.id,
  label: ({ connectionId }, nameOf) => nameOf(connectionId),
});

/** A grant by its API's name. */
const onApi = naming(clientGrant, {
  kind: auth0Api,
  keyOf: ({ value }) => ("identifier" in value ? String(value.identifier) : ""),
  label: ({ audience }, nameOf) => nameOf(audience),
});

const dresses: ReadonlyMap<string, Dress> = new Map([
  dressed(auth0Api, {
    isExpanded: true,
    whenShown: ({ account, badges }) => "domain" in account && badges.wantTenant(account),
    description: (api, around) => badgeOf(api, around)?.text ?? api.identifier,
    tooltip: (api, around) => badgeOf(api, around)?.tooltip ?? api.identifier,
    spoken: (api, around) => badgeOf(api, around)?.spoken,
    icon: (api, around) => (badgeOf(api, around) ? "link" : undefined),
    capabilities: ["secure", "link", "audience", "scopes"],
    facts: apiFacts,
    below: [
      { kind: clientGrant, where: ({ identifier }) => ({ audience: identifier }), naming: ofApplication },
    ],
  }),
  dressed(auth0Application, {
    description: ({ type }) => applicationTypeLabel(type),
    tooltip: ({ clientId, callbacks = [] }) => [clientId, ...callbacks].join("\n"),
    icon: ({ type }) => (type === "non_interactive" ? "server-process" : undefined),
    capabilities: ["secret", "connections"],
    fields: [],
    below: [
      { kind: clientGrant, where: ({ clientId }) => ({ clientId }), naming: onApi },
      {
        kind: enabledApplication,
        label: l10n.t("Enabled Connections"),
        where: ({ clientId }) => ({ clientId }),
        naming: throughConnection,
      },
    ],
  }),
  dressed(clientGrant, {
    description: (grant) =>
      grant.scopes.length > mostSpelled ? l10n.t("{0} scopes", grant.scopes.length) : grantScopes(grant),
    tooltip: (grant) => [grant.clientId, grant.audience, grantScopes(grant)].filter(Boolean).join("\n"),
    icon: ({ subjectType }) => (subjectType === "user" ? "account" : undefined),
    capabilities: ["grant"],
    fields: [],
    naming: {
      ...ofApplication,
      label: (grant, nameOf) => l10n.t("{0} on {1}", ofApplication.label(grant, nameOf), grant.audience),
    },
  }),
  dressed(auth0Connection, {
    description: ({ strategy }) => (strategy === "auth0" ? l10n.t("Database") : strategy),
    icon: ({ strategy }) => (strategy === "auth0" ? undefined : "plug"),
    capabilities: ["connection"],
    fields: [],
  }),
  dressed(auth0User, {
    description: ({ connection, blocked }) => (blocked ? l10n.t("{0} · blocked", connection) : connection),
    tooltip: ({ id, name }) => [name, id].filter(Boolean).join("\n"),
    icon: ({ blocked }) => (blocked ? "circle-slash" : undefined),
    capabilities: ["user"],
    fields: [],
  }),
  dressed(customDomain, {
    description: ({ status }) => status,
    icon: ({ status }) => (status === "ready" ? undefined : "warning"),
    fields: ["type", "tlsPolicy"],
  }),
  dressed(tenantSettings, {
    fields: ["default_audience", "default_directory", "session_lifetime", "idle_session_lifetime"],
  }),
  dressed(enabledApplication, {
    tooltip: ({ clientId }) => clientId,
    icon: () => "window",
    capabilities: ["enabled"],
    fields: [],
    naming: naming(enabledApplication, {
      kind: auth0Application,
      keyOf: ({ ref }) => ref.id,
      label: ({ clientId }, nameOf) => nameOf(clientId),
    }),
  }),
  dressed(namedValue, {
    description: ({ secret, value = "", keyVault }) =>
      keyVault ? l10n.t("from a key vault") : secret ? l10n.t("secret") : value,
    tooltip: ({ displayName, value }) => [displayName, value].filter(Boolean).join("\n"),
    icon: ({ secret }) => (secret ? "lock" : undefined),
    fields: [],
  }),
  dressed(backend, {
    description: ({ url, type }) => (type === "Pool" ? l10n.t("pool") : url),
    tooltip: ({ title, description, url }) => [title, description, url].filter(Boolean).join("\n"),
    icon: ({ type }) => (type === "Pool" ? "server-environment" : undefined),
    fields: ["url", "protocol", "tls", "resourceId"],
  }),
  dressed(certificate, {
    description: ({ subject, expirationDate }) =>
      [subject, l10n.t("until {0}", expirationDate.slice(0, 10))].filter(Boolean).join(" · "),
    icon: ({ expirationDate }) => (Date.parse(expirationDate) < Date.now() ? "warning" : undefined),
    async uses(stored, reader, signal) {
      const { readCertificateUses } = await import("../../workflows/certificate-uses.ts");
      return usesInWords(await readCertificateUses(stored, reader, signal));
    },
  }),
  dressed(credentialConnection, {
    description: ({ status, oAuth2GrantType }) =>
      status === "Connected" ? l10n.t("connected") : (status ?? oAuth2GrantType),
    tooltip: ({ status, error, oAuth2GrantType }) =>
      [oAuth2GrantType, status, error].filter(Boolean).join("\n"),
    icon: ({ status }) => (status === "Error" ? "debug-disconnect" : undefined),
    capabilitiesOf: ({ oAuth2GrantType }) => (oAuth2GrantType === "AuthorizationCode" ? ["signIn"] : []),
    fields: ["oAuth2GrantType", "parameters"],
  }),
  dressed(connectionAccess, { description: ({ tenantId }) => tenantId, fields: [] }),
  dressed(apimGroup, {
    description: ({ builtIn, type, description }) =>
      builtIn ? l10n.t("built in") : type === "external" ? l10n.t("external") : description,
    fields: [],
  }),
  dressed(productGroup, { description: ({ displayName }) => displayName, fields: [] }),
  dressed(apimTag, { fields: [] }),
  dressed(apiTag, { description: ({ displayName }) => displayName, fields: [] }),
  dressed(productApi, {
    description: ({ apiId }) => apiId,
    fields: [],
  }),
  dressed(subscription, {
    description: ({ scope, state }) =>
      [scopeLabel(scope), state === "active" ? "" : state].filter(Boolean).join(" · "),
    tooltip: ({ displayName, scope, ownerId, state }) =>
      [displayName, scope, ownerId, state].filter(Boolean).join("\n"),
    capabilities: ["keys", "renewKeys"],
    fields: [],
  }),
  dressed(openIdProvider, {
    description: ({ metadataEndpoint }) => hostOf(metadataEndpoint),
    fields: ["metadataEndpoint", "clientId", "useInTestConsole", "useInApiDocumentation"],
  }),
  dressed(authorizationServer, {
    description: ({ authorizationEndpoint }) => hostOf(authorizationEndpoint),
    fields: ["authorizationEndpoint", "tokenEndpoint", "clientId", "defaultScope", "grantTypes"],
  }),
]);

/** How the nodes of a kind are dressed. */
export function dressOf({ id }: Kind): Dress {
  return dresses.get(id) ?? {};
}

/** What a resource says about itself by its fields; its secrets are never shown. */
export function factsOf(kind: Kind, value: object): Fact[] {
  const chosen: readonly string[] | undefined = dressOf(kind).fields;
  const fields = new Map(Object.entries<Field>(kind.fields));
  const values = new Map<string, unknown>(Object.entries(value));
  return [...(chosen ?? fields.keys())].flatMap((name) => {
    const { label = name, secret, confidential } = fields.get(name) ?? {};
    const one = values.get(name);
    if ((one === undefined && !chosen) || secret || confidential) return [];
    const isGiven = one !== undefined && one !== null && one !== "";
    return [{ name, label, description: textOf(one), ...(isGiven && { copies: textOf(one) }) }];
  });
}

/** What the keys of a subscription open, as people say it. */
function scopeLabel(scope: string): string {
  if (scope === "/") return l10n.t("everything");
  if (scope.toLowerCase() === "/apis") return l10n.t("all APIs");
  const { kind, id } = namedByScope(scope) ?? {};
  if (id === undefined) return scope;
  return kind === product.id ? l10n.t("product {0}", id) : l10n.t("API {0}", id);
}

function grantScopes({ scopes, allowsAllScopes }: ClientGrant): string {
  if (allowsAllScopes) return l10n.t("all scopes");
  return scopes.length === 0 ? l10n.t("no scopes") : scopes.join(", ");
}

function textOf(value: unknown): string {
  if (value === undefined || value === null) return l10n.t("none");
  if (typeof value === "string") return value;
  const isWords = Array.isArray(value) && value.every((one) => typeof one === "string");
  return isWords ? value.join(", ") : JSON.stringify(value);
}

/** A naming of the values of a kind. */
function naming<T extends object, D extends object>(_: Kind<T, D>, how: Naming<T>): Naming<T> {
  return how;
}

function dressed<T extends object, D extends object>(
  { id }: Kind<T, D>,
  dress: Dress<T> & { readonly fields?: readonly (keyof T & string)[] },
): [string, Dress] {
  return [id, dress];
}

function badgeOf(api: Auth0Api, { account, badges }: Surroundings): LinkBadge | undefined {
  return "domain" in account ? badges.ofAuth0Api(account, api) : undefined;
}

function apiFacts({ identifier, signingAlgorithm, scopes = [] }: Auth0Api): Fact[] {
  return [
    {
      name: "identifier",
      label: l10n.t("Identifier"),
      description: identifier,
      tooltip: l10n.t("The audience of this API’s tokens. It cannot be changed."),
      icon: "key",
      copies: identifier,
    },
    {
      name: "algorithm",
      label: l10n.t("Signed with"),
      description: textOf(signingAlgorithm),
      icon: "verified",
      ...(signingAlgorithm !== undefined && { copies: signingAlgorithm }),
    },
    {
      name: "scopes",
      label: l10n.t("Scopes"),
      description: scopes.length === 0 ? l10n.t("none") : String(scopes.length),
      icon: "list-tree",
      ...(scopes.length > 0 && { copies: scopes.map(({ value }) => value).join(" ") }),
      facts: scopes.map(({ value, description }) => ({
        name: value,
        label: value,
        description: description ?? "",
        tooltip: l10n.t("Scope {0}", value),
        icon: "symbol-key",
        copies: value,
      })),
    },
  ];
}

/** Nothing for the types that integrations have. */
function applicationTypeLabel(type: string | undefined): string {
  const labels: Readonly<Record<ApplicationType, string>> = {
    regular_web: l10n.t("Regular Web"),
    spa: l10n.t("Single Page"),
    native: l10n.t("Native"),
    non_interactive: l10n.t("Machine to Machine"),
  };
  const [, label = ""] = Object.entries(labels).find(([name]) => name === type) ?? [];
  return label;
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : url;
}
