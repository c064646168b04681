import assert from "node:assert/strict";
import { person } from "../../support/vscode/index.ts";
import "../../support/vscode/install.ts";

const { reading } = await import("../../../src/shell/cancellation.ts");

suite("reading something for a command", () => {
  setup(() => person.reset());

  test("shows nothing when it is quick: several notices in a row would hide what comes behind them", async () => {
    for (let count = 0; count < 5; count += 1) assert.equal(await reading("APIs", async () => count), count);
    await assert.rejects(
      reading("APIs", () => Promise.reject(new Error("no network"))),
      /no network/,
    );
    assert.deepEqual(person.progress, []);
  });

  test("shows what it reads in the status bar when it lasts", async () => {
    const { promise, resolve } = deferred<string>();
    const read = reading("APIs", () => promise, 0, 60_000);
    await until(() => person.progress.length > 0);
    assert.deepEqual([person.progress, person.steady], [["Reading APIs…"], ["Reading APIs…"]]);
    resolve("read");
    assert.equal(await read, "read");
  });

  test("then in a notification, which hears Cancel, and drops what came all the same", async () => {
    person.cancels = "Reading APIs…";
    let heard = false;
    const { promise, resolve } = deferred<string>();
    const read = reading(
      "APIs",
      (signal) => {
        signal.addEventListener("abort", () => {
          heard = true;
          resolve("too late");
        });
        return promise;
      },
      0,
      0,
    );
    await assert.rejects(read, { code: "cancelled" });
    assert.ok(heard);
  });
});

function deferred<T>() {
  let resolve: (value: T) => void = () => {};
  const promise = new Promise<T>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}

/** Lets the event loop turn until `holds`. */
async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setImmediate(resolve));
}
