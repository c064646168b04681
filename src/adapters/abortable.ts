import { setMaxListeners } from "node:events";
import { Failure, throwIfCancelled } from "../core/failure.ts";

/**
 * A signal that is aborted with `signal`, until it is let go of. The SDKs add a listener for each request and never take
 * it away, which would grow on the signal of a long command.
 */
export function linkSignal(signal: AbortSignal): { readonly signal: AbortSignal; letGo(): void } {
  const controller = new AbortController();
  // many calls of one command wait side by side on its signal; undici takes a signal without a limit for no signal
  setMaxListeners(1000, controller.signal, signal);
  const abort = () => controller.abort(signal.reason);
  if (signal.aborted) abort();
  else signal.addEventListener("abort", abort, { once: true });
  return { signal: controller.signal, letGo: () => signal.removeEventListener("abort", abort) };
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
