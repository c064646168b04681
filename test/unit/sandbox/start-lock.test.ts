import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beginAlone } from "../../../src/sandbox/start-lock.ts";

suite("start of a sandbox on a state file", () => {
  let folder = "";
  let path = "";
  setup(() => {
    folder = mkdtempSync(join(tmpdir(), "start-lock-test-"));
    path = join(folder, "state.json");
  });
  teardown(() => rmSync(folder, { recursive: true, force: true }));

  test("waits for another that begins, and leaves nothing behind", async () => {
    const happened: string[] = [];
    const begin = (name: string) =>
      beginAlone(path, async () => {
        happened.push(`${name} begins`);
        await new Promise(setImmediate);
        happened.push(`${name} listens`);
      });
    await Promise.all([begin("one"), begin("other")]);
    assert.deepEqual(happened, ["one begins", "one listens", "other begins", "other listens"]);
    assert.deepEqual(readdirSync(folder), []);
  });

  test("lets go when it fails", async () => {
    await assert.rejects(
      beginAlone(path, () => Promise.reject(new Error("no port"))),
      /no port/,
    );
    assert.deepEqual(readdirSync(folder), []);
  });

  test("does not wait for a process that has ended, nor forever", async () => {
    const { pid } = spawnSync(process.execPath, ["--version"]);
    writeFileSync(`${path}.lock`, String(pid));
    assert.equal(await beginAlone(path, async () => "begun"), "begun");
    writeFileSync(`${path}.lock`, String(process.pid));
    utimesSync(`${path}.lock`, 0, 0);
    assert.equal(await beginAlone(path, async () => "begun"), "begun");
  });

  test("says that no file can be made there", async () => {
    writeFileSync(join(folder, "file"), "");
    const work = beginAlone(join(folder, "file", "state.json"), async () => "begun");
    await assert.rejects(work, { code: "invalid-input", message: /state\.json cannot be used/ });
  });
});
