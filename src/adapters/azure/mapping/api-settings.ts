import type { ApiContract, ApiCreateOrUpdateParameter, ApiUpdateContract } from "@azure/arm-apimanagement";
import type { ApiSettings, ApiSettingsDraft } from "../../../resources/kinds/apim-api.ts";

/** The service answers with `null` where the SDK's types know only `undefined`. */
type Answer = { readonly [K in keyof ApiContract]?: ApiContract[K] | null };

/** What an API says of itself, whichever of the two forms of its user authorization the service has. */
export function toApiSettings(api: Answer): ApiSettings {
  const { oAuth2, openid, oAuth2AuthenticationSettings, openidAuthenticationSettings } =
    api.authenticationSettings ?? {};
  const servers = listOr(oAuth2AuthenticationSettings, oAuth2);
  const providers = listOr(openidAuthenticationSettings, openid);
  return {
    displayName: api.displayName ?? api.name ?? "",
    description: api.description || undefined,
    serviceUrl: api.serviceUrl || undefined,
    path: (api.path ?? "").replace(/^\/+|\/+$/g, ""),
    protocols: api.protocols ?? [],
    subscriptionRequired: api.subscriptionRequired ?? true,
    subscriptionKeyParameterNames: withMembers(api.subscriptionKeyParameterNames),
    authorizationServers: servers.flatMap(({ authorizationServerId, scope }) =>
      authorizationServerId ? [{ authorizationServerId, ...(scope && { scope }) }] : [],
    ),
    openIdProviders: providers.flatMap(({ openidProviderId, bearerTokenSendingMethods }) =>
      openidProviderId
        ? [{ openidProviderId, ...(bearerTokenSendingMethods && { bearerTokenSendingMethods }) }]
        : [],
    ),
    termsOfServiceUrl: api.termsOfServiceUrl || undefined,
    contact: withMembers(api.contact),
    license: withMembers(api.license),
    apiVersionDescription: api.apiVersionDescription || undefined,
    apiRevisionDescription: api.apiRevisionDescription || undefined,
    type: api.apiType ?? "http",
    apiRevision: api.apiRevision ?? "1",
    apiVersion: api.apiVersion || undefined,
    apiVersionSetId: api.apiVersionSetId || undefined,
  };
}

/** A new API as Azure takes it, or the settings of one that is made from a document. */
export function fromApiDraft(draft: ApiSettingsDraft): ApiCreateOrUpdateParameter {
  const { apiRevision: _, apiVersion, apiVersionSetId, type, displayName, path, serviceUrl, ...rest } = draft;
  return {
    ...fromApiChanges(given(rest), draft),
    displayName,
    path,
    ...(serviceUrl && { serviceUrl }),
    ...(type && { apiType: type }),
    ...(apiVersion && { apiVersion }),
    ...(apiVersionSetId && { apiVersionSetId }),
  };
}

/**
 * What is changed of an API, as Azure takes it. User authorization goes as both lists: one that is not named would be cleared,
 * and the single forms exclude the lists.
 */
export function fromApiChanges(
  changes: Partial<ApiSettings>,
  before: Partial<ApiSettings>,
): ApiUpdateContract {
  const { authorizationServers, openIdProviders, protocols, ...rest } = changes;
  const values = Object.entries(rest).map(([name, value]) => [name, value ?? off(name)]);
  const isAuthorization = "authorizationServers" in changes || "openIdProviders" in changes;
  return {
    ...Object.fromEntries(values),
    ...("protocols" in changes && { protocols: protocols ?? [] }),
    ...(isAuthorization && {
      authenticationSettings: {
        oAuth2AuthenticationSettings: copies(
          authorizationServers ?? kept("authorizationServers", changes, before),
        ),
        openidAuthenticationSettings: copies(openIdProviders ?? kept("openIdProviders", changes, before)),
      },
    }),
  };
}

/** What stands for a field that goes away. */
function off(name: string): string | object | null {
  switch (name) {
    case "contact":
    case "license":
      return {};
    case "subscriptionKeyParameterNames":
    case "serviceUrl":
      return null;
    default:
      return "";
  }
}

function kept<N extends "authorizationServers" | "openIdProviders">(
  name: N,
  changes: Partial<ApiSettings>,
  before: Partial<ApiSettings>,
): ApiSettings[N] | readonly never[] {
  return name in changes ? [] : (before[name] ?? []);
}

function copies<E extends object>(list: readonly E[]): E[] {
  return list.map((element) => ({ ...element }));
}

function listOr<E extends object>(list: E[] | null | undefined, single: E | null | undefined): readonly E[] {
  if (list && list.length > 0) return list;
  return single ? [single] : [];
}

/** Without members that say nothing; `undefined` for one without any. */
function withMembers<O extends object>(value: O | null | undefined): O | undefined {
  const members = Object.entries(value ?? {}).filter(([, member]) => member);
  return members.length > 0 ? (Object.fromEntries(members) as O) : undefined;
}

function given<O extends object>(value: O): Partial<O> {
  return Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined)) as Partial<O>;
}
