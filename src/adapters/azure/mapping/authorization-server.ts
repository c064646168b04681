import type { AuthorizationServerContract } from "@azure/arm-apimanagement";
import type {
  AuthorizationServer,
  AuthorizationServerDraft,
  GrantType,
  InstanceRef,
} from "../../../domain/apim.ts";

const grantTypes: readonly GrantType[] = [
  "authorizationCode",
  "authorizationCodeWithPkce",
  "implicit",
  "resourceOwnerPassword",
  "clientCredentials",
];

/** An authorization server as Azure shows it; what it does not say about itself is its default. */
export function toAuthorizationServer(
  instance: InstanceRef,
  server: AuthorizationServerContract,
): AuthorizationServer {
  return {
    instance,
    id: server.id ?? "",
    authorizationServerId: server.name ?? "",
    displayName: server.displayName ?? server.name ?? "",
    description: server.description || undefined,
    clientRegistrationEndpoint: server.clientRegistrationEndpoint ?? "",
    authorizationEndpoint: server.authorizationEndpoint ?? "",
    tokenEndpoint: server.tokenEndpoint || undefined,
    clientId: server.clientId ?? "",
    grantTypes: (server.grantTypes ?? []).flatMap(toGrantType),
    clientAuthenticationMethods: (server.clientAuthenticationMethod ?? []).flatMap((method) =>
      method === "Basic" || method === "Body" ? [method] : [],
    ),
    defaultScope: server.defaultScope || undefined,
    tokenBodyParameters: (server.tokenBodyParameters ?? []).map(({ name, value }) => ({ name, value })),
    useInTestConsole: server.useInTestConsole ?? true,
    useInApiDocumentation: server.useInApiDocumentation ?? false,
  };
}

/** A new authorization server as Azure takes it. */
export function fromAuthorizationServerDraft(
  draft: AuthorizationServerDraft,
  clientSecret: string,
): AuthorizationServerContract {
  return {
    displayName: draft.displayName,
    clientRegistrationEndpoint: draft.clientRegistrationEndpoint,
    authorizationEndpoint: draft.authorizationEndpoint,
    authorizationMethods: ["GET"],
    bearerTokenSendingMethods: ["authorizationHeader"],
    clientId: draft.clientId,
    clientSecret,
    grantTypes: [...draft.grantTypes],
    clientAuthenticationMethod: [...draft.clientAuthenticationMethods],
    tokenBodyParameters: draft.tokenBodyParameters.map(({ name, value }) => ({ name, value })),
    useInTestConsole: draft.useInTestConsole,
    useInApiDocumentation: draft.useInApiDocumentation,
    ...(draft.description ? { description: draft.description } : {}),
    ...(draft.tokenEndpoint ? { tokenEndpoint: draft.tokenEndpoint } : {}),
    ...(draft.defaultScope ? { defaultScope: draft.defaultScope } : {}),
  };
}

/** The service answers in camel case, whatever casing it was given. */
function toGrantType(grantType: string): GrantType[] {
  return grantTypes.filter((known) => known.toLowerCase() === grantType.toLowerCase());
}
