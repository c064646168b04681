import type { X509Certificate } from "node:crypto";
import type { Dispatcher } from "undici";
import type { AzureState } from "../../azure/state.ts";
import type { Call, Outcome } from "../call.ts";
import type { DiscoveryCache } from "../discovery-cache.ts";
import type { Limits } from "../limits.ts";
import type { Statement } from "../statement.ts";

/** What a policy may use besides the call itself. */
export interface PolicyServices {
  readonly state: AzureState;
  readonly discovery: DiscoveryCache;
  /** The origin of Entra ID. */
  readonly entra: string;
  /** The certificate of the only authority that is trusted. */
  readonly authority: X509Certificate;
  /** Connections to whom policies ask. */
  readonly agent: Dispatcher;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  readonly limits: Limits;
  /** How many calls are within `limit-concurrency`, by its key. */
  readonly running: Map<string, number>;
  /** A token for `resource` of the instance's own identity, or of the user-assigned one with this client id; `undefined` where there is none. */
  tokenFor(resource: string, clientId: string | undefined): Promise<string | undefined>;
  /** Calls the backend; its answer becomes the call's response. */
  forward(call: Call): Promise<Outcome>;
  /** Runs policies nested in another. */
  run(statements: readonly Statement[], call: Call): Promise<Outcome>;
}

/**
 * Runs one policy. Throws `PassedOver`, before it changes anything, when it cannot; a call that the policy could have
 * refused then ends.
 */
export type Policy = (
  statement: Statement,
  call: Call,
  services: PolicyServices,
) => Outcome | Promise<Outcome>;
