import { Failure, throwIfCancelled } from "../../../src/core/failure.ts";
import { creation, deletion, update } from "../../../src/resources/changes.ts";
import type { Desk } from "../../../src/resources/engine.ts";
import type { Journal } from "../../../src/resources/journal.ts";
import { fromFile, toFile } from "../../../src/resources/journal-file.ts";
import type { Change, Shelf, Store } from "../../../src/resources/kind.ts";
import { InMemoryLocks } from "../../support/in-memory/keeper.ts";
import { box, label, owner, shop, toyClouds } from "./toys.ts";

/** Numbers below `limit` that are the same for the same seed. */
export type Dice = (limit: number) => number;

export function diceOf(seed: number): Dice {
  let state = (seed * 2654435761 + 1) >>> 0;
  return (limit) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    state >>>= 0;
    return state % limit;
  };
}

export const faults = ["refused", "lost", "unanswered", "wrong-answer", "cancelled", "killed"] as const;

/** What goes wrong, at which write, and whether it stays so until it is lifted. */
export interface Fault {
  readonly name: (typeof faults)[number];
  readonly at: number;
  readonly when: "before" | "after";
  readonly stays: boolean;
}

type Clouds = ReturnType<typeof toyClouds>;

/** Toy clouds in which others have things already, one of them like one that a plan creates. */
export function furnished(): Clouds {
  const clouds = toyClouds();
  clouds.labels.put(owner, "old", { text: "Old", tags: ["theirs"] });
  clouds.labels.put(owner, "gone", { text: "Gone", tags: ["a", "b"] });
  clouds.shops.put(owner, "s-old", { name: "Corner", goods: ["bread"] });
  clouds.boxes.put(owner, "b-old", { name: "Crate", size: 0 });
  clouds.boxes.put(owner, "b-gone", { name: "Crate", size: 99 });
  return clouds;
}

/** One to twelve changes, each needing some of those before it. */
export function anyChanges(dice: Dice, clouds: Clouds): readonly Change[] {
  const used = new Set<number>();
  const changes: Change[] = [];
  for (let count = 1 + dice(12); changes.length < count; ) {
    const sort = dice(7);
    // What is changed as a whole, or deleted, is so once in a plan.
    if (sort > 3 && used.has(sort)) continue;
    used.add(sort);
    const needs = changes.map(({ id }) => id).filter(() => dice(4) === 0);
    changes.push(...anyChange(sort, changes.length, needs, clouds));
  }
  return changes;
}

function anyChange(sort: number, n: number, needs: readonly string[], clouds: Clouds): readonly Change[] {
  const options = { id: `c${n}`, needs };
  const [old, gone] = clouds.labels.all;
  const [corner] = clouds.shops.all;
  const bGone = clouds.boxes.all[1];
  if (!old || !gone || !corner || !bGone) return [];
  const any = [
    () => creation(label, owner, { text: `L${n}`, tags: ["t"] }, { ...options, refId: `l${n}` }),
    () => creation(shop, owner, { name: `Shop ${n}`, goods: ["x"] }, options),
    () => creation(box, owner, { name: "Crate", size: n }, options),
    () => update(shop, corner, { goods: [`g${n}`] }, options),
    () => update(label, old, { text: "New", tags: ["ours"] }, options),
    () => deletion(label, gone, options),
    () => deletion(box, bGone, options),
  ];
  const made = any[sort]?.();
  return made ? [made] : [];
}

/** What there is, in an order and without ids that a cloud chose. */
export function stateOf({ labels, shops, boxes }: Clouds): string {
  const rows = [
    ...labels.all.map(({ ref, value }) => ({ id: ref.id, ...value, tags: [...value.tags].sort() })),
    ...shops.all.map(({ value }) => ({ ...value, goods: [...value.goods].sort() })),
    ...boxes.all.map(({ value }) => value),
  ];
  return JSON.stringify(
    rows.map((row) => JSON.stringify(Object.fromEntries(Object.entries(row).sort()))).sort(),
  );
}

/** Ends when the process is killed; what it leaves behind is `journal`, as its file has it. */
export class Process {
  private writes = 0;
  private isDead = false;
  private readonly controller = new AbortController();
  private die: () => void = () => undefined;
  readonly killed = new Promise<undefined>((resolve) => {
    this.die = () => resolve(undefined);
  });

  constructor(
    private readonly clouds: Clouds,
    private kept: Journal,
    private readonly fault: Fault | undefined,
  ) {}

  /** As it was last kept, read from its file. */
  get journal(): Journal {
    return reloaded(this.kept, this.clouds.desk);
  }

  get signal(): AbortSignal {
    return this.controller.signal;
  }

  get desk(): Desk {
    const { desk } = this.clouds;
    const keep = async (journal: Journal) => {
      await this.alive();
      this.kept = journal;
    };
    const shelf = (kind: string) => {
      const found = desk.shelf(kind);
      return found && this.wrapped(found);
    };
    return { ...desk, keeper: { keep }, locks: new InMemoryLocks(), shelf };
  }

  private alive(): Promise<void> {
    return this.isDead ? new Promise(() => undefined) : Promise.resolve();
  }

  private wrapped({ kind, store }: Shelf): Shelf {
    const process = this;
    const faulty: Store = {
      async *list(...args) {
        await process.reading();
        yield* store.list(...args);
      },
      read: (...args) => this.reading().then(() => store.read(...args)),
      create: (...args) => this.write(() => store.create(...args), args[2]),
      update: (...args) => this.write(() => store.update(...args), args[2]),
      delete: (...args) => this.write(() => store.delete(...args), args[1]),
    };
    return { kind, store: faulty };
  }

  /** While a connection stays lost, nothing can be read either. */
  private async reading(): Promise<void> {
    await this.alive();
    const fault = this.fault;
    if (fault?.name === "lost" && fault.stays && this.writes >= fault.at) throw lost();
  }

  private async write<R>(effect: () => Promise<R>, signal: AbortSignal): Promise<R> {
    await this.alive();
    this.writes += 1;
    const fault = this.fault;
    const hits =
      fault && (fault.stays ? this.writes >= fault.at : this.writes === fault.at) ? fault : undefined;
    if (hits?.when === "before") await this.strike(hits);
    const answer = await effect();
    if (hits?.when === "after") await this.strike(hits);
    throwIfCancelled(signal);
    if (hits?.name !== "wrong-answer" || typeof answer !== "object" || answer === null) return answer;
    return { ...answer, value: {} };
  }

  private async strike({ name, when }: Fault): Promise<void> {
    switch (name) {
      case "refused":
        if (when === "before") throw new Failure("rejected", "The cloud refused it.");
        return;
      case "lost":
        throw lost();
      case "unanswered":
        throw new Failure("internal", "The answer was a page.");
      case "wrong-answer":
        return;
      case "cancelled":
        this.controller.abort();
        throw new Failure("cancelled", "Cancelled.");
      case "killed":
        this.isDead = true;
        this.die();
        return this.alive();
    }
  }
}

function lost(): Failure {
  return new Failure("unreachable", "The connection broke.");
}

function reloaded(journal: Journal, desk: Desk): Journal {
  const { text, secrets } = toFile(journal, (kind) => desk.shelf(kind)?.kind);
  const read = fromFile(text, secrets);
  if (!read) throw new Failure("internal", "The journal's file cannot be read.");
  return read;
}
