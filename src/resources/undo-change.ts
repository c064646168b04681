import { Failure, toFailure } from "../core/failure.ts";
import { known, type Maybe } from "../core/known.ts";
import type { Book } from "./book.ts";
import { endingOf, lookForLost, lost, sendingOf, shelfOf, thereBefore, unanswered } from "./do-change.ts";
import { apart, difference, draftOf, fieldOf, fieldsOf, inverseOf, labelOf, withChanges } from "./fields.ts";
import { type Entry, mayBeThere, type UndoState } from "./journal.ts";
import type { Change, Ref, Shelf } from "./kind.ts";
import { create, type Ending, findCreated, lookAfter, remove, update } from "./write.ts";

/** How taking back ended, before it is noted. */
interface Undone {
  readonly state: UndoState;
  readonly message?: string;
}

const undone: Undone = { state: "undone" };

/** Takes one change back: only what it added, and only what still is as it was written. Never throws. */
export async function undoChange(book: Book, id: string): Promise<void> {
  const end = (undo: Undone) => book.settle(id, { undo });
  try {
    const { change, isLost } = book.entry(id);
    const shelf = book.desk.shelf(change.ref.kind);
    if (!shelf) return await end(leftOut(change));
    if (isLost) return await end(left(lost(change).text));
    await end(await takeBackOne(book, shelf, id));
  } catch (error) {
    const { undo } = book.entry(id);
    await end({ state: undo?.state === "sent" ? "unknown" : "failed", message: toFailure(error).text });
  }
}

function leftOut({ ref: { kind } }: Change): Undone {
  return {
    state: "left",
    message: `This version of the extension knows no “${kind}”, so it stays. Take it back by hand, or with the version that made it.`,
  };
}

async function takeBackOne(book: Book, shelf: Shelf, id: string): Promise<Undone> {
  if (book.entry(id).state !== "made") {
    const found = await lookForLost(book, shelf, book.entry(id));
    if (found.outcome === "not-made" || (found.outcome === "unknown" && found.isNone)) return undone;
    if (found.outcome === "unknown") return { state: "unknown", message: found.failure.text };
    book.note(id, endingOf(shelf.kind, book.entry(id), found));
  }
  const entry = book.entry(id);
  if (!mayBeThere(entry)) return undone;
  const other = shelf.kind.inverse?.(entry.change);
  if (other) return undoByAnother(book, id, other.change);
  switch (entry.change.verb) {
    case "create":
      return undoCreation(book, shelf, entry);
    case "update":
      return book.alone(refOf(entry), () => undoUpdate(book, shelf, entry));
    case "delete":
      return undoDeletion(book, shelf, entry);
  }
}

async function undoCreation(book: Book, shelf: Shelf, entry: Entry): Promise<Undone> {
  const { kind, store } = shelf;
  const stored = await store.read(refOf(entry), book.signal);
  if (!stored) return undone;
  const now = fieldsOf(kind, stored.value);
  const changed = difference(kind, draftOf(entry.wrote ?? []), now);
  if (changed.length > 0) {
    const labels = changed.map(({ path }) => labelOf(kind, path)).join(", ");
    return left(
      `It was changed since it was created (${labels}), so it stays. Delete it by hand if nobody needs it.`,
    );
  }
  const { reader, inUseElsewhere } = book.desk;
  const kept =
    keptBy(await kind.inUse?.(stored, reader, book.signal)) ??
    keptBy(known(await inUseElsewhere?.(stored, book.signal)));
  if (kept) return kept;
  const unseen = (await kind.unseen?.(stored, reader, book.signal)) ?? [];
  await book.intend(entry.change.id, { undo: { state: "sent" } });
  const end = undoneBy(await remove(shelf, stored, sendingOf(book, true)));
  return end.state === "undone" && unseen.length > 0 ? { ...end, message: unseen.join(" ") } : end;
}

/** That it is used keeps it; `undefined` when it is not. */
function keptBy(inUse: Maybe<string | undefined> | undefined): Undone | undefined {
  if (!inUse) return undefined;
  if (!inUse.known) return left("Who uses it could not be read, so it stays. Undo again later.");
  return inUse.value === undefined ? undefined : left(inUse.value);
}

