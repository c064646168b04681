import { known } from "../../core/known.ts";
import type { AuthorizationServer, AuthorizationServerDraft } from "../../domain/apim.ts";
import type { Kind } from "../kind.ts";
import { userAuthorization } from "./user-authorization.ts";

/** What APIs let their users sign in with; the service never tells its secret. */
export const authorizationServer: Kind<
  AuthorizationServer,
  AuthorizationServerDraft & { readonly clientSecret?: string }
> = {
  id: "azure-authorization-server",
  cloud: "azure",
  noun: "authorization server",
  plural: "Authorization Servers",
  icon: "shield",
  document: "authorization-server",
  tree: { under: "instance" },
  fields: {
    displayName: { label: "Name" },
    description: { label: "Description" },
    clientRegistrationEndpoint: { label: "Registration endpoint" },
    authorizationEndpoint: { label: "Authorization endpoint" },
    tokenEndpoint: { label: "Token endpoint" },
    clientId: { label: "Client id" },
    clientSecret: { label: "Client secret", secret: true },
    grantTypes: { label: "Grant types", set: {} },
    clientAuthenticationMethods: { label: "Client authentication", set: {} },
    defaultScope: { label: "Default scope" },
    tokenBodyParameters: { label: "Parameters of the token request", set: { key: "name" } },
    useInTestConsole: { label: "Used in the test console" },
    useInApiDocumentation: { label: "Used in the documentation" },
  },
  identity: { by: "id" },
  titleOf: ({ displayName }, { id }) => displayName ?? id ?? "",
  async inUse({ ref: { owner, id } }, reader, signal) {
    for await (const { ref, value } of reader.list(userAuthorization, owner, {}, signal)) {
      if (value.oauth2.some((one) => one.authorizationServerId.toLowerCase() === id.toLowerCase()))
        return known(
          `The API “${ref.id}” uses the authorization server “${id}”, so it stays. Take it out of the API's user authorization, then undo again.`,
        );
    }
    return known(undefined);
  },
  rights: {
    read: "Microsoft.ApiManagement/service/authorizationServers/read",
    create: "Microsoft.ApiManagement/service/authorizationServers/write",
    update: "Microsoft.ApiManagement/service/authorizationServers/write",
    delete: "Microsoft.ApiManagement/service/authorizationServers/delete",
  },
};
