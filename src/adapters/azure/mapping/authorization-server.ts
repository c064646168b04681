import type {
  AuthorizationServerContract,
  AuthorizationServerUpdateContract,
} from "@azure/arm-apimanagement";
import type { AuthorizationServer, AuthorizationServerDraft, InstanceRef } from "../../../domain/apim.ts";
import type { Field, Json } from "../../../resources/kind.ts";
import { authorizationServer } from "../../../resources/kinds/authorization-server.ts";

/** What the service makes of what is not said when one is created; anything else becomes an empty text. */
const off: Readonly<Record<string, Json>> = {
  supportState: false,
  useInTestConsole: true,
  useInApiDocumentation: false,
};

/** An authorization server as Azure shows it, without its secrets, which an answer may hold; an empty text says nothing. */
export function toAuthorizationServer(
  instance: InstanceRef,
  server: AuthorizationServerContract,
): AuthorizationServer {
  const { authorizationMethods, bearerTokenSendingMethods, supportState } = server;
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
    grantTypes: server.grantTypes ?? [],
    clientAuthenticationMethods: server.clientAuthenticationMethod ?? [],
    defaultScope: server.defaultScope || undefined,
    tokenBodyParameters: (server.tokenBodyParameters ?? []).map(({ name, value }) => ({ name, value })),
    ...(authorizationMethods && { authorizationMethods }),
    ...(bearerTokenSendingMethods && { bearerTokenSendingMethods }),
    supportState: supportState ?? undefined,
    resourceOwnerUsername: server.resourceOwnerUsername || undefined,
    useInTestConsole: server.useInTestConsole ?? undefined,
    useInApiDocumentation: server.useInApiDocumentation ?? undefined,
  };
}

/** A new authorization server as Azure takes it. */
export function fromAuthorizationServerDraft(draft: AuthorizationServerDraft): AuthorizationServerContract {
  return {
    ...fromAuthorizationServerChanges(JSON.parse(JSON.stringify(draft))),
    displayName: draft.displayName,
    clientRegistrationEndpoint: draft.clientRegistrationEndpoint,
    authorizationEndpoint: draft.authorizationEndpoint,
    clientId: draft.clientId,
    grantTypes: [...draft.grantTypes],
  };
}

/** What is changed of an authorization server, as Azure takes it: a text that goes away becomes empty. */
export function fromAuthorizationServerChanges(
  changes: Partial<AuthorizationServerDraft>,
): AuthorizationServerUpdateContract {
  const given = new Map<string, unknown>(Object.entries(changes));
  const fields = Object.entries<Field>(authorizationServer.fields).filter(([path]) => given.has(path));
  return Object.fromEntries(
    fields.map(([path, { name, set }]) => [name ?? path, given.get(path) ?? off[path] ?? (set ? [] : "")]),
  );
}
