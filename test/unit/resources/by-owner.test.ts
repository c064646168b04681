import assert from "node:assert/strict";
import { shelvedByOwner } from "../../../src/resources/by-owner.ts";
import { changeOf, creation } from "../../../src/resources/changes.ts";
import { readerOf, shelfOf } from "../../../src/resources/clouds.ts";
import { carryOut, newJournal, takeBack } from "../../../src/resources/engine.ts";
import { box, label, toyClouds } from "./toys.ts";

const signal = new AbortController().signal;

/** Two accounts, of which each sees one of the owners only. */
function twoAccounts() {
  const [north, south] = [toyClouds(), toyClouds()];
  const azure = shelvedByOwner(
    new Map([
      ["north", north.clouds.azure],
      ["south", south.clouds.azure],
    ]),
  );
  const clouds = { auth0: { shelves: new Map() }, azure };
  const desk = { ...north.desk, shelf: (kind: string) => shelfOf(clouds, kind), reader: readerOf(clouds) };
  return { north, south, desk, azure };
}

suite("resources: a plan over several accounts of one cloud", () => {
  test("makes and takes back each change with the account that sees its owner", async () => {
    const { north, south, desk } = twoAccounts();
    const plan = newJournal(
      {
        title: "Both",
        subject: "both",
        changes: ["north", "south"].map((owner) =>
          creation(label, owner, { text: owner, tags: [] }, { id: owner, refId: "one" }),
        ),
        unchanged: [],
        notes: [],
      },
      "1",
      new Date(0),
    );
    const done = await carryOut(plan, desk, signal);
    assert.deepEqual(
      [north, south].map(({ labels }) => labels.all.map(({ value }) => value.text)),
      [["north"], ["south"]],
    );
    await takeBack(done, desk, signal);
    assert.deepEqual([north.labels.all, south.labels.all], [[], []]);
  });

  test("gives one account's thing the new secret of another's", async () => {
    const { north, south, desk } = twoAccounts();
    const crate = north.boxes.put("north", "crate", { name: "Crate", size: 1 });
    const tag = south.labels.put("south", "tag", { text: "Tag", tags: [] });
    const rotate = changeOf(box, crate, [{ path: "key", after: { newSecret: true } }], { id: "rotate" });
    const give = changeOf(label, tag, [{ path: "code", after: { secretOf: { ...crate.ref } } }], {
      id: "give",
      needs: ["rotate"],
    });
    const changes = [rotate, give].flatMap((one) => one ?? []);
    const plan = { title: "Rotate", subject: "r", changes, unchanged: [], notes: [] };
    const { entries } = await carryOut(newJournal(plan, "2", new Date(0)), desk, signal);
    assert.deepEqual(
      entries.map(({ state }) => state),
      ["made", "made"],
    );
    assert.deepEqual(north.renewed, ["crate"]);
    assert.equal(south.labels.all[0]?.value.code, "secret 1 of crate");
  });

  test("says which of several secrets is meant, and takes a cloud that keeps the new one to itself at its word", async () => {
    const asked: unknown[] = [];
    const account = (name: string) => {
      const { azure } = toyClouds().clouds;
      const shelf = azure.shelves.get(box.id) ?? assert.fail();
      const store = Object.assign(Object.create(shelf.store), {
        secretOf: async (_: unknown, __: unknown, field?: string) => asked.push([name, "read", field]),
        rotateSecret: async (_: unknown, __: unknown, field?: string) => {
          asked.push([name, "rotate", field]);
        },
      });
      return { shelves: new Map([...azure.shelves, [box.id, { ...shelf, store }]]) };
    };
    const accounts = new Map(["north", "south"].map((name) => [name, account(name)]));
    const store = shelvedByOwner(accounts).shelves.get(box.id)?.store ?? assert.fail();
    const ref = { kind: box.id, owner: "south", id: "crate" };
    await store.secretOf?.(ref, signal, "secondaryKey");
    assert.equal(await store.rotateSecret?.(ref, signal, "secondaryKey"), undefined);
    assert.deepEqual(asked, [
      ["south", "read", "secondaryKey"],
      ["south", "rotate", "secondaryKey"],
    ]);
  });

  test("one account is itself, and none keeps nothing", () => {
    const { north } = twoAccounts();
    assert.equal(shelvedByOwner(new Map([["north", north.clouds.azure]])), north.clouds.azure);
    assert.equal(shelvedByOwner(new Map()).shelves.size, 0);
  });
});
