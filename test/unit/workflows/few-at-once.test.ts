import assert from "node:assert/strict";
import { FewAtOnce } from "../../../src/workflows/few-at-once.ts";

/** A task that ends when it is told to. */
function task() {
  let end: (error?: Error) => void = () => undefined;
  const ended = new Promise<void>((resolve, reject) => {
    end = (error) => (error ? reject(error) : resolve());
  });
  return { ended, end };
}

const turn = () => new Promise((resolve) => setImmediate(resolve));

suite("a few tasks at once", () => {
  test("begins the next one, in order, when one has ended, also when it failed", async () => {
    const gate = new FewAtOnce(2);
    const tasks = Array.from({ length: 5 }, task);
    const begun: number[] = [];
    const runs = tasks.map(({ ended }, index) =>
      gate.run(() => {
        begun.push(index);
        return ended;
      }),
    );
    const results = Promise.allSettled(runs);
    await turn();
    assert.deepEqual(begun, [0, 1]);
    tasks[1]?.end(new Error("broken"));
    await turn();
    assert.deepEqual(begun, [0, 1, 2]);
    for (const index of [0, 2, 3, 4]) tasks[index]?.end();
    assert.deepEqual(
      (await results).map(({ status }) => status),
      ["fulfilled", "rejected", "fulfilled", "fulfilled", "fulfilled"],
    );
    assert.deepEqual(begun, [0, 1, 2, 3, 4]);
  });

  test("is free again once all have ended", async () => {
    const gate = new FewAtOnce(1);
    assert.equal(await gate.run(async () => "one"), "one");
    assert.deepEqual(await Promise.all([gate.run(async () => "two"), gate.run(async () => "three")]), [
      "two",
      "three",
    ]);
  });
});
