import assert from "node:assert/strict";
import { suite, test } from "mocha";
import { Failure } from "../../../src/core/failure.ts";
import { creation, update } from "../../../src/resources/changes.ts";
import { carryOut, newJournal, takeBack } from "../../../src/resources/engine.ts";
import type { Change } from "../../../src/resources/kind.ts";
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
