import type { Fields } from "../resources/fields.ts";
import type { Kind, Ref } from "../resources/kind.ts";
import { auth0Application } from "../resources/kinds/auth0-application.ts";

/** The fields by which a document names the Auth0 application whose secret it uses. */
interface ApplicationFields {
  readonly clientId: string;
  /** The first of these that has an address names the tenant by its host. */
  readonly addresses: readonly string[];
}

/** The secret is sent to the token endpoint: only the tenant that is there may be the one whose secret it is. */
const addressFields = ["tokenEndpoint", "authorizationEndpoint", "metadataEndpoint"];

/**
 * How documents of `kind` name the Auth0 application that the secret `path` is of; `undefined` for any other secret. It is the
 * secret of a client outside Auth0 that signs in with the client's id and the tenant's addresses.
 */
export function applicationFields({ cloud, fields }: Kind, path: string): ApplicationFields | undefined {
  const names = Object.keys(fields);
  const addresses = addressFields.filter((name) => names.includes(name));
  const isClient = cloud === "azure" && path === "clientSecret" && names.includes("clientId");
  return isClient && addresses.length > 0 ? { clientId: "clientId", addresses } : undefined;
}

/** The Auth0 application that `values` name; `undefined` when they name none. */
export function applicationOf(kind: Kind, path: string, values: Fields): Required<Ref> | undefined {
  const names = applicationFields(kind, path);
  const id = names && values[names.clientId];
  const owner = names?.addresses.flatMap((name) => hostOf(values[name])).at(0);
  if (typeof id !== "string" || id === "" || owner === undefined) return undefined;
  return { kind: auth0Application.id, owner, id };
}

function hostOf(address: unknown): readonly string[] {
  if (typeof address !== "string" || !URL.canParse(address)) return [];
  const { host } = new URL(address);
  return host === "" ? [] : [host];
}
