import { Failure, type FailureCode, toFailure } from "../core/failure.ts";
import type { Book } from "./book.ts";
import {
  apart,
  changedSince,
  conflicts,
  difference,
  draftOf,
  fieldsOf,
  hasAll,
  isElements,
  withChanges,
} from "./fields.ts";
import type { Entry } from "./journal.ts";
import type { Change, FieldChange, Kind, Ref, Shelf, Stored } from "./kind.ts";
import { isNewSecret, type LaterSource, resolved } from "./later.ts";
import {
  create,
  type Ending,
  type Found,
  findAlike,
  findCreated,
  lookAfter,
  remove,
  renewSecret,
  unseenSecret,
  update,
} from "./write.ts";

/** How often a change is put together anew because somebody else wrote in between. */
const maxRounds = 3;

const again = "Run the command again: it starts from what is there now.";

/** Carries out one change of a journal; `false` when it was not made, or nobody knows. Never throws. */
export async function doChange(book: Book, id: string): Promise<boolean> {
  const { change, isLost } = book.entry(id);
  try {
    if (isLost) throw lost(change);
    const shelf = shelfOf(book, change);
    const now = await resolved(change, sourceOf(book));
    const ending = await carryOutOne(book, shelf, now);
    await book.settle(id, endingOf(shelf.kind, book.entry(id), ending));
  } catch (error) {
    // Nothing went out just now; what may have gone out before is as unknown as it was.
    const { state } = book.entry(id);
    const isOpen = state === "sent" || state === "unknown";
    const failure = toFailure(error);
    await book.settle(id, isOpen ? { state: "unknown", message: failure.text } : notMade(failure));
  }
  return book.entry(id).state === "made";
}

/** Why a request is looked for that went out before. */
export const unanswered = new Failure("unreachable", "The answer to the request was lost.");

/** What became of a request of which nobody knows: looks, and writes nothing. */
export function lookForLost(book: Book, shelf: Shelf, { change, ref, wrote, there }: Entry): Promise<Ending> {
  const look = async (signal: AbortSignal): Promise<Found> => {
    const { kind, store } = shelf;
    const { open, secrets } = apart(kind, change.fields);
    if (change.verb === "create") {
      const fields = wrote ?? open;
      return findCreated(shelf, change.ref, fields, there ?? [], signal);
    }
    const found = await store.read(ref ?? identified(change), signal);
    if (change.verb === "delete") return found ? "absent" : "done";
    if (found && wrote?.length === 0 && Object.keys(secrets).length > 0) return unseenSecret;
    return found && wrote && hasAll(kind, wrote, fieldsOf(kind, found.value)) ? found : "absent";
  };
  return lookAfter(unanswered, look, book);
}

/** What an entry says once it is known what became of it. */
export function endingOf(kind: Kind, entry: Entry, ending: Ending): Partial<Entry> {
  if (ending.outcome === "unknown") return { state: "unknown", message: ending.failure.text };
  if (ending.outcome === "not-made") {
    return { ...notMade(ending.failure), mayCome: ending.mayCome };
  }
  const { stored } = ending;
  const { change, wrote = change.fields } = entry;
  if (!stored) return { state: "made", wrote };
  const now = fieldsOf(kind, stored.value);
  const written =
    change.verb === "create" ? difference(kind, {}, now) : wrote.map((field) => asIs(field, now));
  return { state: "made", ref: stored.ref, wrote: written };
}

/** What is refused for what it is, or for who asks, is refused again; what did not get through, or came too early, may go. */
const mayPass: readonly FailureCode[] = [
  "cancelled",
  "unreachable",
  "rate-limited",
  "unauthorized",
  "internal",
];

function notMade({ code, text }: Failure): Partial<Entry> {
  return { state: "not-made", message: text, ...(!mayPass.includes(code) && { isRefused: true }) };
}

