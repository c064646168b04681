import assert from "node:assert/strict";
import { suite, test } from "mocha";
import { Failure } from "../../../src/core/failure.ts";
import { changeOf, creation, deletion, update } from "../../../src/resources/changes.ts";
import { carryOut, newJournal, takeBack } from "../../../src/resources/engine.ts";
import { canUndo, type Journal } from "../../../src/resources/journal.ts";
import type { Change, FieldChange } from "../../../src/resources/kind.ts";
import { box, label, owner, shop, toyClouds } from "./toys.ts";

const signal = new AbortController().signal;

function planned(...changes: readonly (Change | undefined)[]) {
  const plan = {
    title: "Toys",
    subject: "toys",
    changes: changes.flatMap((one) => one ?? []),
    unchanged: [],
    notes: [],
  };
  return newJournal(plan, "j1", new Date(0));
}

const chain = () =>
  planned(
    creation(box, owner, { name: "Crate", size: 3 }, { id: "box" }),
    creation(
      label,
      owner,
      { text: "Fragile", tags: ["red"], box: { idOf: "box" } },
      { id: "label", refId: "l1", needs: ["box"] },
    ),
  );

suite("resources: a plan is carried out and taken back", () => {
  test("what a change needs is made before it, and its id is put in", async () => {
    const { desk, labels, boxes } = toyClouds();
    const done = await carryOut(chain(), desk, signal);
    assert.deepEqual(
      done.entries.map(({ state }) => state),
      ["made", "made"],
    );
    assert.equal(labels.all[0]?.value.box, boxes.all[0]?.ref.id);
    const undone = await takeBack(done, desk, signal);
    assert.deepEqual(
      undone.entries.map(({ undo }) => undo?.state),
      ["undone", "undone"],
    );
    assert.deepEqual([labels.all, boxes.all], [[], []]);
  });

  test("an answer that was lost is looked for, and what it made is ours", async () => {
    const { desk, boxes } = toyClouds();
    boxes.put(owner, "older", { name: "Crate", size: 3 });
    boxes.hook = (verb, when) => {
      if (verb === "create" && when === "after") throw new Failure("unreachable", "The connection broke.");
    };
    const done = await carryOut(chain(), desk, signal);
    assert.deepEqual(
      done.entries.map(({ state }) => state),
      ["made", "made"],
    );
    await takeBack(done, desk, signal);
    assert.deepEqual(
      boxes.all.map(({ ref }) => ref.id),
      ["older"],
    );
  });

  test("what somebody changed since a deletion was planned is not deleted, were it only something more", async () => {
    const { desk, shops } = toyClouds();
    const stored = shops.put(owner, "s1", { name: "Corner", goods: ["bread", "milk"] });
    const plan = planned(deletion(shop, stored, { id: "shop" }));
    shops.put(owner, "s1", { name: "Corner", goods: ["milk", "bread", "eggs"] });
    const [entry] = (await carryOut(plan, desk, signal)).entries;
    assert.equal(entry?.state, "not-made");
    assert.match(entry?.message ?? "", /^Somebody else changed it after the plan was made \(Goods\)/);
    shops.put(owner, "s1", { name: "Corner", goods: ["milk", "bread"] });
    const done = await carryOut(plan, desk, signal);
    assert.deepEqual([done.entries[0]?.state, shops.all], ["made", []]);
  });

  test("a plan that is about just what it changes does not wait for itself", async () => {
    const { desk, shops } = toyClouds();
    const stored = shops.put(owner, "s1", { name: "Corner", goods: [] });
    const release = await desk.locks.hold(`${owner}/${shop.id}/s1`, signal);
    const done = await carryOut(
      planned(update(shop, stored, { goods: ["milk"] }, { id: "shop" })),
      desk,
      signal,
    );
    await release();
    assert.equal(done.entries[0]?.state, "made");
  });

  test("only what the plan added to a set is taken back", async () => {
    const { desk, shops } = toyClouds();
    const stored = shops.put(owner, "s1", { name: "Corner", goods: ["bread"] });
    const done = await carryOut(
      planned(update(shop, stored, { goods: ["bread", "milk"] }, { id: "shop" })),
      desk,
      signal,
    );
    shops.put(owner, "s1", { name: "Corner", goods: ["bread", "milk", "eggs"] });
    await takeBack(done, desk, signal);
    assert.deepEqual(shops.all[0]?.value.goods, ["bread", "eggs"]);
  });

  test("a field is taken away, and one that was not there goes again", async () => {
    const { desk, labels } = toyClouds();
    const stored = labels.put(owner, "l1", { text: "Old", tags: [], box: "b1" });
    const gone = changeOf(label, stored, [{ path: "box", before: "b1" }], { id: "label" });
    const done = await carryOut(planned(gone), desk, signal);
    assert.deepEqual(done.entries[0]?.wrote, [{ path: "box", before: "b1" }]);
    assert.equal(labels.all[0]?.value.box, undefined);
    await takeBack(done, desk, signal);
    assert.equal(labels.all[0]?.value.box, "b1");
    const bare = labels.put(owner, "l2", { text: "Bare", tags: [] });
    const set = await carryOut(planned(update(label, bare, { box: "b2" }, { id: "label" })), desk, signal);
    assert.equal(labels.all[1]?.value.box, "b2");
    await takeBack(set, desk, signal);
    assert.equal(labels.all[1]?.value.box, undefined);
  });

  test("a plan that was taken back is not carried on: what it needs is gone", async () => {
    const { desk, labels, boxes } = toyClouds();
    labels.put(owner, "l1", { text: "Another", tags: [] });
    const failed = await carryOut(chain(), desk, signal);
    assert.deepEqual(
      failed.entries.map(({ state }) => state),
      ["made", "not-made"],
    );
    const undone = await takeBack(failed, desk, signal);
    labels.drop("l1");
    assert.deepEqual(await carryOut(undone, desk, signal), undone);
    assert.deepEqual([labels.all, boxes.all], [[], []]);
  });
});

