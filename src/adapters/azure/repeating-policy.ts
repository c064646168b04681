import { setTimeout as sleep } from "node:timers/promises";
import { linkSignal } from "../abortable.ts";

/** How often a request is sent at most. */
const attempts = 3;

interface Request {
  readonly method: string;
  abortSignal?: AbortSignalLike;
}

/** The SDK's own kind of signal. */
interface AbortSignalLike {
  readonly aborted: boolean;
  addEventListener(type: "abort", listener: () => void): void;
  removeEventListener(type: "abort", listener: () => void): void;
}

interface Response {
  readonly status: number;
  readonly headers: { get(name: string): string | undefined };
}

/**
 * A policy for the SDK's pipeline that sends a request again when nothing can have been written: after 429, unless it would
 * have to wait for more than a third of `limit` (milliseconds), and reads also after 408, 5xx and a broken connection. The
 * SDK's own repeats writes as well. Each request may take `limit`.
 */
export function repeatingPolicy(limit: number) {
  return {
    name: "repeatWhatWroteNothing",
    async sendRequest<Req extends Request, Res extends Response>(
      request: Req,
      next: (request: Req) => Promise<Res>,
    ): Promise<Res> {
      const caller = request.abortSignal;
      const isRead = request.method === "GET" || request.method === "HEAD";
      for (let attempt = 1; ; attempt++) {
        const linked = caller instanceof AbortSignal ? linkSignal(caller, limit) : undefined;
        if (linked) request.abortSignal = linked.signal;
        const outcome = await outcomeOf(next(request));
        linked?.letGo();
        const pause = attempt < attempts ? pauseAfter(outcome, isRead, limit) : undefined;
        if (pause === undefined || caller?.aborted) {
          if ("response" in outcome) return outcome.response;
          throw outcome.error;
        }
        await pauseFor(pause, caller);
      }
    },
  };
}

type Outcome<Res> = { readonly response: Res } | { readonly error: unknown };

/** What came back, or why nothing did: the SDK throws for most statuses that say no. */
function outcomeOf<Res>(sent: Promise<Res>): Promise<Outcome<Res>> {
  return sent.then(
    (response) => ({ response }),
    (error: unknown) => ({ error }),
  );
}

/** Milliseconds until the request may be sent again; `undefined` when it may not. */
function pauseAfter(outcome: Outcome<Response>, isRead: boolean, limit: number): number | undefined {
  const usual = limit / 30;
  const response = "response" in outcome ? outcome.response : responseOf(outcome.error);
  if (!response) return isRead && "error" in outcome && !isFinal(outcome.error) ? usual : undefined;
  const { status, headers } = response;
  if (status === 429) {
    const seconds = headers.get("retry-after");
    const pause = seconds !== undefined && /^\d{1,6}$/.test(seconds) ? Number(seconds) * 1000 : usual;
    return pause <= limit / 3 ? pause : undefined;
  }
  return isRead && (status === 408 || status >= 500) ? usual : undefined;
}

/** The answer that an error of the SDK holds. */
function responseOf(error: unknown): Response | undefined {
  if (!(error instanceof Error) || !("response" in error)) return undefined;
  const { response } = error;
  const isResponse =
    typeof response === "object" && response !== null && "status" in response && "headers" in response;
  // the SDK gives each of its errors the answer that it is about
  return isResponse ? (response as Response) : undefined;
}

async function pauseFor(milliseconds: number, caller: Request["abortSignal"]): Promise<void> {
  await sleep(milliseconds, undefined, caller instanceof AbortSignal ? { signal: caller } : {});
}

/** Too late, or no token: what gives out tokens has tried again itself where that makes sense. */
function isFinal(error: unknown): boolean {
  return error instanceof Error && /^AbortError$|^Failure$|Authentication|Credential/.test(error.name);
}
