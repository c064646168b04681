import { setTimeout as sleep } from "node:timers/promises";
import { bounded, mostOfAnswer } from "../bounded.ts";
import { retryDelay } from "./rate-limit.ts";

/** How often a request is sent at most. */
const attempts = 3;

/**
 * A `fetch` for Auth0's APIs that sends a request again when nothing can have been written: after 429, unless it would have
 * to wait for more than a third of `limit` (milliseconds), and reads also after 408 and 5xx. It follows no redirect, which
 * would carry the client secret to wherever it points; Auth0's APIs have none.
 */
export function repeatingFetch(fetch: typeof globalThis.fetch, limit: number): typeof globalThis.fetch {
  async function send(input: string | URL | Request, init: RequestInit = {}): Promise<Response> {
    // the SDK asks for tokens without the signal of a call
    const signal = AbortSignal.any([AbortSignal.timeout(limit), ...(init.signal ? [init.signal] : [])]);
    for (let attempt = 1; ; attempt++) {
      const response = await fetch(input, { ...init, signal, redirect: "manual" });
      const pause = pauseAfter(response, init.method, limit);
      if (attempt === attempts || pause === undefined) return bounded(response, mostOfAnswer);
      await response.body?.cancel();
      await sleep(pause, undefined, { signal });
    }
  }
  return (input, init) => send(input, init).catch(failingLater);
}

/** Fails once its body is read: the SDK would leave a timer of a minute behind if `fetch` itself failed. */
function failingLater(error: unknown): Response {
  return new Response(new ReadableStream({ start: (body) => body.error(error) }));
}

/** Milliseconds until the request may be sent again; `undefined` when it may not. */
function pauseAfter({ status, headers }: Response, method = "GET", limit: number): number | undefined {
  const usual = limit / 30;
  if (status === 429) {
    const pause = retryDelay(headers, Date.now()) ?? usual;
    return pause <= limit / 3 ? pause : undefined;
  }
  return method === "GET" && (status === 408 || status >= 500) ? usual : undefined;
}
