import type { Journal, JournalKeeper, Locks } from "../../../src/resources/journal.ts";

/** Keeps each journal as it was last written, in this process. */
export class InMemoryKeeper implements JournalKeeper {
  readonly journals = new Map<string, Journal>();

  async keep(journal: Journal): Promise<void> {
    this.journals.set(journal.id, journal);
  }
}

/** One holder a key at a time, in this process. */
export class InMemoryLocks implements Locks {
  private readonly held = new Map<string, Promise<void>>();

  async hold(key: string): Promise<() => Promise<void>> {
    const before = this.held.get(key) ?? Promise.resolve();
    let free: () => void = () => undefined;
    const mine = new Promise<void>((resolve) => {
      free = resolve;
    });
    this.held.set(
      key,
      before.then(() => mine),
    );
    await before;
    return async () => free();
  }
}
