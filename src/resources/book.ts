import { Failure, toFailure } from "../core/failure.ts";
import type { Entry, Journal, JournalKeeper, Locks } from "./journal.ts";
import type { Reader, Ref, Shelf, Stored } from "./kind.ts";
import type { Limits } from "./write.ts";

/** What changes are carried out and taken back with. */
export interface Desk {
  /** `undefined` for a kind that this version does not know: what it did is left and said. */
  shelf(kind: string): Shelf | undefined;
  readonly reader: Reader;
  /** Why a creation must not be taken back, as far as another cloud says it, as `Kind.inUse`; nothing when left out. */
  inUseElsewhere?(stored: Stored, signal: AbortSignal): Promise<string | undefined>;
  readonly keeper: JournalKeeper;
  readonly locks: Locks;
  /** Told whenever a change has got further. */
  onProgress?(journal: Journal, changeId: string): void;
  readonly limits?: Limits;
}

const usualLimits: Limits = { look: 30_000, lookAfterCancel: 800 };

/** A journal while it is worked on. */
export class Book {
  readonly limits: Limits;
  private keeping: Promise<void> = Promise.resolve();

  constructor(
    public journal: Journal,
    readonly desk: Desk,
    readonly signal: AbortSignal,
  ) {
    this.limits = desk.limits ?? usualLimits;
  }

  entry(id: string): Entry {
    const entry = this.journal.entries.find(({ change }) => change.id === id);
    if (entry) return entry;
    throw new Failure("internal", `The journal “${this.journal.title}” has no change “${id}”.`);
  }

  /** Notes how far a change is. */
  note(id: string, patch: Partial<Entry>): void {
    const { message: _, isRefused: __, ...kept } = this.entry(id);
    const entries = this.journal.entries.map((one) => (one.change.id === id ? { ...kept, ...patch } : one));
    this.journal = { ...this.journal, entries };
    this.desk.onProgress?.(this.journal, id);
  }

  /** Notes what is about to be sent, durably; throws a failure when it cannot be kept, and nothing may be sent then. */
  async intend(id: string, patch: Partial<Entry>): Promise<void> {
    const before = this.entry(id);
    this.note(id, patch);
    try {
      await this.keep();
    } catch (error) {
      this.note(id, before);
      throw new Failure(
        "rejected",
        `Nothing was sent, since the journal could not be kept: ${toFailure(error).message}`,
        {
          remedy: "See that there is room on the disk, then try again.",
          cause: error,
        },
      );
    }
  }

  /** Notes what became of a change; that this cannot be kept loses nothing: it is looked for again. */
  async settle(id: string, patch: Partial<Entry>): Promise<void> {
    this.note(id, patch);
    await this.keep().catch(() => undefined);
  }

  /** Runs `work` while nobody else of ours writes to the same thing. */
  async alone<T>({ owner, kind, id }: Ref, work: () => Promise<T>): Promise<T> {
    // Told apart from what plans are about: whoever carries this one out holds that, maybe by the name of the same thing.
    const release = await this.desk.locks.hold(`write/${owner}/${kind}/${id}`, this.signal);
    try {
      return await work();
    } finally {
      await release();
    }
  }

  /** One write of the journal after the other, each of what is true then. */
  private keep(): Promise<void> {
    const kept = this.keeping.then(() => this.desk.keeper.keep(this.journal));
    this.keeping = kept.catch(() => undefined);
    return kept;
  }
}
