import type { AuthorizationServer, AuthorizationServerDraft } from "../../../src/domain/apim.ts";
import { authorizationServer } from "../../../src/resources/kinds/authorization-server.ts";
import type { KindExample } from "./kind-example.ts";

const first: AuthorizationServerDraft = {
  displayName: "Orders",
  description: "Sign-in for orders",
  clientRegistrationEndpoint: "https://contoso.eu.auth0.com/",
  authorizationEndpoint: "https://contoso.eu.auth0.com/authorize?audience=orders",
  tokenEndpoint: "https://contoso.eu.auth0.com/oauth/token",
  clientId: "abc",
  clientSecret: "the-secret",
  grantTypes: ["authorizationCode"],
  clientAuthenticationMethods: ["Body"],
  defaultScope: "read:orders",
  tokenBodyParameters: [{ name: "audience", value: "orders" }],
  useInTestConsole: true,
  useInApiDocumentation: false,
};

export const authorizationServerExample: KindExample<AuthorizationServer, AuthorizationServerDraft> = {
  kind: authorizationServer,
  ids: ["orders", "invoices", "weather"],
  drafts: async () => [
    first,
    {
      ...first,
      displayName: "Invoices",
      description: undefined,
      tokenEndpoint: undefined,
      defaultScope: undefined,
    },
    {
      ...first,
      displayName: "Weather",
      grantTypes: ["authorizationCode", "clientCredentials"],
      tokenBodyParameters: [],
      authorizationMethods: ["GET", "POST"],
      bearerTokenSendingMethods: ["query"],
      supportState: true,
      resourceOwnerUsername: "ada",
      resourceOwnerPassword: "her-password",
    },
  ],
  changes: {
    displayName: "Orders of today",
    description: "Another",
    clientRegistrationEndpoint: "https://fabrikam.eu.auth0.com/",
    authorizationEndpoint: "https://fabrikam.eu.auth0.com/authorize",
    tokenEndpoint: "https://fabrikam.eu.auth0.com/oauth/token",
    clientId: "def",
    clientSecret: "another-secret",
    grantTypes: ["clientCredentials"],
    clientAuthenticationMethods: ["Basic"],
    defaultScope: "write:orders",
    tokenBodyParameters: [{ name: "resource", value: "orders" }],
    useInTestConsole: false,
    useInApiDocumentation: true,
    authorizationMethods: ["POST"],
    bearerTokenSendingMethods: ["query"],
    supportState: true,
    resourceOwnerUsername: "grace",
    resourceOwnerPassword: "another-password",
  },
  path: /\/authorizationServers/,
};
