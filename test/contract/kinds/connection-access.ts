import { type Shelved, storeIn } from "../../../src/resources/clouds.ts";
import {
  type ConnectionAccess,
  type ConnectionAccessDraft,
  connectionAccess,
} from "../../../src/resources/kinds/connection-access.ts";
import { credentialConnection } from "../../../src/resources/kinds/credential-connection.ts";
import { credentialProvider } from "../../../src/resources/kinds/credential-provider.ts";
import type { KindExample } from "./kind-example.ts";

const { signal } = new AbortController();

/** The connections that somebody is to use. */
async function connect(cloud: Shelved, owner: string): Promise<void> {
  const provider = { displayName: "CRM", identityProvider: "oauth2" };
  await storeIn(cloud, credentialProvider).create(
    { kind: credentialProvider.id, owner, id: "crm" },
    provider,
    signal,
  );
  const connection = { authorizationType: "OAuth2", oAuth2GrantType: "AuthorizationCode" };
  for (const id of ["crm/shop", "crm/lab"])
    await storeIn(cloud, credentialConnection).create(
      { kind: credentialConnection.id, owner, id },
      connection,
      signal,
    );
}

const draft = (digit: string): ConnectionAccessDraft => ({
  tenantId: "11111111-2222-3333-4444-555555555555",
  objectId: `${digit.repeat(8)}-0000-0000-0000-000000000000`,
});

export const connectionAccessExample: KindExample<ConnectionAccess, ConnectionAccessDraft> = {
  kind: connectionAccess,
  ids: ["crm/shop/gateway", "crm/shop/tests", "crm/lab/gateway"],
  async drafts(cloud, owner) {
    await connect(cloud, owner);
    return [draft("a"), draft("b"), draft("c")];
  },
  changes: {},
  path: /\/authorizations\/[^/]+\/accessPolicies/,
};
