import type { Maybe } from "../core/known.ts";

/** A plain JSON value. */
export type Json =
  | string
  | number
  | boolean
  | null
  | readonly Json[]
  | { readonly [name: string]: Json | undefined };

/** Which thing of which cloud: enough to find it again after a reload. */
export interface Ref {
  readonly kind: string;
  /** The tenant's domain, or an instance as `subscription/group/name`. */
  readonly owner: string;
  /** Left out until the cloud has given one. */
  readonly id?: string;
}

/** What a store gave. */
export interface Stored<T extends object = object> {
  readonly ref: Required<Ref>;
  readonly value: T;
  /** The ETag, where the cloud has one. */
  readonly version?: string;
}

/** What a service said of one thing. */
export interface RawAnswer {
  /** The body of the answer, word for word: secrets may stand in it. */
  readonly body: object;
  /** The ETag, where the cloud has one. */
  readonly version?: string;
}

/**
 * The port of one kind. Each call may throw `Failure`; one with a code of {@link certainCodes} says that nothing was
 * written, after any other nobody knows. What a store returns is what the cloud answered, never what was sent: a store whose
 * cloud answers a write with less than the whole resource reads it back itself. A thing without an id is a failure.
 */
export interface Store<T extends object = object, D extends object = T> {
  /** Those with exactly the values that `where` names, all when it names none. */
  list(owner: string, where: Partial<T>, signal: AbortSignal): AsyncIterable<Stored<T>>;
  /** Those that people mean by `text`, the newest where it is empty; only of kinds that are searched. */
  search?(owner: string, text: string, signal: AbortSignal): AsyncIterable<Stored<T>>;
  /** `undefined` when there is none. */
  read(ref: Required<Ref>, signal: AbortSignal): Promise<Stored<T> | undefined>;
  /** What the service itself answers a read with, of kinds that are documents; `undefined` when there is none. */
  readRaw?(ref: Required<Ref>, signal: AbortSignal): Promise<RawAnswer | undefined>;
  /** `ref` has an id where it is chosen here. Never overwrites: throws `already-exists`. */
  create(ref: Ref, draft: D, signal: AbortSignal): Promise<Stored<T>>;
  /** Writes `changes` only. Throws `changed-on-server` when `stored.version` is stale. */
  update(stored: Stored<T>, changes: Partial<D>, signal: AbortSignal): Promise<Stored<T>>;
  /** Deleting what is gone is no error. Throws `changed-on-server` when `stored.version` is stale. */
  delete(stored: Stored<T>, signal: AbortSignal): Promise<void>;
  /** The secret that the cloud made for it, in `field` where it has several; `undefined` when it has none. */
  secretOf?(ref: Required<Ref>, signal: AbortSignal, field?: string): Promise<string | undefined>;
  /**
   * Makes it a new secret, in `field` where it has several, and gives it where the cloud says it; the old one is of no use from
   * then on. There is no way back.
   */
  rotateSecret?(ref: Required<Ref>, signal: AbortSignal, field?: string): Promise<string | undefined>;
}

/** A thing as a value names it: by its id, or by what its field `by` says. Of another cloud than who names it, nobody knows whose it is. */
export interface Named {
  readonly kind: string;
  readonly id: string;
  readonly by?: string;
}

/** One field of a kind: what pages, undo, forms and documents are made from. */
export interface Field {
  /** As people read it, such as `Allowed callback URLs`. */
  readonly label: string;
  /** What the service calls it, as documents, manuals and contracts do; the field's own name when left out. */
  readonly name?: string;
  /** A list whose order means nothing and that others write too: it is changed and taken back element by element. */
  readonly set?: {
    /** What tells elements apart; the element itself when left out. */
    readonly key?: string;
    /** The key is the same in whatever casing. */
    readonly anyCase?: true;
  };
  /** Never shown, never in a journal's file. */
  readonly secret?: true;
  /** The field while which is true this one is a secret too: it then stands in no document, and another field takes its place. */
  readonly secretWhile?: { readonly field: string; readonly instead: string };
  /** Which members, at any depth, are secrets: they are never read, stand in no document, and stay as they are. */
  readonly isSecretMember?: (name: string, value: Json) => boolean;
  /** What to do with such a member in a document, as a sentence; to take it out when left out. */
  readonly secretRemedy?: string;
  /** People may have written secrets into it: shown, but never in a journal's file. */
  readonly confidential?: true;
  /**
   * Of great length and written by no person here: pages say that it is there, and not what. No service tells it again, so it is
   * needed until the thing is made, and is in no journal after that.
   */
  readonly large?: true;
  /** Edited in another way: it stands in no document. */
  readonly elsewhere?: true;
  /** Which thing a text in it names, `member` being that of the object in which it stands; `undefined` for a text that names none. */
  readonly names?: (text: string, member: string | undefined) => Named | undefined;
  /** Fixed once created. */
  readonly fixed?: true;
  /** Taken by changes only: a new one is made without it, and so is one that comes back after it was deleted. */
  readonly onlyChanged?: true;
  /** The service takes no `null` for it, so that it never again is as if nobody had said anything; it can be taken away when left out. */
  readonly cannotBeUnset?: NeverUnset;
  /** The field whose number is the greatest that this one may have. */
  readonly atMost?: string;
  readonly ask?: Ask;
}