suite("resources: secrets of what is there", () => {
  const there = { text: "Old", tags: [], code: "1111" };
  const states = ({ entries }: Journal) => entries.map(({ state }) => state);
  const undoOf = ({ entries }: Journal) => entries[0]?.undo;

  /** A label, and a plan that sets `fields` of it. */
  function labelled(...fields: readonly FieldChange[]) {
    const clouds = toyClouds();
    const stored = clouds.labels.put(owner, "l1", there);
    return { ...clouds, plan: planned(changeOf(label, stored, fields, { id: "label" })) };
  }

  test("are written besides what can be seen, and stand in nothing that says what was written", async () => {
    const { desk, labels, plan } = labelled(
      { path: "text", before: "Old", after: "New" },
      { path: "code", after: "2222" },
    );
    const done = await carryOut(plan, desk, signal);
    assert.deepEqual(labels.all[0]?.value, { text: "New", tags: [], code: "2222" });
    assert.deepEqual(done.entries[0]?.wrote, [{ path: "text", before: "Old", after: "New" }]);
    const undone = await takeBack(done, desk, signal);
    assert.deepEqual(labels.all[0]?.value, { text: "Old", tags: [], code: "2222" });
    assert.equal(undoOf(undone)?.state, "left");
    assert.match(undoOf(undone)?.message ?? "", /secret that was there before is not known \(Code\)/);
  });

  test("are written alone, read only when they are needed, and taken away", async () => {
    const { desk, labels, boxes, plan } = labelled({
      path: "code",
      after: { secretOf: { kind: box.id, owner, id: "b1" } },
    });
    boxes.put(owner, "b1", { name: "Crate", size: 1 });
    const done = await carryOut(plan, desk, signal);
    assert.equal(labels.all[0]?.value.code, "secret of b1");
    assert.doesNotMatch(JSON.stringify(done), /secret of b1/);
    assert.equal(canUndo(done), false);
    const gone = labelled({ path: "code" });
    await carryOut(gone.plan, gone.desk, signal);
    assert.deepEqual(JSON.stringify(gone.labels.all[0]?.value), '{"text":"Old","tags":[]}');
  });

  for (const [when, state, code] of [
    ["before", "not-made", "1111"],
    ["after", "unknown", "2222"],
  ] as const) {
    test(`are ${state} where the connection broke ${when} it took effect, and written once more`, async () => {
      const { desk, labels, plan } = labelled({ path: "code", after: "2222" });
      labels.hook = (verb, at) => {
        if (verb === "update" && at === when) throw new Failure("unreachable", "The connection broke.");
      };
      const failed = await carryOut(plan, desk, signal);
      assert.deepEqual([states(failed), labels.all[0]?.value.code], [[state], code]);
      labels.hook = () => undefined;
      assert.deepEqual(states(await carryOut(failed, desk, signal)), ["made"]);
      assert.equal(labels.all[0]?.value.code, "2222");
    });
  }

  test("are made anew by the cloud, and given to what needs them in the same plan", async () => {
    const { desk, labels, boxes, renewed } = toyClouds();
    const stored = labels.put(owner, "l1", there);
    const crate = boxes.put(owner, "b1", { name: "Crate", size: 1 });
    const anew = changeOf(box, crate, [{ path: "key", after: { newSecret: true } }], { id: "box" });
    const given = [{ path: "code", after: { secretOf: crate.ref } }];
    const plan = planned(anew, changeOf(label, stored, given, { id: "label", needs: ["box"] }));
    const done = await carryOut(plan, desk, signal);
    assert.deepEqual([states(done), renewed], [["made", "made"], ["b1"]]);
    assert.equal(labels.all[0]?.value.code, "secret 1 of b1");
    assert.equal(canUndo(done), false);
  });

  test("that nobody knows to be made anew are made anew again", async () => {
    const { desk, boxes, renewed } = toyClouds();
    const crate = boxes.put(owner, "b1", { name: "Crate", size: 1 });
    const plan = planned(changeOf(box, crate, [{ path: "key", after: { newSecret: true } }], { id: "box" }));
    boxes.hook = (verb, at) => {
      if (verb === "update" && at === "after") throw new Failure("unreachable", "The connection broke.");
    };
    const failed = await carryOut(plan, desk, signal);
    assert.deepEqual(states(failed), ["unknown"]);
    boxes.hook = () => undefined;
    assert.deepEqual(states(await carryOut(failed, desk, signal)), ["made"]);
    assert.deepEqual(renewed, ["b1", "b1"]);
  });

  test("are not made anew where the cloud does not do that", async () => {
    const { desk, labels } = toyClouds();
    const stored = labels.put(owner, "l1", there);
    const plan = planned(
      changeOf(label, stored, [{ path: "code", after: { newSecret: true } }], { id: "label" }),
    );
    const { entries } = await carryOut(plan, desk, signal);
    assert.deepEqual([entries[0]?.state, labels.all[0]?.value.code], ["not-made", "1111"]);
  });

  test("of which nobody knows whether they were written, are not said to be taken back", async () => {
    const { desk, labels, plan } = labelled({ path: "code", after: "2222" });
    labels.hook = (verb, at) => {
      if (verb === "update" && at === "after") throw new Failure("unreachable", "The connection broke.");
    };
    const undone = await takeBack(await carryOut(plan, desk, signal), desk, signal);
    assert.equal(undoOf(undone)?.state, "unknown");
  });
});

