import { toFailure } from "../core/failure.ts";
import type { Gateways } from "./gateways.ts";
import type { UndoEntry, UndoJournal, UndoOutcome, UndoProgress } from "./undo-action.ts";
import { undoInAuth0 } from "./undo-auth0.ts";
import { undoInAzure } from "./undo-azure.ts";

/**
 * Takes back what `journal` holds, newest first, both clouds side by side; the developer portal is published last, when
 * everything it shows is as it was. What is gone already counts as taken back; what somebody changed meanwhile is left
 * alone and named. A failure does not keep the rest from being taken back.
 */
export async function undo(
  journal: UndoJournal,
  gateways: Gateways,
  onProgress: (progress: UndoProgress) => void,
  signal: AbortSignal,
): Promise<UndoOutcome> {
  const run = new UndoRun(journal, gateways, onProgress, signal);
  const newestFirst = [...journal.entries].reverse();
  await Promise.all([
    run.takeBack(newestFirst.filter(({ cloud }) => cloud === "auth0")),
    run.takeBack(newestFirst.filter(({ cloud }) => cloud === "azure").sort(byPublication)),
  ]);
  return run.outcome();
}

function byPublication(a: UndoEntry, b: UndoEntry): number {
  return Number(a.action.kind === "republish-portal") - Number(b.action.kind === "republish-portal");
}

/** One run through one journal. */
class UndoRun {
  private readonly undone: UndoEntry[] = [];
  private readonly left: { entry: UndoEntry; reason: string }[] = [];
  private readonly failed: { entry: UndoEntry; message: string }[] = [];
  private cancelled = false;
  private readonly journal: UndoJournal;
  private readonly gateways: Gateways;
  private readonly onProgress: (progress: UndoProgress) => void;
  private readonly signal: AbortSignal;

  constructor(
    journal: UndoJournal,
    gateways: Gateways,
    onProgress: (progress: UndoProgress) => void,
    signal: AbortSignal,
  ) {
    this.journal = journal;
    this.gateways = gateways;
    this.onProgress = onProgress;
    this.signal = signal;
  }

  /** One cloud's entries, one after the other. A portal is not published while something before it is still to do. */
  async takeBack(entries: readonly UndoEntry[]): Promise<void> {
    let complete = true;
    for (const entry of entries) {
      if (this.signal.aborted) {
        this.cancelled = true;
        return;
      }
      if (entry.action.kind === "republish-portal" && !complete) continue;
      complete = (await this.takeBackOne(entry)) && complete;
      const ended = this.undone.length + this.left.length + this.failed.length;
      this.onProgress({ entry, ended, total: this.journal.entries.length });
    }
  }

  outcome(): UndoOutcome {
    const settled = new Set([...this.undone, ...this.left.map(({ entry }) => entry)]);
    const remaining = this.journal.entries.filter((entry) => !settled.has(entry));
    return {
      status: this.status(remaining.length),
      undone: this.undone,
      left: this.left,
      failed: this.failed,
      remaining: { ...this.journal, entries: remaining },
    };
  }

  private status(remaining: number): UndoOutcome["status"] {
    if (this.journal.entries.length === 0) return "nothing-to-do";
    if (this.cancelled) return "cancelled";
    return remaining + this.left.length > 0 ? "partly" : "done";
  }

  private async takeBackOne(entry: UndoEntry): Promise<boolean> {
    // What has begun is finished, so that the outcome is the truth about both clouds.
    const { signal } = new AbortController();
    try {
      const reason =
        (await undoInAuth0(entry.action, this.gateways.auth0, signal)) ??
        (await undoInAzure(entry.action, this.gateways.apim, signal));
      if (reason === undefined) this.undone.push(entry);
      else this.left.push({ entry, reason });
      return true;
    } catch (error) {
      this.failed.push({ entry, message: toFailure(error).text });
      return false;
    }
  }
}