/**
 * What undo does with a first value that cannot be taken away: it writes what the service documents as usual where nobody says
 * anything. Where nothing is documented the value stays, and every plan says so before.
 */
interface NeverUnset {
  /** The value, or by name those of members, that is as good as none. */
  readonly usual?: Json;
  /** The field of the thing whose value is the usual one. */
  readonly usualField?: string;
  /** Members that a change does not name stay as they are: each of them is taken back by itself. */
  readonly keepsMembers?: true;
}

/** What is asked for a field when one is created by a person; an https address where the example is one. */
export interface Ask {
  readonly prompt: string;
  readonly example?: string;
  readonly optional?: true;
  /** The only answers, the usual one first; any text when left out. Of a set several may be chosen, unless each is a whole list. */
  readonly choices?: readonly { readonly value: Json; readonly label: string; readonly detail?: string }[];
  /** No two of one owner have the same, though the cloud finds them by something else. */
  readonly unique?: true;
  /** What is wrong with a text as an answer, or with an element where the field is a set, as a sentence; `undefined` when nothing is. */
  check?(text: string): string | undefined;
  /** Whether it is not asked after these answers, by the names of the fields. */
  unless?(answers: Readonly<Record<string, Json>>): boolean;
}

/** How one is found whose id is not known, because the answer to its creation was lost. */
type Identity =
  /** The id was chosen here. */
  | { readonly by: "id" }
  /** These fields of the kind are `unique` in the cloud, or several may bear the same. */
  | { readonly by: "fields"; readonly fields: readonly string[]; readonly unique: boolean };

/** Everything that plan, undo, tree, commands and tests ask about a kind. `D` is what a person or a plan decides of a `T`. */
export interface Kind<T extends object = object, D extends object = T> {
  readonly id: string;
  readonly cloud: "auth0" | "azure";
  /** As it stands in a sentence: `authorization server`. */
  readonly noun: string;
  readonly plural: string;
  readonly icon: string;
  /** Names its documents, `*.<document>.json`, and their schema in `schemas/resources`; left out where it is edited in none. */
  readonly document?: string;
  readonly fields: { readonly [name in keyof D & string]: Field };
  readonly identity: Identity;
  titleOf(draft: Partial<D>, ref: Ref): string;
  /** As {@link titleOf} for one that is known by the ids of others: by what `nameOf` calls them. */
  titleBy?(draft: Partial<D>, ref: Ref, nameOf: (named: Named) => string): string;
  /** The title of a change as a sentence, where its verb and {@link titleBy} make a poor one. */
  sentenceOf?(verb: Verb, draft: Partial<D>, ref: Ref, nameOf: (named: Named) => string): string | undefined;
  /** What people call a change of it where that is not to create, change or delete it. */
  readonly verbs?: Partial<Record<Verb, string>>;
  /** What a new one is made with besides what was asked. */
  readonly defaults?: Partial<D>;
  /** What follows from what was asked, for a new one that a person makes. */
  implied?(answers: Partial<D>): Partial<D>;
  /** Makes a value whole after its fields were put together, before it is written. */
  complete?(draft: D): D;
  /** Whether what the cloud has is what was sent; equal JSON when left out. */
  isSame?(field: keyof D & string, sent: Json | undefined, found: Json | undefined): boolean;
  /** Whether `sent` may have led to what was found, though that is not the same: a service adds what a request leaves open. */
  isFulfilled?(field: keyof D & string, sent: Json | undefined, found: Json | undefined): boolean;
  /** Why this one takes no change and no deletion, as a sentence; `undefined` when it may. */
  lockedBecause?(value: T): string | undefined;
  /** What helps where the secret that the cloud made for it cannot be read. */
  readonly secretHint?: string;
  /** Why it must not be deleted now; `undefined` when it may. Unknown keeps it. */
  inUse?(stored: Stored<T>, reader: Reader, signal: AbortSignal): Promise<Maybe<string | undefined>>;
  /** Who may use it unseen by {@link inUse}, one sentence each: taking back its creation deletes it all the same, and says so. */
  unseen?(stored: Stored<T>, reader: Reader, signal: AbortSignal): Promise<readonly string[]>;
  /** They are people: what is drafted of them is kept no longer than the window is open, and is saved in no file. */
  readonly isPersonal?: true;
  /** There may be millions: nobody reads all of them, and its store can {@link Store.search}. */
  readonly isSearched?: true;
  /** The service tells no more than so many of a list or a search: whoever looks for another one says more of it. */
  readonly mostTold?: number;
  /** Why one that was deleted does not come back, as a sentence: undoing a deletion leaves it then, and says so before. */
  readonly staysDeleted?: string;
  /** Who was told what goes along may delete one that is in use; only taking back a creation leaves it then. */
  readonly isDeletedInUse?: true;
  /** What the cloud deletes with it, one sentence each. */
  goesAlong?(stored: Stored<T>, reader: Reader, signal: AbortSignal): Promise<Maybe<readonly string[]>>;
  /** What else a change of one breaks, one sentence each. */
  breaks?(
    stored: Stored<T>,
    fields: readonly FieldChange[],
    reader: Reader,
    signal: AbortSignal,
  ): Promise<Maybe<readonly string[]>>;
  /** What takes a change back where its opposite does not; `last` comes after everything else that is taken back. */
  inverse?(change: Change): { readonly change: Change; readonly last?: true };
  /** Where trees show a group of all of them, with ways to create and delete one; nowhere when left out. */
  readonly tree?: TreePlace;
  /** The right that each verb needs. */
  readonly rights: Readonly<Partial<Record<"read" | Verb, string>>>;
}

