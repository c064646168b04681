import { known, type Maybe, unknown } from "../../core/known.ts";
import type { Kind, Reader, Stored } from "../kind.ts";
import { connectionAccess } from "./connection-access.ts";
import { listed, policiesByConnection } from "./policies-that.ts";
import { collected } from "./stays-for.ts";

/** A connection of a credential provider: what policies get tokens by. */
export interface CredentialConnection extends Omit<ConnectionDraft, "clientSecret"> {
  readonly providerId: string;
  readonly connectionId: string;
  /** `Connected`, or `Error` until somebody has signed in; `undefined` where the service does not say. */
  readonly status: string | undefined;
  /** Why it is not connected. */
  readonly error: string | undefined;
}

/** What is decided of a new one. */
export interface ConnectionDraft {
  readonly authorizationType: string;
  /** `ClientCredentials` or `AuthorizationCode`. */
  readonly oAuth2GrantType: string;
  /** Such as `clientId`; without secrets. */
  readonly parameters?: Readonly<Record<string, string>> | undefined;
  readonly clientSecret?: string;
}

const rights = "Microsoft.ApiManagement/service/authorizationProviders/authorizations";

/** Whether it has a client secret, which goes with the client id, and is needed for every change: no read tells it. */
export function hasSecret({ parameters }: Pick<ConnectionDraft, "parameters">): boolean {
  return parameters?.["clientId"] !== undefined;
}

/** A connection of the credential manager. Its id is `provider/connection`. The service takes it as a whole and tells no secret. */
export const credentialConnection: Kind<CredentialConnection, ConnectionDraft> = {
  id: "azure-credential-connection",
  cloud: "azure",
  noun: "credential connection",
  plural: "Connections of the Credential Manager",
  icon: "plug",
  document: "credential-connection",
  tree: { under: "azure-credential-provider", field: "providerId" },
  fields: {
    authorizationType: { label: "Type", fixed: true },
    oAuth2GrantType: {
      label: "Grant type",
      name: "oauth2grantType",
      fixed: true,
      ask: {
        prompt: "How tokens are got; as the provider is set up",
        choices: [
          {
            value: "ClientCredentials",
            label: "Client credentials",
            detail: "The gateway itself is the client: connected at once",
          },
          {
            value: "AuthorizationCode",
            label: "Authorization code",
            detail: "Somebody signs in once, with “Sign In for Connection…”",
          },
        ],
      },
    },
    parameters: {
      label: "Parameters",
      isSecretMember: (name) => /secret|password/i.test(name),
      secretRemedy: 'Write "clientSecret": { "secret": "ask" } beside "parameters" in its place.',
    },
    clientSecret: { label: "Client secret", secret: true },
  },
  defaults: { authorizationType: "OAuth2" },
  identity: { by: "id" },
  titleOf: (_, { id }) => id?.split("/").at(-1) ?? "",
  inUse: ({ ref: { owner }, value }, reader, signal) => policiesNaming(value, owner, reader, signal),
  goesAlong: (stored, reader, signal) => accessTo(stored, reader, signal),
  breaks: async ({ value }, fields) => known(fields.length === 0 ? [] : [ofAChange(value)]),
  rights: {
    read: `${rights}/read`,
    create: `${rights}/write`,
    update: `${rights}/write`,
    delete: `${rights}/delete`,
  },
};

function ofAChange(value: CredentialConnection): string {
  return value.oAuth2GrantType === "ClientCredentials"
    ? "The service takes a connection as a whole and tells no client secret, so every change, and undoing it, needs the secret again."
    : "The service takes a connection as a whole. Whether somebody must sign in for it again afterwards is not known: until they have, policies may get no token.";
}

/** Policies that get their tokens by it would answer every call with 500. */
async function policiesNaming(
  { providerId, connectionId }: CredentialConnection,
  owner: string,
  reader: Reader,
  signal: AbortSignal,
): Promise<Maybe<string | undefined>> {
  const places = await policiesByConnection(`${providerId}/${connectionId}`, owner, reader, signal);
  if (!places.known) return unknown;
  return known(
    places.value.length === 0
      ? undefined
      : `Policies get tokens by it, so it stays: ${listed(places.value)}. Take it out of them, then try again.`,
  );
}

/** Who may use it has to be said again for another one. */
async function accessTo(
  { ref: { owner, id } }: Stored<CredentialConnection>,
  reader: Reader,
  signal: AbortSignal,
): Promise<Maybe<readonly string[]>> {
  const those = reader.list(connectionAccess, owner, { connection: id }, signal);
  const names = await collected(those, ({ value }) => value.objectId);
  return known(
    names.length === 0
      ? []
      : [`Its access policies go with it, and undoing does not bring them back: ${listed(names)}.`],
  );
}
