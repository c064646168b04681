import assert from "node:assert/strict";
import { setup, suite, test } from "mocha";
import { storeIn } from "../../../src/resources/clouds.ts";
import type { Field, Store, Stored, Verb } from "../../../src/resources/kind.ts";
import { collect } from "../../support/collect.ts";
import { failsWith } from "../../support/failing.ts";
import { assertOnlyChanged, assertUnchanged } from "./documents.contract.ts";
import { testFaults } from "./faults.contract.ts";
import { type KindExample, type Place, refOf, type Stage } from "./kind-example.ts";

const { signal } = new AbortController();

/** What the store of any kind does on the wire, and what it says when something is wrong. */
export function testKind<T extends object, D extends object>(stage: Stage, example: KindExample<T, D>): void {
  testStore(stage, example);
  testFaults(stage, example);
  if (example.kind.cloud === "azure") testCreation(stage, example);
}

/** A PUT of Azure Resource Manager also replaces what somebody made between a look and the request. */
function testCreation<T extends object, D extends object>(stage: Stage, example: KindExample<T, D>): void {
  test(`${example.kind.id}: a creation replaces nothing, also what came a moment ago`, async () => {
    const cloud = await stage.open();
    const [draft] = await example.drafts(cloud, stage.owner);
    const before = stage.puts.length;
    await storeIn(cloud, example.kind).create(refOf(stage, example, 0), draft, signal);
    const puts = stage.puts.slice(before);
    assert.ok(puts.length > 0);
    // a link has nothing that could be replaced
    for (const { requestHeaders: sent, requestBody, url } of puts)
      assert.ok(sent["if-none-match"] === "*" || requestBody === "", url);
  });
}

