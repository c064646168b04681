import { known, type Maybe } from "../../core/known.ts";
import type { FieldChange, Json, Kind, Reader, Stored } from "../kind.ts";
import { lineProblem } from "../typed-text.ts";
import { credentialConnection } from "./credential-connection.ts";
import { listed } from "./policies-that.ts";

/** Texts by their names, such as `clientId`, `scopes`, `tokenUrl`, `authorizationUrl`, `refreshUrl`. */
type Texts = Readonly<Record<string, string>>;

/** How a provider gives tokens, without client secrets, which no read tells. */
export interface CredentialOAuth2 {
  /** Where the provider sends people back to; the service says it. */
  readonly redirectUrl?: string;
  readonly grantTypes?: { readonly authorizationCode?: Texts; readonly clientCredentials?: Texts };
}

/** A credential provider: who gives the credential manager tokens for backends. */
export interface CredentialProvider {
  readonly displayName: string;
  /** `oauth2` for any that speaks OAuth 2.0, `aad`, `github`, `google`… */
  readonly identityProvider: string;
  readonly oauth2: CredentialOAuth2 | undefined;
}

/** What is decided of one. */
export interface CredentialProviderDraft extends Omit<CredentialProvider, "oauth2"> {
  readonly oauth2?: CredentialOAuth2 | undefined;
  /** Goes with the grant types that have a client id. */
  readonly clientSecret?: string;
}

const rights = "Microsoft.ApiManagement/service/authorizationProviders";

/** Whether the service keeps a client secret for the provider itself: it has one where it has a client id. */
export function needsSecret({ grantTypes = {} }: CredentialOAuth2 = {}): boolean {
  return Object.values(grantTypes).some((texts) => texts?.["clientId"] !== undefined);
}

/** What needs the secret again is told before: the service takes a provider as a whole, and tells no secret. */
const secretAgain =
  "The service takes a credential provider as a whole and tells no client secret, so every change, and undoing it, needs the secret again.";

/** Who gives the credential manager tokens for backends. Its connections stand below it. */
export const credentialProvider: Kind<CredentialProvider, CredentialProviderDraft> = {
  id: "azure-credential-provider",
  cloud: "azure",
  noun: "credential provider",
  plural: "Credential Providers",
  icon: "plug",
  document: "credential-provider",
  tree: { under: "instance" },
  fields: {
    displayName: {
      label: "Display name",
      ask: {
        prompt: "Name of the credential provider",
        check: (text) => lineProblem(text, "A name", 300),
      },
    },
    identityProvider: { label: "Identity provider", fixed: true },
    oauth2: {
      label: "OAuth 2.0",
      isSecretMember: (name) => /secret|password/i.test(name),
      secretRemedy: 'Write "clientSecret": { "secret": "ask" } beside "oauth2" in its place.',
    },
    clientSecret: { label: "Client secret", secret: true },
  },
  defaults: { identityProvider: "oauth2" },
  identity: { by: "id" },
  titleOf: ({ displayName }, { id }) => displayName ?? id ?? "",
  // the service adds where it sends people back to
  isFulfilled: (field, sent, found) => field === "oauth2" && isWithin(sent, found),
  inUse: ({ ref }, reader, signal) => connectionsOf(ref.owner, ref.id, reader, signal),
  breaks: async (stored, fields) => known(needsAgain(stored, fields) ? [secretAgain] : []),
  rights: {
    read: `${rights}/read`,
    create: `${rights}/write`,
    update: `${rights}/write`,
    delete: `${rights}/delete`,
  },
};

function needsAgain({ value }: Stored<CredentialProvider>, fields: readonly FieldChange[]): boolean {
  return needsSecret(value.oauth2) && fields.length > 0;
}

/** Whether `found` has everything that `sent` has. */
function isWithin(sent: Json | undefined, found: Json | undefined): boolean {
  if (typeof sent !== "object" || sent === null || Array.isArray(sent)) return sent === found;
  if (typeof found !== "object" || found === null || Array.isArray(found)) return false;
  const there = new Map<string, Json | undefined>(Object.entries(found));
  return Object.entries(sent).every(([name, value]) => isWithin(value, there.get(name)));
}

/** What is connected through it would go with it. */
async function connectionsOf(
  owner: string,
  providerId: string,
  reader: Reader,
  signal: AbortSignal,
): Promise<Maybe<string | undefined>> {
  const names: string[] = [];
  for await (const { value } of reader.list(credentialConnection, owner, { providerId }, signal))
    names.push(value.connectionId);
  return known(
    names.length === 0
      ? undefined
      : `It has connections (${listed(names)}), so it stays. Delete them first: policies that name them get no tokens then.`,
  );
}
