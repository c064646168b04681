import { type Shelved, storeIn } from "../../../src/resources/clouds.ts";
import {
  type ConnectionDraft,
  type CredentialConnection,
  credentialConnection,
} from "../../../src/resources/kinds/credential-connection.ts";
import { credentialProvider } from "../../../src/resources/kinds/credential-provider.ts";
import type { KindExample } from "./kind-example.ts";

const { signal } = new AbortController();

/** The providers that the connections stand below. */
async function provide(cloud: Shelved, owner: string): Promise<void> {
  for (const id of ["auth0", "crm"]) {
    const draft = { displayName: id, identityProvider: "oauth2" };
    await storeIn(cloud, credentialProvider).create(
      { kind: credentialProvider.id, owner, id },
      draft,
      signal,
    );
  }
}

export const credentialConnectionExample: KindExample<CredentialConnection, ConnectionDraft> = {
  kind: credentialConnection,
  ids: ["auth0/shop", "auth0/lab", "crm/shop"],
  async drafts(cloud, owner) {
    await provide(cloud, owner);
    const authorizationType = "OAuth2";
    const parameters = { clientId: "client" };
    return [
      { authorizationType, oAuth2GrantType: "AuthorizationCode", parameters: { site: "shop" } },
      { authorizationType, oAuth2GrantType: "ClientCredentials", parameters, clientSecret: "other" },
      { authorizationType, oAuth2GrantType: "AuthorizationCode" },
    ];
  },
  changes: { parameters: { site: "lab" }, clientSecret: "secret" },
  path: /\/authorizationProviders\/[^/]+\/authorizations/,
};