/** What the store of any kind does, in memory too. */
export function testStore<T extends object, D extends object>(
  stage: Place,
  example: KindExample<T, D>,
): void {
  const { kind, changes } = example;
  const isUnique = kind.identity.by === "id" || kind.identity.unique;
  const can = (verb: Verb) => kind.rights[verb] !== undefined;
  const apart: readonly string[] = example.apart ?? [];
  const open = Object.entries<Field>(kind.fields).filter(
    ([name, field]) => !field.fixed && !apart.includes(name),
  );
  suite(kind.id, () => {
    let store: Store<T, D>;
    let drafts: readonly [D, D, D];
    const create = (index: 0 | 1 | 2) => store.create(refOf(stage, example, index), drafts[index], signal);
    const all = (where: Partial<T> = {}) => collect(store.list(stage.owner, where, signal));

    setup(async () => {
      const cloud = await stage.open();
      drafts = await example.drafts(cloud, stage.owner);
      store = storeIn(cloud, kind);
    });

    test("three are created as they were meant, read, and listed", async () => {
      const made = [await create(0), await create(1), await create(2)];
      assert.equal(new Set(made.map(({ ref }) => ref.id)).size, 3);
      for (const [index, stored] of made.entries()) {
        assert.deepEqual([stored.ref.kind, stored.ref.owner], [kind.id, stage.owner]);
        assertFields(stored.value, drafts[index] ?? {});
        assert.deepEqual(await store.read(stored.ref, signal), stored);
        await assertUnchanged(kind, stored);
      }
      const listed = await all();
      for (const one of made) assert.deepEqual(listed.filter(isLike(one)).map(told), [told(one)]);
    });

    if (kind.document !== undefined) {
      test("the raw answer says what was read, in the service's own words, and that of what is gone is none", async () => {
        const { ref, value, version } = await create(0);
        const answer = await store.readRaw?.(ref, signal);
        assert.deepEqual([answer?.version, typeof answer?.body], [version, "object"]);
        const said = JSON.stringify(answer);
        for (const [name, field] of Object.entries<Field>(kind.fields)) {
          const wanted = member(value, name);
          if (typeof wanted === "string" && wanted !== "")
            assert.ok(said.includes(`"${field.name ?? name}":`), name);
        }
        const gone = ref.id.includes("/") ? `${ref.id}-is-not-there` : "is-not-there";
        assert.equal(await store.readRaw?.({ ...ref, id: gone }, signal), undefined);
      });
    }

    test("one is found by what tells it apart, and nothing else is", async () => {
      const [first, second] = [await create(0), await create(1)];
      const found = await all(identityOf(first.value));
      assert.deepEqual(found.filter(isLike(first)).map(told), [told(first)]);
      if (kind.identity.by === "fields") assert.deepEqual(found.filter(isLike(second)), []);
      if (isUnique && kind.identity.by === "fields") assert.equal(found.length, 1);
    });

    if (isUnique) {
      test("a second one is refused, and the first stays as it is", async () => {
        const first = await create(0);
        await failsWith("already-exists", create(0));
        assert.deepEqual(await store.read(first.ref, signal), first);
      });
    }

    if (can("update")) {
      test("each field that may change does, and no other with it", async () => {
        let stored = await create(0);
        for (const [name, field] of open) {
          const wanted = member(changes, name);
          assert.notEqual(wanted, undefined, `the example says nothing new of ${name}`);
          const value = field.set ? [...listOf(stored.value, name), ...listOf(changes, name)] : wanted;
          const intended = { ...drafts[0], ...stored.value, [name]: value };
          if (!field.elsewhere) assertOnlyChanged(kind, stored, name, value);
          const changed = await store.update(stored, { [name]: value } as unknown as Partial<D>, signal);
          assertFields(changed.value, intended);
          assert.deepEqual(changed.ref, stored.ref);
          stored = changed;
          assert.deepEqual(await store.read(stored.ref, signal), stored);
          await assertUnchanged(kind, stored);
        }
      });
    } else {
      test("nothing of it can be changed", async () => {
        const stored = await create(0);
        await failsWith("unsupported", store.update(stored, {}, signal));
        assert.deepEqual(await store.read(stored.ref, signal), stored);
      });
    }

    if (can("delete")) {
      test("one is deleted and gone, and gone it may be deleted again", async () => {
        const [first, second] = [await create(0), await create(1)];
        await store.delete(first, signal);
        await store.delete(first, signal);
        assert.equal(await store.read(first.ref, signal), undefined);
        assert.deepEqual(await store.read(second.ref, signal), second);
        const left = await all();
        const rest = left.filter(isLike(second)).map(told);
        assert.deepEqual([left.filter(isLike(first)), rest], [[], [told(second)]]);
      });
    } else {
      test("one stays for good", async () => {
        const stored = await create(0);
        await failsWith("unsupported", store.delete(stored, signal));
        assert.deepEqual(await store.read(stored.ref, signal), stored);
      });
    }

    const [changing] = open.find(([, field]) => !field.set && !field.secret) ?? [];
    // Auth0 has no versions: the engine compares before it writes
    if (kind.cloud === "azure" && can("update") && changing !== undefined) {
      test("what was changed meanwhile is neither changed nor deleted", async () => {
        const stale = await create(0);
        const change = { [changing]: member(changes, changing) } as unknown as Partial<D>;
        const current = await store.update(stale, change, signal);
        await failsWith("changed-on-server", store.update(stale, change, signal));
        await failsWith("changed-on-server", store.delete(stale, signal));
        assert.deepEqual(await store.read(stale.ref, signal), current);
      });
    }
  });

  function identityOf(value: T): Partial<T> {
    if (kind.identity.by === "id") return {};
    const entries = kind.identity.fields.map((name) => [name, member(value, name)]);
    return Object.fromEntries(entries) as Partial<T>;
  }

  /** A value has all that was intended of the fields it shows. */
  function assertFields(value: object, intended: object): void {
    for (const [name, field] of Object.entries<Field>(kind.fields)) {
      const wanted = member(intended, name);
      if (field.secret || wanted === undefined) continue;
      const found = member(value, name);
      if (field.set) assert.deepEqual(sorted(found, field), sorted(wanted, field), name);
      else if (
        ![kind.isSame, kind.isFulfilled].some((is) => is?.(name as never, wanted as never, found as never))
      )
        assert.deepEqual(found, wanted, name);
    }
  }
}

/** What a list tells of one: not always its version. */
function told({ ref, value }: Stored): unknown {
  return { ref, value };
}

function isLike({ ref }: Stored): (other: Stored) => boolean {
  return (other) => other.ref.id === ref.id;
}

function member(value: object, name: string): unknown {
  return new Map<string, unknown>(Object.entries(value)).get(name);
}

function listOf(value: object, name: string): readonly unknown[] {
  const list = member(value, name);
  return Array.isArray(list) ? list : [];
}

function sorted(list: unknown, { set }: Field): unknown {
  assert.ok(Array.isArray(list));
  const keyOf = (element: unknown) =>
    set?.key !== undefined && typeof element === "object" && element !== null
      ? String(member(element, set.key))
      : JSON.stringify(element);
  // what is undefined is nothing, also in an element
  const plain: readonly unknown[] = JSON.parse(JSON.stringify(list));
  return [...plain].sort((one, other) => keyOf(one).localeCompare(keyOf(other)));
}
