import type { Change, FieldChange, Json, Ref } from "./kind.ts";

/** How far a change is. `sent` is written before the request goes out: after a crash nobody knows. */
type EntryState = "waiting" | "sent" | "made" | "not-made" | "unknown";

/** How far taking back is; `left` for what somebody changed since, or somebody uses. */
export type UndoState = "sent" | "undone" | "left" | "failed" | "unknown";

/** One change of a plan and what became of it. */
export interface Entry {
  readonly change: Change;
  readonly state: EntryState;
  /** Why it was not made, or is not known: what is true, of what, and what to do next. */
  readonly message?: string;
  /** Set where the same would be refused again until somebody mends what `message` says, such as a right that is missing. */
  readonly isRefused?: boolean;
  /** A request for it went out and was cut off, so that it may take effect late: it is looked for before it counts as not there. */
  readonly mayCome?: boolean;
  /** Of what was made, once known. */
  readonly ref?: Required<Ref>;
  /** What was really written, as the cloud has it: of a set only the elements that were not there; empty when all was so already. */
  readonly wrote?: readonly FieldChange[];
  /** The ids that bore the same identity before a creation, where it is not unique. */
  readonly there?: readonly string[];
  readonly undo?: { readonly state: UndoState; readonly message?: string };
  /** A part of it that was kept with the secrets cannot be read any more: it is neither carried out nor taken back. */
  readonly isLost?: boolean;
}

/** What one plan did and has still to do; a plain JSON value. In memory it is whole, in its file without secrets. */
export interface Journal {
  readonly format: 1;
  readonly id: string;
  /** What the plan is for: `Secure “Orders” with Auth0`. */
  readonly title: string;
  /** ISO 8601. */
  readonly createdAt: string;
  /** Whom it belongs to, such as the id of an API: two plans on the same subject wait for each other. */
  readonly subject: string;
  readonly entries: readonly Entry[];
  /** What the page of the plan shows besides: the face of this plan for whoever made it; secrets are in no part of it. */
  readonly page?: Json;
}

/** Whether anything of it can still be taken back. */
export function canUndo({ entries }: Journal): boolean {
  return entries.some(
    (entry) => mayBeThere(entry) && entry.undo?.state !== "undone" && entry.undo?.state !== "left",
  );
}

/** Whether it has something left to do; what was begun to be taken back is not carried on. */
export function isUnfinished({ entries }: Pick<Journal, "entries">): boolean {
  return entries.some(({ state }) => state !== "made") && entries.every(({ undo }) => undo === undefined);
}

/** Whether it failed before anything was made, so that another plan may take its place. */
export function isUntouched(journal: Pick<Journal, "entries">): boolean {
  return (
    isUnfinished(journal) && !journal.entries.some((entry) => mayBeThere(entry) || entry.state === "made")
  );
}

/** Whether trying again changes nothing by itself: what stopped it was refused, and stays so until somebody mends it. */
export function isRefused({ entries }: Pick<Journal, "entries">): boolean {
  return entries.some(({ isRefused }) => isRefused);
}

/** Whether the change was made, or may have been. */
export function mayBeThere({ state, wrote, mayCome = false }: Entry): boolean {
  return state === "sent" || state === "unknown" || mayCome || (state === "made" && wrote?.length !== 0);
}

/** Keeps journals. */
export interface JournalKeeper {
  /** Durable when it returns; a failure keeps the next request from being sent. */
  keep(journal: Journal): Promise<void>;
}

/** One writer at a time, across the windows of this product. */
export interface Locks {
  /** Waits for the key; the function returned gives it back. Throws `cancelled`. */
  hold(key: string, signal: AbortSignal): Promise<() => Promise<void>>;
}
