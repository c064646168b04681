import { Failure } from "../core/failure.ts";
import type { Auth0Account, AzureAccount, AzureCredentials, SandboxTrust } from "../domain/account.ts";
import type { Auth0Cloud } from "../domain/auth0-cloud.ts";
import type { ApiCaller, AzureCloud } from "../domain/azure-cloud.ts";
import type { CustomAzureCloud } from "../domain/azure-clouds.ts";
import type { FetchedDocument } from "../domain/document-fetcher.ts";
import type { Kind, Reader, Shelf, Store } from "./kind.ts";

/** What one cloud keeps: a shelf for each kind, by the kind's id. */
export interface Shelved {
  readonly shelves: ReadonlyMap<string, Shelf>;
}

/** Both clouds, as far as they keep kinds. */
export interface ShelvedClouds {
  readonly auth0: Shelved;
  readonly azure: Shelved;
}

/** The shelf of a kind by its id; `undefined` for one that this version does not know. */
export function shelfOf({ auth0, azure }: ShelvedClouds, kind: string): Shelf | undefined {
  return auth0.shelves.get(kind) ?? azure.shelves.get(kind);
}

/** The store of a kind. */
export function storeOf<T extends object, D extends object>(
  clouds: ShelvedClouds,
  kind: Kind<T, D>,
): Store<T, D> {
  return storeIn(clouds[kind.cloud], kind);
}

/** Everything that one cloud keeps of a kind. */
export async function* valuesOf<T extends object, D extends object>(
  cloud: Shelved,
  kind: Kind<T, D>,
  owner: string,
  signal: AbortSignal,
): AsyncGenerator<T> {
  for await (const { value } of storeIn(cloud, kind).list(owner, {}, signal)) yield value;
}

/** The store of a kind in its cloud. */
export function storeIn<T extends object, D extends object>(
  { shelves }: Shelved,
  { id, plural }: Kind<T, D>,
): Store<T, D> {
  const shelf = shelves.get(id);
  if (!shelf) throw new Failure("unsupported", `The cloud keeps no ${plural} here.`);
  // A shelf is put up under the id of its own kind, so that the store is the one for its values.
  return shelf.store as Store<T, D>;
}

/** Reads any kind from both clouds. */
export function readerOf(clouds: ShelvedClouds): Reader {
  return {
    list: (kind, owner, where, signal) => storeOf(clouds, kind).list(owner, where, signal),
    read: (kind, ref, signal) => storeOf(clouds, kind).read(ref, signal),
  };
}

/**
 * Opens clouds for accounts. The implementation loads an SDK only when the first account of its cloud is opened, and
 * opening does not touch the network.
 */
export interface CloudFactory {
  /** `secret` is what the account is signed in to with: client secret, private key or token. */
  openAuth0(account: Auth0Account, secret: string): Promise<Auth0Cloud & Shelved>;
  /**
   * A private key in the form that signing needs, PKCS#8 without a passphrase.
   *
   * @throws Failure `unauthorized` for a wrong passphrase, `invalid-input` for what is no RSA key of enough bits.
   */
  readSigningKey(pem: string, passphrase: string | undefined): Promise<string>;
  /** `accessToken` for VS Code's Microsoft account only, the others for a service principal only. */
  openAzure(account: AzureAccount, credentials: AzureCredentials): Promise<AzureCloud & Shelved>;
  /**
   * Throws `invalid-input` for a file that a service principal cannot sign in with; `details` name the answer that is wrong,
   * `certificatePath` or `certificatePassword`.
   */
  checkCertificate(path: string, password: string | undefined): Promise<void>;
  /** Asks a cloud of Azure, at the address of its Resource Manager, for its other addresses; throws as any call does. */
  readAzureCloud(resourceManager: string, signal: AbortSignal): Promise<CustomAzureCloud>;
  openCaller(trust: SandboxTrust | undefined): Promise<ApiCaller>;
  /** The text at an address that a person gave; throws `Failure` with what to do. */
  fetchDocument(address: string, signal: AbortSignal): Promise<FetchedDocument>;
}
