import { type CancellationToken, l10n, type Progress, ProgressLocation, window } from "vscode";
import { throwIfCancelled } from "../core/failure.ts";
import { withoutLinks } from "./plain-text.ts";

/** Work that shows what it is doing. */
export type Work<T> = (
  signal: AbortSignal,
  report: (message: string, increment?: number) => void,
) => Promise<T>;

/** An abort signal that follows VS Code's token. */
export function signalOf(token: CancellationToken): AbortSignal {
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

/** As {@link withProgress}, for work that only reads: its result is dropped when the person cancelled meanwhile. */
export async function reading<T>(what: string, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  return withProgress(l10n.t("Reading {0}…", what), async (signal) => {
    const result = await work(signal);
    throwIfCancelled(signal);
    return result;
  });
}
