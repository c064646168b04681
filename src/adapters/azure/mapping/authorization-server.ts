import type {
  AuthorizationServerContract,
  AuthorizationServerUpdateContract,
} from "@azure/arm-apimanagement";
import type {
  AuthorizationServer,
  AuthorizationServerDraft,
  GrantType,
  InstanceRef,
} from "../../../domain/apim.ts";

type Draft = AuthorizationServerDraft & { readonly clientSecret?: string };

const knownGrantTypes: readonly GrantType[] = [
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
export function fromAuthorizationServerDraft(draft: Draft): AuthorizationServerContract {
  return {
    ...fromAuthorizationServerChanges(JSON.parse(JSON.stringify(draft))),
    displayName: draft.displayName,
    clientRegistrationEndpoint: draft.clientRegistrationEndpoint,
    authorizationEndpoint: draft.authorizationEndpoint,
    clientId: draft.clientId,
    grantTypes: [...draft.grantTypes],
    authorizationMethods: ["GET"],
    bearerTokenSendingMethods: ["authorizationHeader"],
  };
}

/** What is changed of an authorization server, as Azure takes it: a text that goes away becomes empty. */
export function fromAuthorizationServerChanges(changes: Partial<Draft>): AuthorizationServerUpdateContract {
  const { grantTypes, clientAuthenticationMethods, tokenBodyParameters, clientSecret, ...rest } = changes;
  const texts = Object.fromEntries(Object.entries(rest).map(([name, value]) => [name, value ?? ""]));
  return {
    ...texts,
    ...(grantTypes && { grantTypes: [...grantTypes] }),
    ...(clientAuthenticationMethods && { clientAuthenticationMethod: [...clientAuthenticationMethods] }),
    ...(tokenBodyParameters && {
      tokenBodyParameters: tokenBodyParameters.map(({ name, value }) => ({ name, value })),
    }),
    ...(clientSecret !== undefined && { clientSecret }),
  };
}

/** The service answers in camel case, whatever casing it was given. */
function toGrantType(grantType: string): GrantType[] {
  return knownGrantTypes.filter((known) => known.toLowerCase() === grantType.toLowerCase());
}