suite("resources: elements of a set that say something else", () => {
  const [bread, dear, cheap] = [
    { of: "bread", price: 2 },
    { of: "bread", price: 3 },
    { of: "bread", price: 1 },
  ];
  const milk = { of: "milk", price: 1 };

  /** A shop that sells bread, and a plan that makes it dearer. */
  function dearer() {
    const clouds = toyClouds();
    const stored = clouds.shops.put(owner, "s1", { name: "Corner", goods: [], prices: [bread, milk] });
    const wanted = update(shop, stored, { prices: [milk, dear] }, { id: "shop", isExact: true });
    return { ...clouds, stored, wanted };
  }

  test("go and come, each in its place", async () => {
    const { desk, shops, wanted } = dearer();
    assert.deepEqual(wanted?.fields, [{ path: "prices", added: [dear], removed: [bread] }]);
    const done = await carryOut(planned(wanted), desk, signal);
    assert.deepEqual(shops.all[0]?.value.prices, [dear, milk]);
    await takeBack(done, desk, signal);
    assert.deepEqual(shops.all[0]?.value.prices, [bread, milk]);
  });

  test("are left to whoever changed them after the plan was made", async () => {
    const { desk, shops, wanted } = dearer();
    shops.put(owner, "s1", { name: "Corner", goods: [], prices: [cheap, milk] });
    const failed = await carryOut(planned(wanted), desk, signal);
    assert.match(failed.entries[0]?.message ?? "", /Somebody else changed it .*\(Prices\)/);
    assert.deepEqual(shops.all[0]?.value.prices, [cheap, milk]);
  });

  test("are left to whoever changed them before they were taken back", async () => {
    const { desk, shops, wanted } = dearer();
    const done = await carryOut(planned(wanted), desk, signal);
    shops.put(owner, "s1", { name: "Corner", goods: [], prices: [cheap, milk] });
    const undone = await takeBack(done, desk, signal);
    assert.equal(undone.entries[0]?.undo?.state, "left");
    assert.deepEqual(shops.all[0]?.value.prices, [cheap, milk]);
  });

  test("stay what they are where a plan only wants them to be there", () => {
    const { stored } = dearer();
    assert.equal(update(shop, stored, { prices: [dear] }, { id: "shop" }), undefined);
    const more = update(shop, stored, { prices: [dear, { of: "eggs", price: 4 }] }, { id: "shop" });
    assert.deepEqual(more?.fields, [{ path: "prices", added: [{ of: "eggs", price: 4 }], removed: [] }]);
  });
});