/** Reads the sets again that were added to, and puts back what another writer took out without knowing of it. */
export async function putBack(book: Book, id: string): Promise<void> {
  const { change, ref, state, wrote = [] } = book.entry(id);
  const added = wrote.flatMap((field) =>
    isElements(field) && field.added.length > 0 ? [{ ...field, removed: [] }] : [],
  );
  if (change.verb !== "update" || state !== "made" || !ref || added.length === 0) return;
  const shelf = shelfOf(book, change);
  const { kind, store } = shelf;
  const lacking = async () => {
    const stored = await store.read(ref, book.signal);
    return stored && !hasAll(kind, added, fieldsOf(kind, stored.value)) ? stored : undefined;
  };
  if (!(await lacking().catch(() => undefined))) return;
  await book.alone(ref, async () => {
    const stored = await lacking();
    if (!stored) return;
    const next = withChanges(kind, fieldsOf(kind, stored.value), added);
    const ending = await update(shelf, stored, { next }, sendingOf(book, false));
    if (ending.outcome !== "made") await book.settle(id, endingOf(kind, book.entry(id), ending));
  });
}

/** What requests of `book` go with. */
export function sendingOf({ signal, limits }: Book, isRepeat: boolean) {
  return { signal, limits, isRepeat };
}

/** The shelf that a change is about. */
export function shelfOf({ desk }: Book, { ref: { kind } }: Change): Shelf {
  const shelf = desk.shelf(kind);
  if (shelf) return shelf;
  throw new Failure(
    "unsupported",
    `This version of the extension knows no “${kind}”, so it is left as it is.`,
    {
      remedy: "Use the version that made the plan, or go on by hand.",
    },
  );
}

/** The failure for a change of which a part is gone from the secret store. */
export function lost({ title }: Change): Failure {
  return new Failure(
    "unsupported",
    `What “${title}” needs is gone from the secret store, so nothing was done.`,
    {
      remedy:
        "Dismiss this plan, and run the command again: it starts from what is there now, and asks for what it needs.",
    },
  );
}

/** The ref of something that is there already; a plan that has no id for it is wrong. */
function identified({ id, ref }: Change): Required<Ref> {
  if (ref.id !== undefined) return { ...ref, id: ref.id };
  throw new Failure("internal", `The change “${id}” does not say what it changes.`);
}

function carryOutOne(book: Book, shelf: Shelf, change: Change): Promise<Ending> {
  switch (change.verb) {
    case "create":
      return createOne(book, shelf, change);
    case "update":
      return book.alone(identified(change), () => updateOne(book, shelf, change));
    case "delete":
      return deleteOne(book, shelf, change);
  }
}

async function createOne(book: Book, shelf: Shelf, { id, ref, fields }: Change): Promise<Ending> {
  const { kind } = shelf;
  const entry = book.entry(id);
  const isRepeat = wasSent(entry);
  if (isRepeat) {
    const found = await lookForLost(book, shelf, entry);
    if (found.outcome === "made" || (found.outcome === "unknown" && !found.isNone)) return found;
  }
  const draft = { ...kind.defaults, ...draftOf(fields) };
  const there = entry.there ?? (await thereBefore(book, shelf, ref, draft));
  const wrote = apart(kind, fields).open;
  await book.intend(id, { state: "sent", wrote, ...(there && { there }) });
  const ending = await create(
    shelf,
    ref,
    { draft, fields: wrote, there: there ?? [] },
    sendingOf(book, isRepeat),
  );
  const isTaken = ending.outcome === "not-made" && ending.failure.code === "already-exists";
  if (!isTaken || isRepeat || wrote.length < fields.length) return ending;
  // Somebody else made just this in the meantime: what was wanted is so, and not ours to take back.
  const other = await findCreated(shelf, ref, wrote, [], book.signal).catch(() => "absent" as const);
  if (typeof other === "string" || !("ref" in other)) return ending;
  book.note(id, { ref: other.ref, wrote: [] });
  return { outcome: "made" };
}

/** The ids that bear the same identity before anything is sent; needed where several may. */
export async function thereBefore(
  book: Book,
  shelf: Shelf,
  ref: Ref,
  draft: object,
): Promise<readonly string[] | undefined> {
  const { identity } = shelf.kind;
  if (identity.by === "id" || identity.unique) return undefined;
  return (await findAlike(shelf, ref, draft, book.signal)).map((one) => one.ref.id);
}

