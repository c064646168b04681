import {
  type CredentialProvider,
  type CredentialProviderDraft,
  credentialProvider,
} from "../../../src/resources/kinds/credential-provider.ts";
import type { KindExample } from "./kind-example.ts";

const tokenUrl = "https://contoso.eu.auth0.com/oauth/token";

export const credentialProviderExample: KindExample<CredentialProvider, CredentialProviderDraft> = {
  kind: credentialProvider,
  ids: ["auth0", "crm", "directory"],
  drafts: async () => [
    {
      displayName: "Auth0",
      identityProvider: "oauth2",
      oauth2: { grantTypes: { clientCredentials: { tokenUrl, scopes: "read:orders" } } },
    },
    {
      displayName: "CRM",
      identityProvider: "oauth2",
      oauth2: {
        redirectUrl: "https://contoso.example/redirect",
        grantTypes: {
          authorizationCode: {
            clientId: "crm-client",
            authorizationUrl: "https://crm.example/authorize",
            tokenUrl: "https://crm.example/token",
            refreshUrl: "https://crm.example/token",
          },
        },
      },
      clientSecret: "crm-secret",
    },
    { displayName: "Directory", identityProvider: "aad" },
  ],
  changes: {
    displayName: "Auth0 of Contoso",
    oauth2: { grantTypes: { clientCredentials: { tokenUrl, scopes: "read:orders write:orders" } } },
    clientSecret: "another-secret",
  },
  path: /\/authorizationProviders/,
};
