import type { AuthorizationProviderContract } from "@azure/arm-apimanagement";
import { Failure } from "../../../core/failure.ts";
import type { Store } from "../../../resources/kind.ts";
import {
  type CredentialOAuth2,
  type CredentialProvider,
  type CredentialProviderDraft,
  credentialProvider,
  needsSecret,
} from "../../../resources/kinds/credential-provider.ts";
import { AzureStore, type InstanceCalls } from "./azure-store.ts";

type Texts = { [name: string]: string };

/** Credential providers through Azure's own SDK, which takes one as a whole only. */
export function credentialProviderStore(
  on: InstanceCalls,
): Store<CredentialProvider, CredentialProviderDraft> {
  return new AzureStore(on, credentialProvider, {
    list: (client, place, options) => client.authorizationProvider.listByService(...place, options),
    read: (client, ids, options) => client.authorizationProvider.get(...ids, options),
    create: (client, ids, draft, options) =>
      client.authorizationProvider.createOrUpdate(...ids, fromDraft(draft), options),
    update: async (client, ids, version, changes, options, before) => {
      const draft = { ...before, ...changes };
      if (needsSecret(draft.oauth2) && draft.clientSecret === undefined) throw withoutSecret(ids[2]);
      const contract = fromDraft(draft);
      return client.authorizationProvider.createOrUpdate(...ids, contract, { ...options, ifMatch: version });
    },
    delete: (client, ids, version, options) => client.authorizationProvider.delete(...ids, version, options),
    to: (_, { name = "", displayName, identityProvider = "", oauth2 }) => ({
      displayName: displayName ?? name,
      identityProvider,
      oauth2: toOAuth2(oauth2),
    }),
  });
}

/** What the service does to a secret that is left out is not known, so it is never left out. */
function withoutSecret(id: string): Failure {
  return new Failure(
    "rejected",
    `The credential provider ${id} was not changed: the service takes it as a whole, and its client secret is not known here.`,
    { remedy: 'Change it as a document, with "clientSecret": { "secret": "ask" } in it.' },
  );
}

function toOAuth2(oauth2: AuthorizationProviderContract["oauth2"]): CredentialOAuth2 | undefined {
  if (!oauth2) return undefined;
  const { redirectUrl, grantTypes } = oauth2;
  const authorizationCode = textsOf(grantTypes?.authorizationCode);
  const clientCredentials = textsOf(grantTypes?.clientCredentials);
  return {
    ...(redirectUrl && { redirectUrl }),
    grantTypes: {
      ...(authorizationCode && { authorizationCode }),
      ...(clientCredentials && { clientCredentials }),
    },
  };
}

/** The service writes `null` for what is not given; a secret that it should tell is not taken over. */
function textsOf(texts: Readonly<Record<string, string | null>> | undefined): Texts | undefined {
  if (!texts) return undefined;
  const given = Object.entries(texts).flatMap(([name, text]) =>
    text === null || name === "clientSecret" ? [] : [[name, text] as const],
  );
  return Object.fromEntries(given);
}

/** The secret goes to the grant types that have a client id; where none has, to those that there are. */
function fromDraft(draft: CredentialProviderDraft): AuthorizationProviderContract {
  const { displayName, identityProvider, oauth2, clientSecret } = draft;
  const grants = Object.entries(oauth2?.grantTypes ?? {});
  const withSecret = grants.map(([name, texts = {}]) => {
    const takes = clientSecret !== undefined && (!needsSecret(oauth2) || texts["clientId"] !== undefined);
    return [name, { ...texts, ...(takes && { clientSecret }) }] as const;
  });
  return {
    displayName,
    identityProvider,
    ...(oauth2 && {
      oauth2: {
        ...(oauth2.redirectUrl !== undefined && { redirectUrl: oauth2.redirectUrl }),
        grantTypes: Object.fromEntries(withSecret),
      },
    }),
  };
}
