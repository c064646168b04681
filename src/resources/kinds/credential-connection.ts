import { isCancelled } from "../../core/failure.ts";
import { known, type Maybe, unknown } from "../../core/known.ts";
import type { Kind, Reader } from "../kind.ts";
import { policy } from "./policy.ts";

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

/**
 * A connection of the credential manager. Its id is `provider/connection`. The service takes it as a whole and tells no secret, so
 * it is not changed but made anew.
 */
export const credentialConnection: Kind<CredentialConnection, ConnectionDraft> = {
  id: "azure-credential-connection",
  cloud: "azure",
  noun: "credential connection",
  plural: "Connections of the Credential Manager",
  icon: "plug",
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
            detail: "Somebody signs in once: connect it under Credential manager in the Azure portal",
          },
        ],
      },
    },
    parameters: { label: "Parameters", fixed: true },
    clientSecret: { label: "Client secret", secret: true, fixed: true },
  },
  defaults: { authorizationType: "OAuth2" },
  identity: { by: "id" },
  titleOf: (_, { id }) => id?.split("/").at(-1) ?? "",
  inUse: ({ ref: { owner }, value }, reader, signal) => policiesNaming(value, owner, reader, signal),
  rights: { read: `${rights}/read`, create: `${rights}/write`, delete: `${rights}/delete` },
};

/** Policies that get their tokens by it would answer every call with 500. */
async function policiesNaming(
  { providerId, connectionId }: CredentialConnection,
  owner: string,
  reader: Reader,
  signal: AbortSignal,
): Promise<Maybe<string | undefined>> {
  const names = [providerId, connectionId].map((id) => `"${id}"`.toLowerCase());
  const places: string[] = [];
  try {
    for await (const { ref, value } of reader.list(policy, owner, {}, signal)) {
      const text = value.text.toLowerCase();
      if (text.includes("get-authorization-context") && names.every((name) => text.includes(name)))
        places.push(ref.id);
    }
  } catch (error) {
    if (isCancelled(error)) throw error;
    return unknown;
  }
  return known(
    places.length === 0
      ? undefined
      : `Policies get tokens by it, so it stays: ${places.slice(0, 5).join(", ")}. Take it out of them, then try again.`,
  );
}