async function undoUpdate(book: Book, shelf: Shelf, entry: Entry): Promise<Undone> {
  const { kind, store } = shelf;
  const stored = await store.read(refOf(entry), book.signal);
  if (!stored) return undone;
  const before = fieldsOf(kind, stored.value);
  const { changes, ...kept } = inverseOf(kind, entry.wrote ?? [], before);
  const next = withChanges(kind, before, changes);
  const end = keptOf({ ...kept, replaced: replacedSecrets(shelf, entry) });
  if (difference(kind, before, next).length === 0) return end;
  await book.intend(entry.change.id, { undo: { state: "sent" } });
  const ending = undoneBy(await update(shelf, stored, { next }, sendingOf(book, false)));
  return ending.state === "undone" ? end : ending;
}

async function undoDeletion(book: Book, shelf: Shelf, entry: Entry): Promise<Undone> {
  const { change, wrote = [] } = entry;
  const { staysDeleted } = shelf.kind;
  if (staysDeleted !== undefined) return left(staysDeleted);
  const fields = wrote.flatMap((field) =>
    "before" in field && field.before !== undefined && !fieldOf(shelf.kind, field.path)?.onlyChanged
      ? [{ path: field.path, after: field.before }]
      : [],
  );
  if (change.ref.id !== undefined && shelf.kind.identity.by === "id" && !wasUndoSent(entry)) {
    const there = await shelf.store.read({ ...change.ref, id: change.ref.id }, book.signal);
    if (there) return left("There is one of that id again, so nothing was put in its place.");
  }
  return createAgain(book, shelf, change.id, { ref: change.ref, fields });
}

async function undoByAnother(book: Book, id: string, inverse: Change): Promise<Undone> {
  return createAgain(book, shelfOf(book, inverse), id, inverse);
}

async function createAgain(
  book: Book,
  shelf: Shelf,
  id: string,
  { ref, fields }: Pick<Change, "ref" | "fields">,
): Promise<Undone> {
  const draft = { ...shelf.kind.defaults, ...draftOf(fields) };
  const entry = book.entry(id);
  const there = entry.there ?? (await thereBefore(book, shelf, ref, draft)) ?? [];
  if (wasUndoSent(entry)) {
    const look = (signal: AbortSignal) => findCreated(shelf, ref, fields, there, signal);
    const found = await lookAfter(unanswered, look, book);
    if (found.outcome === "made" || (found.outcome === "unknown" && !found.isNone)) return undoneBy(found);
  }
  await book.intend(id, { undo: { state: "sent" }, there });
  return undoneBy(await create(shelf, ref, { draft, fields, there }, sendingOf(book, true)));
}

/** Whether a request that takes it back may have gone out before. */
function wasUndoSent({ undo }: Entry): boolean {
  return undo?.state === "sent" || undo?.state === "unknown";
}

function undoneBy(ending: Ending): Undone {
  if (ending.outcome === "made") return undone;
  return { state: ending.outcome === "unknown" ? "unknown" : "failed", message: ending.failure.text };
}

/** What people call the secrets that a change has replaced or removed. */
function replacedSecrets({ kind }: Shelf, { change }: Entry): readonly string[] {
  return Object.keys(apart(kind, change.fields).secrets).map((path) => labelOf(kind, path));
}

/** What stays although it was to be taken back, by what people call it. */
interface Kept {
  /** What others changed since. */
  readonly left: readonly string[];
  /** What had no value before, and cannot be without one. */
  readonly stays: readonly string[];
  /** Secrets that were replaced. */
  readonly replaced: readonly string[];
}

function keptOf({ left: changed, stays, replaced }: Kept): Undone {
  const reasons = [
    ...(changed.length > 0 ? [changedSince(changed)] : []),
    ...(stays.length > 0
      ? [`What had no value before cannot be taken away again (${stays.join(", ")}), so that stays as it is.`]
      : []),
    ...(replaced.length > 0
      ? [`The secret that was there before is not known (${replaced.join(", ")}), so the new one stays.`]
      : []),
  ];
  return reasons.length === 0 ? undone : left(reasons.join(" "));
}

function changedSince(labels: readonly string[]): string {
  return `Somebody changed it since it was written (${labels.join(", ")}), so that stays as it is. Change it by hand if nobody needs it.`;
}

function left(message: string): Undone {
  return { state: "left", message };
}

function refOf({ ref, change }: Entry): Required<Ref> {
  const { id } = ref ?? change.ref;
  if (id !== undefined) return { ...change.ref, id };
  throw new Failure("internal", `“${change.title}” has given no id.`);
}
