import { l10n } from "vscode";
import type { Maybe } from "../../core/known.ts";
import type { Kind } from "../../resources/kind.ts";
import { auth0Application } from "../../resources/kinds/auth0-application.ts";
import { authorizationServer } from "../../resources/kinds/authorization-server.ts";
import { clientGrant } from "../../resources/kinds/client-grant.ts";
import { openIdProvider } from "../../resources/kinds/openid-provider.ts";
import type { RedirectUri, TenantLists } from "./live-lists.ts";

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
}

/** The values of the connected clouds that fit the place `path` in a document of `kind`; `text` is the whole document. */
export function liveValues(
  kind: Kind,
  path: readonly (string | number)[],
  text: string,
  source: LiveSource,
): readonly LiveValue[] {
  const [field, index, member] = path;
  if (kind.id === auth0Application.id)
    return field === "callbacks" && index !== undefined ? callbacks(source) : [];
  if (kind.id === clientGrant.id) return ofGrant(field, listOf(source.tenants()), text);
  const isSignIn = kind.id === authorizationServer.id || kind.id === openIdProvider.id;
  if (!isSignIn || typeof field !== "string") return [];
  const tenants = listOf(source.tenants());
  switch (field) {
    case "clientId":
      return clientIds(tenants);
    case "defaultScope":
      return scopes(tenants, text);
    case "authorizationEndpoint":
      return tenants.map(({ domain }) => ({ value: `https://${domain}/authorize`, detail: domain }));
    case "tokenEndpoint":
      return tenants.map(({ domain }) => ({ value: `https://${domain}/oauth/token`, detail: domain }));
    case "clientRegistrationEndpoint":
      return tenants.map(({ domain }) => ({ value: `https://${domain}/`, detail: domain }));
    case "metadataEndpoint":
      return tenants.map(({ domain }) => ({
        value: `https://${domain}/.well-known/openid-configuration`,
        detail: domain,
      }));
    case "tokenBodyParameters":
      return member === "value" ? audiences(tenants) : [];
    default:
      return [];
  }
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
