import { Book, type Desk } from "./book.ts";
import { doChange, putBack } from "./do-change.ts";
import { type Entry, isUnfinished, type Journal, mayBeThere } from "./journal.ts";
import type { Json } from "./kind.ts";
import type { Plan } from "./plan.ts";
import { runAll, type Task } from "./schedule.ts";
import { undoChange } from "./undo-change.ts";

export type { Desk } from "./book.ts";

/** The journal of a plan of which nothing is done yet. */
export function newJournal({ title, subject, changes }: Plan, id: string, now: Date, page?: Json): Journal {
  return {
    format: 1,
    id,
    title,
    createdAt: now.toISOString(),
    subject,
    entries: changes.map((change) => ({ change, state: "waiting" })),
    ...(page !== undefined && { page }),
  };
}

/**
 * Carries out what is not made yet: to apply a plan, to try again and to go on are this. A plan of which anything was taken
 * back, or tried to be, stays as it is: what is left of it was built on what is gone. After the first failure, or once
 * `signal` is aborted, no further change is begun, while those that run are finished. Never throws for a failed change.
 */
export async function carryOut(journal: Journal, desk: Desk, signal: AbortSignal): Promise<Journal> {
  const book = new Book(journal, desk, signal);
  if (!isUnfinished(journal)) return journal;
  const open = journal.entries.filter(({ state }) => state !== "made");
  const tasks = open.map(({ change: { id, needs } }): Task => ({ id, needs, run: () => doChange(book, id) }));
  await runAll(tasks, { stopsAtFailure: true, signal });
  if (!signal.aborted) await Promise.all(journal.entries.map(({ change: { id } }) => putBack(book, id)));
  return book.journal;
}

/**
 * Takes back what it made: each change before those it was built on, independent ones side by side. What somebody changed
 * meanwhile is left and said, with what it is built on. A failure keeps nothing but that from being taken back.
 */
export async function takeBack(journal: Journal, desk: Desk, signal: AbortSignal): Promise<Journal> {
  const book = new Book(journal, desk, signal);
  const open = journal.entries.filter((entry) => mayBeThere(entry) && !isTakenBack(entry));
  const isLast = ({ change }: Entry) => desk.shelf(change.ref.kind)?.kind.inverse?.(change)?.last === true;
  const others = open.filter((entry) => !isLast(entry)).map(({ change: { id } }) => id);
  const tasks = open.map((entry): Task => {
    const { id } = entry.change;
    const later = dependents(journal, id).filter((other) => !isLast(other));
    const needs = isLast(entry) ? others : later.map(({ change }) => change.id);
    return { id, needs, run: () => takeBackUnlessHeld(book, id, needs, isLast(entry)) };
  });
  await runAll(tasks, { stopsAtFailure: false, signal });
  return book.journal;
}

/** What was built on a change, near and far. */
function dependents({ entries }: Pick<Journal, "entries">, id: string): readonly Entry[] {
  const near = entries.filter(({ change }) => change.needs.includes(id));
  return [...new Set([...near, ...near.flatMap(({ change }) => dependents({ entries }, change.id))])];
}

/** What comes last waits for another try while something failed; what is left for good does not hold it. */
async function takeBackUnlessHeld(
  book: Book,
  id: string,
  later: readonly string[],
  isLast: boolean,
): Promise<boolean> {
  const now = later.map((other) => book.entry(other)).filter(mayBeThere);
  const kept = now.find(({ undo }) => undo?.state !== "undone" && !(isLast && undo?.state === "left"));
  if (!kept) await undoChange(book, id);
  else if (kept.undo?.state === "left") {
    const title = book.entry(id).change.title;
    await book.settle(id, {
      undo: { state: "left", message: `“${title}” stays for the sake of “${kept.change.title}”.` },
    });
  }
  return true;
}

function isTakenBack({ undo }: Entry): boolean {
  return undo?.state === "undone";
}
