import type { AzureAccount } from "../../domain/account.ts";
import { readAuthority } from "../trusting-fetch.ts";

/** What calls may take, in milliseconds. */
export interface AzureLimits {
  /** One request; waits before a repeat are measured by it. */
  readonly request: number;
  /** An operation that the service carries out at its leisure. */
  readonly longRunning: number;
  /** Making or deleting an instance; as {@link longRunning} when left out. */
  readonly instance?: number;
}

/** As long as a call usually may take. */
export const usualLimits: AzureLimits = {
  request: 30_000,
  longRunning: 20 * 60_000,
  instance: 3 * 60 * 60_000,
};

/** How the clients of Azure's SDKs speak HTTP. */
export interface HttpOptions {
  /** Of requests for tokens, which write nothing; what is sent again of others says `repeatingPolicy`. */
  readonly retryOptions: { readonly maxRetries: number; readonly retryDelayInMs?: number };
  /** Set for sandbox accounts only. */
  readonly tlsOptions?: { readonly ca: string };
}

/** The sandbox is either there or not: waiting long for it makes no sense. */
const sandboxRetries = { maxRetries: 2, retryDelayInMs: 10 };

/** What `account` needs; reads the sandbox's certificate authority from its file. */
export async function httpOptions(account: AzureAccount): Promise<HttpOptions> {
  const sandbox = account.kind === "service-principal" ? account.sandbox : undefined;
  if (!sandbox) return { retryOptions: { maxRetries: 3 } };
  return { retryOptions: sandboxRetries, tlsOptions: { ca: await readAuthority(sandbox) } };
}
