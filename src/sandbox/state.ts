import { emptyAuth0State } from "./auth0/new-tenant.ts";
import type { Auth0State } from "./auth0/state.ts";
import type { AzureState } from "./azure/state.ts";
import { seedAzure } from "./seed/azure.ts";
import type { Origins } from "./service.ts";
import { unusable } from "./state-file.ts";
import type { KeyedCertificate } from "./tls/certificates.ts";
import { createAuthority } from "./tls/certificates.ts";

/** Everything a sandbox remembers across restarts; a plain JSON value that holds secrets. */
export interface SandboxState {
  readonly format: typeof formatVersion;
  /** Where the parts listened last. */
  readonly origins: Origins;
  readonly authority: KeyedCertificate;
  readonly auth0: Auth0State;
  readonly azure: AzureState;
}

const formatVersion = 1;
const loopbackPort = /(127\.0\.0\.1(?::|%3[Aa]))(\d{1,5})(?!\d)/g;

/** The keys that the sandbox signs tokens with; making them takes a good part of a start. */
export interface SigningKeys {
  readonly auth0: Auth0State["signingKeys"];
  readonly entra: AzureState["signingKey"];
}

/** The seed, with a new certificate authority unless there is one. */
export function seedState(
  origins: Origins,
  now: number,
  authority?: KeyedCertificate,
  keys: SigningKeys = { auth0: [], entra: {} },
): SandboxState {
  return {
    format: formatVersion,
    origins,
    authority: authority ?? createAuthority(new Date(now)),
    auth0: { ...emptyAuth0State(), signingKeys: [...keys.auth0] },
    azure: { ...seedAzure(origins, now), signingKey: keys.entra },
  };
}

/** The seed again, for the same clients: credentials, ids and signing keys stay, all else is as at the beginning. */
export function reseedState(state: SandboxState, now: number): SandboxState {
  const auth0 = emptyAuth0State();
  const id = state.auth0.managementClientId;
  const application = state.auth0.clients.find((client) => client.client_id === id);
  const renamed = auth0.clients.map((client) => ({
    ...client,
    client_id: id,
    client_secret: application?.client_secret ?? client.client_secret,
  }));
  return {
    ...state,
    auth0: {
      ...auth0,
      managementClientId: id,
      signingKeys: state.auth0.signingKeys,
      clients: renamed,
      clientGrants: auth0.clientGrants.map((grant) => ({ ...grant, client_id: id })),
    },
    azure: seedAzure(state.origins, now, state.azure),
  };
}

/**
 * Reads a state from the text of the file `path`.
 *
 * @throws Failure `invalid-input` when the text is no state of this version.
 */
export function parseState(text: string, path: string): SandboxState {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw unusable(path, "it is not JSON", cause);
  }
  if (!isState(value)) throw unusable(path, "it was not written by this version of the sandbox");
  return value;
}

/** The ports in the order of the parts. */
export function portsOf(origins: Origins, names: readonly (keyof Origins)[]): number[] {
  return names.map((name) => Number(new URL(origins[name]).port));
}

/** `text` with every mention of an origin of `before` moved to where that part is in `after`. */
export function moveOrigins(text: string, before: Origins, after: Origins): string {
  const names = Object.keys(before) as (keyof Origins)[];
  const moved = new Map(
    names.map((name) => [new URL(before[name]).port, new URL(after[name]).port] as const),
  );
  return text.replace(loopbackPort, (_, host: string, port: string) => host + (moved.get(port) ?? port));
}

function isState(value: unknown): value is SandboxState {
  if (typeof value !== "object" || value === null) return false;
  const { format, origins, authority, auth0, azure } = value as Partial<SandboxState>;
  return (
    format === formatVersion && [origins, authority, auth0, azure].every((part) => typeof part === "object")
  );
}
