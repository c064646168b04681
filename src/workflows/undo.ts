import { toFailure } from "../core/failure.ts";
import type { Clouds } from "./clouds.ts";
import type { UndoEntry, UndoJournal, UndoOutcome, UndoProgress } from "./undo-action.ts";
import { undoInAuth0 } from "./undo-auth0.ts";
import { undoInAzure } from "./undo-azure.ts";
import { withPublication } from "./undo-publication.ts";

/** How many entries are taken back at the same time. */
const maxRunning = 4;

/**
 * Takes back what `journal` holds: each step before those it was built on, independent ones side by side, and the
 * developer portal is published last, when everything it shows is as it was. What is gone already counts as taken back;
 * what somebody changed meanwhile is left alone and named, with what it is built on. A failure keeps nothing but that
 * from being taken back.
 */
export async function undo(
  journal: UndoJournal,
  clouds: Clouds,
  onProgress: (progress: UndoProgress) => void,
  signal: AbortSignal,
): Promise<UndoOutcome> {
  const whole = await withPublication(journal, clouds.azure, signal);
  return new UndoRun(whole, clouds, onProgress, signal).finish();
}

type Ending = { readonly kind: "undone" | "failed" | "kept" | "left"; readonly message: string };

/** One run through one journal. */
class UndoRun {
  /** Newest first. */
  private readonly waiting: Set<UndoEntry>;
  private readonly running = new Set<Promise<void>>();
  private readonly endings = new Map<UndoEntry, Ending>();

  constructor(
    private readonly journal: UndoJournal,
    private readonly clouds: Clouds,
    private readonly onProgress: (progress: UndoProgress) => void,
    private readonly signal: AbortSignal,
  ) {
    this.waiting = new Set([...journal.entries].reverse());
  }

  async finish(): Promise<UndoOutcome> {
    this.startReady();
    while (this.running.size > 0) {
      await Promise.race(this.running);
      this.startReady();
    }
    const ended = (kind: Ending["kind"]) =>
      [...this.endings].flatMap(([entry, ending]) => (ending.kind === kind ? [{ entry, ending }] : []));
    const undone = ended("undone").map(({ entry }) => entry);
    const left = ended("left").map(({ entry, ending }) => ({ entry, reason: ending.message }));
    const failed = ended("failed").map(({ entry, ending }) => ({ entry, message: ending.message }));
    const settled = new Set([...undone, ...left.map(({ entry }) => entry)]);
    const entries = this.journal.entries.filter((entry) => !settled.has(entry));
    const remaining = { ...this.journal, entries };
    return { status: this.status(entries.length + left.length), undone, left, failed, remaining };
  }

  private status(notUndone: number): UndoOutcome["status"] {
    if (this.journal.entries.length === 0) return "nothing-to-do";
    if (this.waiting.size > 0) return "cancelled";
    return notUndone > 0 ? "partly" : "done";
  }

  private startReady(): void {
    for (const entry of this.waiting) {
      if (this.signal.aborted || this.running.size >= maxRunning) return;
      const later = this.takenBackBefore(entry);
      if (!later.every((one) => this.endings.has(one))) continue;
      this.waiting.delete(entry);
      const promise: Promise<void> = this.end(entry, later).finally(() => this.running.delete(promise));
      this.running.add(promise);
    }
  }

  /** What was built on `entry`; for the portal everything it may show. */
  private takenBackBefore(entry: UndoEntry): readonly UndoEntry[] {
    const { entries } = this.journal;
    return entry.action.kind === "republish-portal"
      ? entries.filter((other) => other !== entry && other.cloud === "azure")
      : entries.filter(
          (other) => other.action.kind !== "republish-portal" && other.needs.includes(entry.stepId),
        );
  }

  private async end(entry: UndoEntry, later: readonly UndoEntry[]): Promise<void> {
    const ending = this.hold(entry, later) ?? (await this.takeBack(entry));
    this.endings.set(entry, ending);
    this.onProgress({ entry, ended: this.endings.size, total: this.journal.entries.length });
  }

  /** Why `entry` must stay for the sake of something built on it. */
  private hold(entry: UndoEntry, later: readonly UndoEntry[]): Ending | undefined {
    const isKind = (kinds: readonly Ending["kind"][]) => (one: UndoEntry) =>
      kinds.includes(this.endings.get(one)?.kind ?? "undone");
    if (later.some(isKind(["failed", "kept"]))) return { kind: "kept", message: "" };
    const left = entry.action.kind === "republish-portal" ? undefined : later.find(isKind(["left"]));
    return left && { kind: "left", message: `“${entry.title}” stays for the sake of “${left.title}”.` };
  }

  private async takeBack({ action }: UndoEntry): Promise<Ending> {
    // What has begun is finished, so that the outcome is the truth about both clouds.
    const { signal } = new AbortController();
    try {
      const reason =
        (await undoInAuth0(action, this.clouds.auth0, signal)) ??
        (await undoInAzure(action, this.clouds.azure, signal));
      return reason === undefined ? { kind: "undone", message: "" } : { kind: "left", message: reason };
    } catch (error) {
      return { kind: "failed", message: toFailure(error).text };
    }
  }
}