/** Where in a tree the group of a kind stands. */
interface TreePlace {
  /** `instance`, `tenant`, or below each of the kind with this id: ids then begin with that of the parent, as `parent/child`. */
  readonly under: string;
  /** The field that says the id of the parent, where there is one: lists then ask for those below one parent only. */
  readonly field?: string;
}

export type Verb = "create" | "update" | "delete";

/** Reads any kind. */
export interface Reader {
  list<T extends object, D extends object>(
    kind: Kind<T, D>,
    owner: string,
    where: Partial<T>,
    signal: AbortSignal,
  ): AsyncIterable<Stored<T>>;
  read<T extends object, D extends object>(
    kind: Kind<T, D>,
    ref: Required<Ref>,
    signal: AbortSignal,
  ): Promise<Stored<T> | undefined>;
}

/** A kind with the store it is kept in. */
export interface Shelf {
  readonly kind: Kind;
  readonly store: Store;
}

/**
 * One change, as data: planned, shown, journalled before it is sent, carried out and taken back.
 */
export interface Change {
  /** Names it in its plan. */
  readonly id: string;
  readonly verb: Verb;
  readonly ref: Ref;
  /** A sentence without a full stop: `Create the Auth0 API “Orders”`. */
  readonly title: string;
  readonly fields: readonly FieldChange[];
  /** Ids of the changes that must be made before this one. */
  readonly needs: readonly string[];
}

/** What becomes of one field. */
export type FieldChange = WholeField | FieldElements;

/** A field that is set as a whole. */
export interface WholeField {
  readonly path: string;
  /** Left out when there is nothing, or when it does not matter what there is. */
  readonly before?: Json;
  /** Left out when it goes away. May be a {@link Later}, which stands only here or as an element below. */
  readonly after?: Json;
}

/** Elements of a set. */
export interface FieldElements {
  readonly path: string;
  readonly added: readonly Json[];
  readonly removed: readonly Json[];
}

/**
 * Stands in a change for what is known only once another was made: the id that the cloud gave to what `idOf` (a change of
 * the same plan) created, the secret that it made for `secretOf`, which is read when needed and kept nowhere, or in an update
 * of what has such a secret: the one that it makes in place of it.
 */
export type Later =
  | { readonly idOf: string }
  | { readonly secretOf: string | Required<Ref> }
  | { readonly newSecret: true };

/** The failures after which it is certain that nothing was written. */
export const certainCodes: ReadonlySet<string> = new Set([
  "rejected",
  "unauthorized",
  "forbidden",
  "not-found",
  "already-exists",
  "changed-on-server",
  "rate-limited",
  "unsupported",
]);
