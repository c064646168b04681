import { type CancellationToken, l10n, type Progress, ProgressLocation, window } from "vscode";
import { throwIfCancelled } from "../core/failure.ts";
import { withoutLinks } from "./plain-text.ts";

/** Work that shows what it is doing. */
type Work<T> = (signal: AbortSignal, report: (message: string, increment?: number) => void) => Promise<T>;

/** An abort signal that follows VS Code's token. */
function signalOf(token: CancellationToken): AbortSignal {
  const controller = new AbortController();
  if (token.isCancellationRequested) controller.abort();
  token.onCancellationRequested(() => controller.abort());
  return controller.signal;
}

/** Runs `work` under a progress notification with a Cancel button, which aborts its signal; without one where none can be. */
export async function withProgress<T>(title: string, work: Work<T>, cancellable = true): Promise<T> {
  return window.withProgress(
    { location: ProgressLocation.Notification, title: withoutLinks(title), cancellable },
    async (progress: Progress<{ message?: string; increment?: number }>, token) => {
      const signal = signalOf(token);
      return work(signal, (message, increment) =>
        progress.report({ message: withoutLinks(message), ...(increment !== undefined && { increment }) }),
      );
    },
  );
}

/** Reads that end within so many milliseconds show nothing: nobody could read it. */
const untoldMilliseconds = 1000;
/** After so many more, people want to give up. */
const patienceMilliseconds = 4000;

/**
 * As {@link withProgress}, for work that only reads: its result is dropped when the person cancelled meanwhile. It is shown
 * only once it has lasted a while, and first in the status bar, where it lies over nothing; in a notification, with its Cancel
 * button, once it tries somebody's patience.
 */
export async function reading<T>(
  what: string,
  work: (signal: AbortSignal) => Promise<T>,
  untold = untoldMilliseconds,
  patience = patienceMilliseconds,
): Promise<T> {
  const controller = new AbortController();
  const result = work(controller.signal);
  if (await endsWithin(result, untold)) return result;
  const said = l10n.t("Reading {0}…", what);
  const title = withoutLinks(said);
  const inStatusBar = { location: ProgressLocation.Window, title };
  if (await window.withProgress(inStatusBar, () => endsWithin(result, patience))) return result;
  return withProgress(said, async (signal) => {
    if (signal.aborted) controller.abort();
    signal.addEventListener("abort", () => controller.abort(), { once: true });
    const read = await result;
    throwIfCancelled(signal);
    return read;
  });
}

/** Whether `work` ends, well or badly, within so many milliseconds. */
async function endsWithin(work: Promise<unknown>, milliseconds: number): Promise<boolean> {
  const ended = work.then(
    () => true,
    () => true,
  );
  let timer: ReturnType<typeof setTimeout> | undefined;
  const waited = new Promise<boolean>((resolve) => {
    timer = setTimeout(resolve, milliseconds, false);
  });
  try {
    return await Promise.race([ended, waited]);
  } finally {
    clearTimeout(timer);
  }
}
