import type { StoredResource } from "../azure/state.ts";
import type { MessageHeaders } from "./message-headers.ts";
import type { GatewayRequest, GatewayResponse } from "./messages.ts";
import type { Unknowns } from "./unknowns.ts";

/** `context.LastError`. */
export interface LastError {
  readonly source: string;
  readonly reason: string;
  readonly message: string;
  readonly scope?: string;
  readonly section?: string;
  readonly policyId?: string;
}

/** Where a request goes. */
export interface Route {
  readonly api: StoredResource;
  readonly operation: StoredResource;
  /** By the names in braces of the operation's URL template. */
  readonly matchedParameters: ReadonlyMap<string, string>;
  /** The path below the API's own as it was sent, with a leading slash. */
  readonly rest: string;
}

/** One call through the gateway: what policies read and change. */
export interface Call {
  readonly id: string;
  readonly request: GatewayRequest;
  readonly route: Route;
  /** The product whose subscription key was used. */
  readonly product: StoredResource | undefined;
  /** The name of the subscription whose key was used. */
  readonly subscription: string | undefined;
  readonly variables: Map<string, unknown>;
  /** Names of policies that were passed over. */
  readonly skipped: Set<string>;
  /** What these would have changed. */
  readonly unknowns: Unknowns;
  /** The policy that could not be decided and ended the call. */
  undecided: string | undefined;
  /** Named values, which may be secret, stand in the policies as if they were written there: no text of theirs is repeated. */
  holdsNamedValues: boolean;
  /** Why the last value that could not be evaluated for the policy at hand could not be; holds no named value. */
  why: string | undefined;
  /** What to do once the answer is there. */
  readonly afterwards: (() => void)[];
  /** Put on whatever answer the caller gets. */
  readonly corsHeaders: MessageHeaders;
  /** Where the request is forwarded to; the API's `serviceUrl` unless a policy changed it. */
  backendUrl: string;
  /** What the backend is shown at the handshake: certificate and private key, PEM. */
  clientCertificate: string | undefined;
  response: GatewayResponse | undefined;
  lastError: LastError | undefined;
}

/** What a policy leads to. */
export type Outcome =
  | { readonly kind: "next" }
  /** Ends the call with this answer. */
  | { readonly kind: "answer"; readonly response: GatewayResponse }
  /** Goes on with the section `on-error`, this answer in hand. */
  | { readonly kind: "error"; readonly error: LastError; readonly response: GatewayResponse };

/** The next policy is run. */
export const next: Outcome = { kind: "next" };
