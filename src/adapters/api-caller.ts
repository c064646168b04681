import { Failure, throwIfCancelled } from "../core/failure.ts";
import type { ApiAnswer, ApiCall, ApiCaller } from "../domain/azure-cloud.ts";
import { linkSignal } from "./abortable.ts";
import { unreachable } from "./unreachable.ts";

/** How much of a body is kept, in bytes. */
const bodyLimit = 64 * 1024;

/** Milliseconds; a gateway waits for a backend for five minutes at most. */
const timeLimit = 5 * 60_000;

/** Calls APIs as any client does; redirects are answers too. */
export class FetchApiCaller implements ApiCaller {
  private readonly fetch: typeof globalThis.fetch;
  private readonly isSandbox: boolean;

  constructor(fetch: typeof globalThis.fetch, isSandbox: boolean) {
    this.fetch = fetch;
    this.isSandbox = isSandbox;
  }

  async call({ method, url, headers }: ApiCall, signal: AbortSignal): Promise<ApiAnswer> {
    throwIfCancelled(signal);
    const host = hostOf(url);
    const start = performance.now();
    const linked = linkSignal(signal, timeLimit);
    try {
      const init = { method, headers: { ...headers }, redirect: "manual", signal: linked.signal } as const;
      const response = await this.fetch(url, init);
      const body = await readStart(response);
      throwIfCancelled(signal);
      return {
        status: response.status,
        reason: response.statusText,
        headers: Object.fromEntries(response.headers),
        body,
        milliseconds: performance.now() - start,
      };
    } catch (thrown) {
      throwIfCancelled(signal);
      const error: unknown = linked.signal.aborted ? linked.signal.reason : thrown;
      throw (
        unreachable({ name: host, host, isSandbox: this.isSandbox }, error) ??
        new Failure("unreachable", `The call to ${host} failed: ${reasonOf(error)}.`, { cause: error })
      );
    } finally {
      linked.letGo();
    }
  }
}

/** @throws Failure `invalid-input` when there is none. */
function hostOf(url: string): string {
  try {
    return new URL(url).host;
  } catch (cause) {
    throw new Failure("invalid-input", `“${url}” is not an address.`, { cause });
  }
}

/** The first 64 KiB; the rest is not waited for. */
async function readStart(response: Response): Promise<string> {
  if (!response.body) return "";
  const reader = response.body.getReader();
  const chunks: Uint8Array[] = [];
  let length = 0;
  while (length < bodyLimit) {
    const { done, value } = await reader.read();
    if (done) break;
    chunks.push(value);
    length += value.length;
  }
  await reader.cancel();
  return Buffer.concat(chunks).subarray(0, bodyLimit).toString("utf8");
}

/** `fetch` says only that it failed; why is in the cause. */
function reasonOf(error: unknown): string {
  const inner = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  return (inner instanceof Error ? inner.message : String(inner)).replace(/\.$/, "");
}
