import { Failure, throwIfCancelled } from "../core/failure.ts";

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
