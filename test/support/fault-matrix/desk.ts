import assert from "node:assert/strict";
import type { Desk } from "../../../src/resources/engine.ts";
import type { Journal, JournalKeeper } from "../../../src/resources/journal.ts";
import { fromFile, toFile } from "../../../src/resources/journal-file.ts";
import type { Shelf, Store } from "../../../src/resources/kind.ts";
import type { Limits } from "../../../src/resources/write.ts";
import type { Kill } from "./matrix.ts";

/** A desk on both clouds that knows how many calls are under way. */
export interface MatrixDesk extends Desk {
  readonly limits: Limits;
  /** Resolves once no call is under way. */
  quiet(): Promise<void>;
}

/** `desk`, with its calls counted. */
export function countedDesk(desk: Desk & { readonly limits: Limits }): MatrixDesk {
  const running = new Set<Promise<unknown>>();
  const count = <T>(call: Promise<T>): Promise<T> => {
    const ended: Promise<unknown> = call.then(
      () => running.delete(ended),
      () => running.delete(ended),
    );
    running.add(ended);
    return call;
  };
  return {
    ...desk,
    shelf: (kind) => counted(desk.shelf(kind), count),
    async quiet() {
      while (running.size > 0) await Promise.all(running);
    },
  };
}

function counted(shelf: Shelf | undefined, count: <T>(call: Promise<T>) => Promise<T>): Shelf | undefined {
  if (!shelf) return undefined;
  const { store } = shelf;
  const wrapped: Store = {
    list: (...call) => store.list(...call),
    read: (...call) => count(store.read(...call)),
    create: (...call) => count(store.create(...call)),
    update: (...call) => count(store.update(...call)),
    delete: (...call) => count(store.delete(...call)),
    ...(store.secretOf && { secretOf: store.secretOf.bind(store) }),
  };
  return { ...shelf, store: wrapped };
}

/** Keeps one journal until the program dies: from then on no write of it ever ends. */
export class DyingKeeper implements JournalKeeper {
  readonly died: Promise<void>;
  private writes = 0;
  private die: () => void = () => undefined;

  constructor(
    public kept: Journal,
    private readonly kill: Kill,
  ) {
    this.died = new Promise((resolve) => {
      this.die = resolve;
    });
  }

  keep(journal: Journal): Promise<void> {
    this.writes += 1;
    const isLast = this.writes >= this.kill.write;
    if (!isLast || (this.writes === this.kill.write && this.kill.isDurable)) this.kept = journal;
    if (!isLast) return Promise.resolve();
    this.die();
    return new Promise(() => undefined);
  }
}

/** The journal as another start of the program finds it. */
export function reload(journal: Journal, { shelf }: Desk): Journal {
  const { text, secrets } = toFile(journal, (id) => shelf(id)?.kind);
  const read = fromFile(text, secrets);
  assert.ok(read);
  return read;
}
