import { l10n } from "vscode";
import type { Maybe } from "../../core/known.ts";
import type { Kind } from "../../resources/kind.ts";
import { apimApi } from "../../resources/kinds/apim-api.ts";
import { auth0Application } from "../../resources/kinds/auth0-application.ts";
import { auth0Connection } from "../../resources/kinds/auth0-connection.ts";
import { authorizationServer } from "../../resources/kinds/authorization-server.ts";
import { clientGrant } from "../../resources/kinds/client-grant.ts";
import { namedValue } from "../../resources/kinds/named-value.ts";
import { openIdProvider } from "../../resources/kinds/openid-provider.ts";
import type { InstanceLists, RedirectUri, TenantLists } from "./live-lists.ts";

/** A value that may be meant. */
export interface LiveValue {
  readonly value: string;
  /** What people call it. */
  readonly detail: string;
}

/** Where the values come from; what is not known (yet) is not offered. */
export interface LiveSource {
  tenants(): Maybe<readonly TenantLists[]>;
  redirectUris(): Maybe<readonly RedirectUri[]>;
  /** What the instance at a path has. */
  instance(path: string): Maybe<InstanceLists>;
}

/** A document that is completed. */
export interface LiveDocument {
  readonly kind: Kind;
  readonly text: string;
  /** The tenant or instance that it is of; `undefined` for a template on disk. */
  readonly owner: string | undefined;
}

/** The values of the connected clouds that fit the place `path` in a document. */
export function liveValues(
  { kind, text, owner }: LiveDocument,
  path: readonly (string | number)[],
  source: LiveSource,
): readonly LiveValue[] {
  const [field, index, member] = path;
  if (kind.id === apimApi.id)
    return owner === undefined ? [] : signIns(source.instance(owner), field, member);
  if (kind.id === auth0Application.id)
    return field === "callbacks" && index !== undefined ? callbacks(source) : [];
  // what a thing of a tenant names is in that tenant; a template on disk is of none yet
  const own = () => listOf(source.tenants()).filter(({ domain }) => owner === undefined || domain === owner);
  if (kind.id === auth0Connection.id)
    return field === "enabledApplications" && index !== undefined ? clientIds(own()) : [];
  if (kind.id === clientGrant.id) return ofGrant(field, own(), text);
  const isSignIn = kind.id === authorizationServer.id || kind.id === openIdProvider.id;
  if (!isSignIn || typeof field !== "string") return [];
  const tenants = listOf(source.tenants());
  switch (field) {
    case "clientId":
      return clientIds(tenants);
    case "defaultScope":
      return scopes(tenants, text);
    case "authorizationEndpoint":
      return atHosts(tenants, "/authorize");
    case "tokenEndpoint":
      return atHosts(tenants, "/oauth/token");
    case "clientRegistrationEndpoint":
      return atHosts(tenants, "/");
    case "metadataEndpoint":
      return atHosts(tenants, "/.well-known/openid-configuration");
    case "tokenBodyParameters":
      return member === "value" ? audiences(tenants) : [];
    default:
      return [];
  }
}

/** The names of an instance's named values, which documents of it may have in double braces in any text. */
export function namedValuesIn({ kind, owner }: LiveDocument, source: LiveSource): readonly string[] {
  if (kind.cloud !== "azure" || kind.id === namedValue.id || owner === undefined) return [];
  const lists = source.instance(owner);
  return lists.known ? lists.value.namedValues : [];
}

/** What the users of an API may sign in with. */
function signIns(
  lists: Maybe<InstanceLists>,
  field: string | number | undefined,
  member: string | number | undefined,
): readonly LiveValue[] {
  if (!lists.known) return [];
  const { servers, providers } = lists.value;
  const isServer = field === "oAuth2AuthenticationSettings" && member === "authorizationServerId";
  const isProvider = field === "openidAuthenticationSettings" && member === "openidProviderId";
  const found = isServer ? servers : isProvider ? providers : [];
  return found.map(({ id, name }) => ({ value: id, detail: name }));
}

/** An address at each host of the tenants: of those with a custom domain, tokens may come from either. */
function atHosts(tenants: readonly TenantLists[], path: string): readonly LiveValue[] {
  return tenants.flatMap(({ domain, hosts }) =>
    hosts.map((host) => ({
      value: `https://${host}${path}`,
      detail: host === domain ? domain : l10n.t("Custom domain of {0}", domain),
    })),
  );
}

function ofGrant(
  field: string | number | undefined,
  tenants: readonly TenantLists[],
  text: string,
): readonly LiveValue[] {
  if (field === "client_id") return clientIds(tenants);
  if (field === "audience") return audiences(tenants);
  return field === "scope" ? scopes(tenants, text) : [];
}

function clientIds(tenants: readonly TenantLists[]): readonly LiveValue[] {
  return tenants.flatMap(({ domain, applications }) =>
    applications.map(({ name, clientId }) => ({
      value: clientId,
      detail: l10n.t("{0} of {1}", name, domain),
    })),
  );
}

function callbacks(source: LiveSource): readonly LiveValue[] {
  return listOf(source.redirectUris()).map(({ uri, server }) => ({ value: uri, detail: server }));
}

/** Those of the API whose audience the document names; of all APIs where it names none that is known. */
function scopes(tenants: readonly TenantLists[], text: string): readonly LiveValue[] {
  const all = tenants.flatMap(({ apis }) => apis);
  const named = all.filter(({ identifier }) =>
    [identifier, encodeURIComponent(identifier)].some((audience) => isNamed(audience, text)),
  );
  return (named.length > 0 ? named : all).flatMap(({ name, scopes: values }) =>
    values.map((value) => ({ value, detail: name })),
  );
}

function isNamed(audience: string, text: string): boolean {
  return text.includes(JSON.stringify(audience)) || text.includes(`audience=${audience}`);
}

function audiences(tenants: readonly TenantLists[]): readonly LiveValue[] {
  return tenants.flatMap(({ apis }) =>
    apis.map(({ name, identifier }) => ({ value: identifier, detail: name })),
  );
}

/** What is unknown is silent. */
function listOf<T>(list: Maybe<readonly T[]>): readonly T[] {
  return list.known ? list.value : [];
}
