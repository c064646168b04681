import { readerOf, shelfOf } from "../../src/resources/clouds.ts";
import { carryOut, type Desk, newJournal } from "../../src/resources/engine.ts";
import type { Entry, Journal } from "../../src/resources/journal.ts";
import type { Plan } from "../../src/resources/plan.ts";
import { undoPlan } from "../../src/workflows/undo-plan.ts";
import { InMemoryKeeper, InMemoryLocks } from "./in-memory/keeper.ts";

type Clouds = Parameters<typeof readerOf>[0];

/** A desk on both clouds, whose journals and locks are in memory. */
export function deskOf(clouds: Clouds, onProgress?: Desk["onProgress"]): Desk {
  return {
    shelf: (kind) => shelfOf(clouds, kind),
    reader: readerOf(clouds),
    keeper: new InMemoryKeeper(),
    locks: new InMemoryLocks(),
    ...(onProgress && { onProgress }),
  };
}

/** Carries out a plan. */
export function applyPlan(plan: Plan, clouds: Clouds, signal: AbortSignal): Promise<Journal> {
  return carryOut(newJournal(plan, "journal-1", new Date()), deskOf(clouds), signal);
}

/** Takes back what a journal says was made. */
export function undo(journal: Journal, clouds: Clouds, signal: AbortSignal): Promise<Journal> {
  return undoPlan(journal, deskOf(clouds), signal);
}

/** How the application of a plan ended: ids of changes, and the first failure. */
export interface Outcome {
  readonly status: "done" | "failed" | "cancelled" | "nothing-to-do";
  readonly done: readonly string[];
  readonly failed: { readonly id: string; readonly message: string } | undefined;
  readonly notRun: readonly string[];
}

/** How the application of a plan ended. */
export function outcomeOf({ entries }: Journal): Outcome {
  const done = idsOf(entries, ({ state }) => state === "made");
  const failed = entries.find(
    ({ state, message = "" }) =>
      state === "unknown" || (state === "not-made" && !message.startsWith("Cancelled.")),
  );
  const notRun = idsOf(entries, (entry) => entry.state !== "made" && entry !== failed);
  const ended = failed ? "failed" : notRun.length > 0 ? "cancelled" : "done";
  return {
    status: entries.length === 0 ? "nothing-to-do" : ended,
    done,
    failed: failed && { id: failed.change.id, message: failed.message ?? "" },
    notRun,
  };
}

/** How taking back ended: ids of changes, with why they are still there. */
export interface UndoOutcome {
  readonly status: "done" | "partly" | "cancelled" | "nothing-to-do";
  readonly undone: readonly string[];
  readonly left: readonly { readonly id: string; readonly reason: string }[];
  readonly failed: readonly { readonly id: string; readonly message: string }[];
  /** What can be tried again: the failed ones, what they were built on, and those not reached. */
  readonly remaining: readonly string[];
}

/** How taking back ended. */
export function undoOutcomeOf({ entries }: Journal): UndoOutcome {
  const made = entries.filter(
    ({ state, wrote }) => state !== "waiting" && state !== "not-made" && wrote?.length !== 0,
  );
  const reasons = (state: string) =>
    made.flatMap(({ change: { id }, undo }) =>
      undo?.state === state ? [{ id, text: undo.message ?? "" }] : [],
    );
  const left = reasons("left").map(({ id, text }) => ({ id, reason: text }));
  const failed = [...reasons("failed"), ...reasons("unknown")]
    .map(({ id, text }) => ({ id, message: text }))
    .filter(({ message }) => !message.startsWith("Cancelled."));
  const undone = idsOf(made, ({ undo: one }) => one?.state === "undone");
  const remaining = idsOf(made, ({ undo: one }) => one?.state !== "undone" && one?.state !== "left");
  const ended =
    remaining.length + left.length === 0 ? "done" : failed.length + left.length > 0 ? "partly" : "cancelled";
  return { status: made.length === 0 ? "nothing-to-do" : ended, undone, left, failed, remaining };
}

function idsOf(entries: readonly Entry[], isIt: (entry: Entry) => boolean): readonly string[] {
  return entries.filter(isIt).map(({ change }) => change.id);
}
