import { setMaxListeners } from "node:events";
import { Failure, throwIfCancelled } from "../core/failure.ts";

/** A signal of its own for what may take only so long. */
interface LinkedSignal {
  readonly signal: AbortSignal;
  /** Ends the link, and whatever still listens. */
  letGo(): void;
}

/**
 * A signal that is aborted with `signal`, or as a `TimeoutError` after `limit` milliseconds. The SDKs add a listener for
 * each request and never take it away, which would grow on the signal of a long command.
 */
export function linkSignal(signal: AbortSignal, limit?: number): LinkedSignal {
  const controller = new AbortController();
  // many calls of one command wait side by side on its signal; undici takes a signal without a limit for no signal
  setMaxListeners(1000, controller.signal, signal);
  const abort = () => controller.abort(signal.reason);
  const late = () => controller.abort(new DOMException("It took too long.", "TimeoutError"));
  const timer = limit === undefined ? undefined : setTimeout(late, limit);
  if (signal.aborted) abort();
  else signal.addEventListener("abort", abort, { once: true });
  const letGo = () => {
    clearTimeout(timer);
    signal.removeEventListener("abort", abort);
    controller.abort();
  };
  return { signal: controller.signal, letGo };
}

/**
 * The outcome of `work`, or a `cancelled` failure as soon as `signal` is aborted: for calls that do not listen to a signal
 * all the way, as those of the SDKs that wait before a retry.
 */
export async function abortable<T>(work: PromiseLike<T>, signal: AbortSignal): Promise<T> {
  let giveUp: (() => void) | undefined;
  const aborted = new Promise<never>((_, reject) => {
    giveUp = () => reject(new Failure("cancelled", "Cancelled."));
    if (signal.aborted) giveUp();
    else signal.addEventListener("abort", giveUp, { once: true });
  });
  try {
    const result = await Promise.race([work, aborted]);
    throwIfCancelled(signal);
    return result;
  } finally {
    if (giveUp) signal.removeEventListener("abort", giveUp);
  }
}
