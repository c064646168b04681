import assert from "node:assert/strict";
import { suite, test } from "mocha";
import { once } from "../../../src/core/once.ts";
import { sourceFiles } from "../../support/source/source-files.ts";

suite("what is done once", () => {
  test("is done at the first call, and those that come meanwhile or later get the same", async () => {
    let runs = 0;
    const load = once(async () => {
      runs += 1;
      return { runs };
    });
    assert.equal(runs, 0);
    const [first, second] = await Promise.all([load(), load()]);
    assert.equal(first, second);
    assert.equal(await load(), first);
    assert.equal(runs, 1);
  });

  test("is tried again after it failed, and not while it may still go well", async () => {
    const outcomes: ((ok: boolean) => void)[] = [];
    const load = once(
      () =>
        new Promise<string>((resolve, reject) => {
          outcomes.push((ok) => (ok ? resolve("loaded") : reject(new Error("Not now."))));
        }),
    );
    const both = [load(), load()];
    outcomes[0]?.(false);
    for (const one of both) await assert.rejects(one, /Not now/);
    const again = load();
    outcomes[1]?.(true);
    assert.equal(await again, "loaded");
    assert.equal(await load(), "loaded");
    assert.equal(outcomes.length, 2);
  });

  test("is the only way in which the project keeps the promise of what it loads", () => {
    const keeping = sourceFiles("src").flatMap(({ path, text }) =>
      [...text.matchAll(/\?\?= (?:import\(|reading\(|this\.(?:start|load|read|open)\()/g)].map(
        ([found]) => `${path}: ${found}`,
      ),
    );
    assert.deepEqual(keeping, []);
  });
});
