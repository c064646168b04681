import type { AuthorizationServerDraft } from "../domain/apim.ts";
import { type Application, type Auth0Api, apiTitle, type Discovery } from "../domain/auth0.ts";
import { cut } from "../domain/auth0-limits.ts";
import type { AzureEnvironment } from "../domain/azure-clouds.ts";
import type { OpenIdProviderDraft } from "../resources/kinds/openid-provider.ts";
import { clientAuthenticationMethod } from "./secure-api/client-authentication.ts";
import { authorizationEndpoint } from "./secure-api/portal.ts";

/** Characters that the service takes for the name of a server or a provider. */
const maxDisplayName = 50;

/** What is known of a server before anybody is asked. */
type Preset = Partial<AuthorizationServerDraft>;

/** A server that stands for an API of a tenant; without one its tokens are for the tenant's own `/userinfo` only. */
export function auth0Preset(discovery: Discovery, api: Auth0Api | undefined): Preset {
  const scopes = (api?.scopes ?? []).map(({ value }) => value).join(" ");
  return {
    displayName: cut(
      api ? `Auth0 (${apiTitle(api)})` : `Auth0 (${new URL(discovery.issuer).host})`,
      maxDisplayName,
    ),
    clientRegistrationEndpoint: discovery.issuer,
    authorizationEndpoint: api
      ? authorizationEndpoint(discovery, api.identifier)
      : discovery.authorizationEndpoint,
    tokenEndpoint: discovery.tokenEndpoint,
    defaultScope: scopes === "" ? undefined : scopes,
  };
}

/** An OpenID Connect provider that stands for a tenant: the portal reads its endpoints from its metadata. */
export function providerPreset({ issuer }: Discovery): Partial<OpenIdProviderDraft> {
  return {
    displayName: cut(`Auth0 (${new URL(issuer).host})`, maxDisplayName),
    metadataEndpoint: new URL(".well-known/openid-configuration", issuer).href,
  };
}

/** Grants for which only the token endpoint is asked. */
const directGrants: readonly string[] = ["clientCredentials", "resourceOwnerPassword"];

/**
 * What a server's requests for a token carry besides: where nobody is led to the authorization endpoint, the audience that stands
 * there has to be said again, since Auth0 gives a token for no API without one (or the tenant's default audience).
 */
export function tokenBodyPreset(
  grantTypes: readonly string[],
  authorizationEndpoint: string,
): Pick<AuthorizationServerDraft, "tokenBodyParameters"> {
  const audience = URL.canParse(authorizationEndpoint)
    ? new URL(authorizationEndpoint).searchParams.get("audience")
    : null;
  const isDirect = grantTypes.some((grant) => directGrants.includes(grant));
  return { tokenBodyParameters: isDirect && audience ? [{ name: "audience", value: audience }] : [] };
}

/** A server that signs in with an application of a tenant. */
export function applicationPreset({ clientId, tokenEndpointAuthMethod }: Application): Preset {
  const method = clientAuthenticationMethod(tokenEndpointAuthMethod);
  return { clientId, clientAuthenticationMethods: method ? [method] : [] };
}

/** A server that stands for a directory of Microsoft Entra ID in a cloud of Azure, by its second endpoints. */
export function entraPreset(
  directory: string,
  { authority, portal }: Pick<AzureEnvironment, "authority" | "portal">,
) {
  const base = `${authority}/${directory}`;
  return {
    displayName: "Microsoft Entra ID",
    clientRegistrationEndpoint: portal ?? base,
    authorizationEndpoint: `${base}/oauth2/v2.0/authorize`,
    tokenEndpoint: `${base}/oauth2/v2.0/token`,
  } satisfies Preset;
}

/** An OpenID Connect provider that stands for a directory, by the metadata of its second endpoints. */
export function entraProviderPreset(
  directory: string,
  { authority }: Pick<AzureEnvironment, "authority">,
): Partial<OpenIdProviderDraft> {
  return {
    displayName: "Microsoft Entra ID",
    metadataEndpoint: `${authority}/${directory}/v2.0/.well-known/openid-configuration`,
  };
}

/** What is wrong with a text as the id, or a domain, of a directory. */
export function directoryProblem(text: string): string | undefined {
  const isId = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i.test(text);
  const isDomain = /^(?:[a-z\d](?:[a-z\d-]*[a-z\d])?\.)+[a-z]{2,}$/i.test(text);
  return isId || isDomain
    ? undefined
    : "A directory is named by its id, such as 00000000-0000-0000-0000-000000000000, or by one of its domains.";
}
