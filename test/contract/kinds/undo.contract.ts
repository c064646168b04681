import assert from "node:assert/strict";
import { suite, test } from "mocha";
import { creation, deletion, update } from "../../../src/resources/changes.ts";
import { type Shelved, type ShelvedClouds, storeIn } from "../../../src/resources/clouds.ts";
import { difference, fieldsOf, isElements, staysWhenUndone } from "../../../src/resources/fields.ts";
import { backTo, isAsGood } from "../../../src/resources/first-values.ts";
import type { Journal } from "../../../src/resources/journal.ts";
import type { Change, Field, Kind, Store, Stored } from "../../../src/resources/kind.ts";
import { collect } from "../../support/collect.ts";
import { applyPlan, outcomeOf, undo, undoOutcomeOf } from "../../support/journals.ts";
import { type KindExample, type Place, refOf } from "./kind-example.ts";

const { signal } = new AbortController();

/** What plans make of any kind is taken back: as far as the service can, and where it cannot, the kind says so. */
export function testUndo<T extends object, D extends object>(stage: Place, example: KindExample<T, D>): void {
  const { kind } = example;
  suite(`${kind.id}, taken back`, () => {
    test("a creation, a change and a deletion leave things as they were, or say why not", async () => {
      const cloud = await stage.open();
      const [first, second] = await example.drafts(cloud, stage.owner);
      const desk = new Desk(kind, cloud);
      const made = await desk.made(stage, example, 0, first);
      if (kind.rights.update !== undefined) await desk.takesBackChanges(made, example);
      if (kind.rights.delete !== undefined && !example.isNeverDeleted) await desk.takesBackDeletion(made);
      await desk.takesBackCreation(stage, example, second);
    });
  });
}

/** A kind in its cloud, and plans of one change. */
class Desk<T extends object, D extends object> {
  private readonly store: Store<T, D>;
  private readonly clouds: ShelvedClouds;

  constructor(
    private readonly kind: Kind<T, D>,
    cloud: Shelved,
  ) {
    const nothing: Shelved = { shelves: new Map() };
    this.store = storeIn(cloud, kind);
    this.clouds = { auth0: nothing, azure: nothing, [kind.cloud]: cloud };
  }

  async made(stage: Place, example: KindExample<T, D>, index: 0 | 1, draft: D): Promise<Stored<T>> {
    const { journal } = await this.create(stage, example, index, draft);
    return this.found(journal);
  }

  async takesBackChanges(before: Stored<T>, { changes, apart = [] }: KindExample<T, D>): Promise<void> {
    const isOpen = ([name]: readonly [string, unknown]) => {
      const field = this.field(name);
      return !field?.secret && !field?.fixed && !apart.some((one) => one === name);
    };
    const wanted = Object.fromEntries(Object.entries(changes).filter(isOpen)) as Partial<D>;
    const change = update(this.kind, before, wanted, { id: "change" });
    if (!change) return;
    const journal = await this.apply(change);
    assert.notDeepEqual(this.between(before, await this.store.read(before.ref, signal)), []);
    const stays = staysWhenUndone(this.kind, change);
    const { left, failed } = undoOutcomeOf(await undo(journal, this.clouds, signal));
    assert.deepEqual(failed, []);
    assert.equal(left.length, stays.length > 0 ? 1 : 0, JSON.stringify(left));
    for (const label of stays) assert.ok(left[0]?.reason.includes(label), label);
    const after = await this.store.read(before.ref, signal);
    assert.deepEqual(this.otherThanSaid(change, before, after), []);
  }

  async takesBackDeletion({ ref }: Stored<T>): Promise<void> {
    const now = await this.store.read(ref, signal);
    assert.ok(now);
    const others = async () =>
      (await collect(this.store.list(ref.owner, {}, signal))).map((one) => one.ref.id);
    const journal = await this.apply(deletion(this.kind, now, { id: "delete" }));
    assert.equal(await this.store.read(ref, signal), undefined);
    const rest = await others();
    const { left, failed } = undoOutcomeOf(await undo(journal, this.clouds, signal));
    assert.deepEqual(failed, []);
    if (this.kind.staysDeleted !== undefined) {
      assert.deepEqual(left, [{ id: "delete", reason: this.kind.staysDeleted }]);
      return;
    }
    assert.deepEqual(left, []);
    const [id, ...more] = (await others()).filter((one) => !rest.includes(one));
    assert.ok(id !== undefined && more.length === 0, `one is there again, not ${[id, ...more]}`);
    // a new one is made without what only changes take, as `goesAlong` says before
    const differs = this.between(now, await this.store.read({ ...ref, id }, signal));
    assert.deepEqual(
      differs.filter(({ path }) => !this.field(path)?.onlyChanged),
      [],
    );
  }

  async takesBackCreation(stage: Place, example: KindExample<T, D>, draft: D): Promise<void> {
    const { journal, change } = await this.create(stage, example, 1, draft);
    const { ref } = await this.found(journal);
    const { left, failed } = undoOutcomeOf(await undo(journal, this.clouds, signal));
    assert.deepEqual(failed, []);
    const stays = this.kind.rights.delete === undefined && !this.kind.inverse?.(change);
    assert.equal(left.length, stays ? 1 : 0, JSON.stringify(left));
    const isGone = (await this.store.read(ref, signal)) === undefined;
    assert.equal(isGone, this.kind.rights.delete !== undefined);
  }

  private async create(stage: Place, example: KindExample<T, D>, index: 0 | 1, draft: D) {
    const { id: refId } = refOf(stage, example, index);
    const chosen = refId === undefined ? {} : { refId };
    const change = creation(this.kind, stage.owner, draft, { id: "create", ...chosen });
    return { change, journal: await this.apply(change) };
  }

  private async apply(change: Change): Promise<Journal> {
    const plan = { title: change.title, subject: "one", changes: [change], unchanged: [], notes: [] };
    const journal = await applyPlan(plan, this.clouds, signal);
    assert.equal(outcomeOf(journal).status, "done", JSON.stringify(outcomeOf(journal)));
    return journal;
  }

  private async found({ entries: [entry] }: Journal): Promise<Stored<T>> {
    const { kind, owner, id } = entry?.ref ?? entry?.change.ref ?? { kind: "", owner: "" };
    const stored = await this.store.read({ kind, owner, id: id ?? "" }, signal);
    assert.ok(stored, "what was made is there");
    return stored;
  }

  /** What differs from before, besides what stays and what is usual where nothing was said. */
  private otherThanSaid({ fields }: Change, before: Stored<T>, after: Stored<T> | undefined) {
    const now = fieldsOf(this.kind, after?.value ?? {});
    return this.between(before, after).filter((one) => {
      const set = fields.find(({ path }) => path === one.path);
      if (isElements(one) || !set || isElements(set)) return true;
      return !isAsGood(
        this.field(one.path),
        now[one.path],
        backTo(this.field(one.path), one.before, set.after, now).value,
        now,
      );
    });
  }

  /** What differs, as far as the kind has fields for it. */
  private between(one: Stored<T>, other: Stored<T> | undefined) {
    assert.ok(other);
    return difference(this.kind, fieldsOf(this.kind, one.value), fieldsOf(this.kind, other.value));
  }

  private field(name: string): Field | undefined {
    return new Map(Object.entries<Field>(this.kind.fields)).get(name);
  }
}
