import { abortable } from "../../../src/adapters/abortable.ts";
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

  async hold(key: string, signal?: AbortSignal, onWait?: () => void): Promise<() => Promise<void>> {
    const before = this.held.get(key);
    let free: () => void = () => undefined;
    const ended = new Promise<void>((resolve) => {
      free = resolve;
    });
    const mine = (before ?? Promise.resolve()).then(() => ended);
    this.held.set(key, mine);
    const release = async () => {
      free();
      if (this.held.get(key) === mine) this.held.delete(key);
    };
    try {
      if (before) onWait?.();
      if (before) await (signal ? abortable(before, signal) : before);
      return release;
    } catch (error) {
      await release();
      throw error;
    }
  }
}
