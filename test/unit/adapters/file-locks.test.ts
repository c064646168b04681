import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import * as fs from "node:fs/promises";
import * as os from "node:os";
import * as path from "node:path";
import { FileLocks } from "../../../src/adapters/file-locks.ts";
import { Failure } from "../../../src/core/failure.ts";

const quick = { look: 1, beat: 1_000, dead: 60_000 };

suite("locks across windows", () => {
  let folder: string;
  setup(async () => {
    folder = path.join(await fs.mkdtemp(path.join(os.tmpdir(), "locks-")), "locks");
  });
  teardown(() => fs.rm(path.dirname(folder), { recursive: true }));

  const window = (milliseconds = quick) => new FileLocks(folder, milliseconds);

  /** Adds to `count` in a way that loses what another one adds at the same time. */
  async function add(locks: FileLocks, count: { value: number }): Promise<void> {
    const release = await locks.hold("key", new AbortController().signal);
    const { value } = count;
    await new Promise(setImmediate);
    count.value = value + 1;
    await release();
  }

  /** What a holder in another process leaves when it dies: the name of a file as `change` makes it. */
  async function leave(change: (parts: string[]) => void): Promise<string> {
    const release = await window().hold("key", new AbortController().signal);
    const [name] = await fs.readdir(folder);
    const parts = (name ?? "").split("-");
    await release();
    change(parts);
    await fs.writeFile(path.join(folder, parts.join("-")), "");
    return parts.join("-");
  }

  test("one holds a key at a time, in this window and in three others", async () => {
    const count = { value: 0 };
    const windows = [window(), window(), window(), window()];
    await Promise.all(windows.flatMap((locks) => Array.from({ length: 25 }, () => add(locks, count))));
    assert.equal(count.value, 100);
    assert.deepEqual(await fs.readdir(folder), []);
  });

  test("other keys do not wait, and nobody is told of a wait that is none", async () => {
    const waited: string[] = [];
    const first = await window().hold("one", new AbortController().signal, () => waited.push("one"));
    const second = await window().hold("two", new AbortController().signal, () => waited.push("two"));
    assert.deepEqual(waited, []);
    await Promise.all([first(), second()]);
  });

  for (const place of ["this window", "another window"]) {
    test(`who waits for ${place} is told, hears Cancel, and is in nobody's way then`, async () => {
      const one = window();
      const other = place === "this window" ? one : window();
      const release = await one.hold("key", new AbortController().signal);
      const controller = new AbortController();
      const waiting = other.hold("key", controller.signal, () => controller.abort());
      await assert.rejects(waiting, (error) => error instanceof Failure && error.code === "cancelled");
      await release();
      await (await other.hold("key", new AbortController().signal))();
      assert.deepEqual(await fs.readdir(folder), []);
    });
  }

  test("the lock of a process that is gone is taken over at once, by one only", async () => {
    const { pid } = spawnSync(process.execPath, ["--version"]);
    const dead = await leave((parts) => parts.splice(3, 1, String(pid)));
    const count = { value: 0 };
    await Promise.all(Array.from({ length: 8 }, () => add(window(), count)));
    assert.equal(count.value, 8);
    assert.ok(!(await fs.readdir(folder)).includes(dead));
  });

  test("the lock of a machine that shows no life is taken over after a while, and not before", async () => {
    await leave((parts) => parts.splice(2, 1, "othermac"));
    const controller = new AbortController();
    const patient = window().hold("key", controller.signal, () => controller.abort());
    await assert.rejects(patient, { name: "Failure" });
    const release = await window({ ...quick, dead: 20 }).hold("key", new AbortController().signal);
    assert.equal((await fs.readdir(folder)).length, 1);
    await release();
  });

  test("who holds shows that it lives, so that it is not taken for dead", async () => {
    const release = await window({ ...quick, beat: 2 }).hold("key", new AbortController().signal);
    const [name = ""] = await fs.readdir(folder);
    const file = path.join(folder, name);
    const first = (await fs.stat(file)).mtimeMs;
    while ((await fs.stat(file)).mtimeMs === first) await new Promise(setImmediate);
    await release();
  });

  test("a folder that cannot be used is said, with what to do", async () => {
    await fs.writeFile(folder, "a file");
    await assert.rejects(window().hold("key", new AbortController().signal), (error) => {
      assert.ok(error instanceof Failure);
      assert.equal(error.code, "forbidden");
      assert.match(error.text, /cannot be kept from writing.*Make .*locks writable/);
      return true;
    });
  });
});