async function updateOne(book: Book, shelf: Shelf, change: Change): Promise<Ending> {
  const entry = book.entry(change.id);
  // What is only secret is written again: it is the same secret, and nobody could tell whether it is there.
  if (wasSent(entry) && entry.wrote?.length !== 0) {
    const found = await lookForLost(book, shelf, entry);
    if (found.outcome !== "not-made") return found;
  }
  for (let round = 1; ; round += 1) {
    const ending = await updateOnce(book, shelf, change);
    const isStale = ending.outcome === "not-made" && ending.failure.code === "changed-on-server";
    if (!isStale || round === maxRounds) return ending;
  }
}

/** @throws Failure when what is there now is not what the change was planned for. */
async function updateOnce(book: Book, shelf: Shelf, change: Change): Promise<Ending> {
  const { kind } = shelf;
  const stored = await readNow(book, shelf, change);
  const before = fieldsOf(kind, stored.value);
  const others = conflicts(kind, before, change.fields);
  if (others.length > 0) {
    const text = `Somebody else changed it after the plan was made (${others.join(", ")}), so it was not written.`;
    throw new Failure("changed-on-server", text, { remedy: again });
  }
  const { open, secrets } = apart(kind, change.fields);
  const [renewed] = Object.entries(secrets).find(([, after]) => isNewSecret(after)) ?? [];
  if (renewed !== undefined) {
    await book.intend(change.id, { state: "sent", ref: stored.ref, wrote: [] });
    return renewSecret(shelf, stored, renewed, sendingOf(book, false));
  }
  const next = withChanges(kind, before, open);
  const wrote = difference(kind, before, next);
  if (wrote.length > 0 || Object.keys(secrets).length > 0) {
    await book.intend(change.id, { state: "sent", ref: stored.ref, wrote });
    return update(shelf, stored, { next, secrets }, sendingOf(book, false));
  }
  book.note(change.id, { wrote });
  return { outcome: "made", stored };
}

async function deleteOne(book: Book, shelf: Shelf, change: Change): Promise<Ending> {
  const { kind, store } = shelf;
  const ref = identified(change);
  const stored = await store.read(ref, book.signal);
  if (!stored) {
    book.note(change.id, { ref, wrote: [] });
    return { outcome: "made" };
  }
  const others = changedSince(kind, change.fields, fieldsOf(kind, stored.value));
  if (others.length > 0) {
    const text = `Somebody else changed it after the plan was made (${others.join(", ")}), so it was not deleted.`;
    throw new Failure("changed-on-server", text, { remedy: again });
  }
  await book.intend(change.id, { state: "sent", ref, wrote: change.fields });
  return remove(shelf, stored, sendingOf(book, false));
}

async function readNow(book: Book, { kind, store }: Shelf, change: Change): Promise<Stored> {
  const stored = await store.read(identified(change), book.signal);
  if (stored) return stored;
  throw new Failure("not-found", `The ${kind.noun} is gone, so it was not changed.`, { remedy: again });
}

function sourceOf(book: Book): LaterSource {
  const refOf = (changeId: string): Required<Ref> => {
    const { ref, change } = book.entry(changeId);
    if (ref) return ref;
    throw new Failure("internal", `“${change.title}” has given no id.`);
  };
  return {
    idOf: (changeId) => refOf(changeId).id,
    async secretOf(of) {
      const ref = typeof of === "string" ? refOf(of) : of;
      const shelf = book.desk.shelf(ref.kind);
      const secret = await shelf?.store.secretOf?.(ref, book.signal);
      if (secret !== undefined) return secret;
      const { noun = "resource", secretHint } = shelf?.kind ?? {};
      throw new Failure("unsupported", `The ${noun} ${ref.id} has no secret that may be read.`, {
        ...(secretHint !== undefined && { remedy: secretHint }),
      });
    },
  };
}

/** Whether a request for it may have gone out before. */
function wasSent({ state, mayCome }: Entry): boolean {
  return state === "sent" || state === "unknown" || mayCome === true;
}

/** What was written, in the words of the cloud. */
function asIs(field: FieldChange, now: { readonly [name: string]: FieldValue }): FieldChange {
  if (isElements(field)) return field;
  const { after: _, ...rest } = field;
  const after = now[field.path];
  return after === undefined ? rest : { ...rest, after };
}

type FieldValue = ReturnType<typeof fieldsOf>[string] | undefined;
