import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readStateText, StateFile, writePrivate } from "../../../src/sandbox/state-file.ts";

suite("file of the sandbox's state", () => {
  let folder = "";
  let path = "";

  setup(() => {
    folder = mkdtempSync(join(tmpdir(), "state-file-test-"));
    path = join(folder, "deep", "state.json");
  });
  teardown(() => rmSync(folder, { recursive: true, force: true }));

  test("closing writes what is pending, as it is at that moment", () => {
    let text = "first";
    const file = new StateFile(path, () => text);
    file.changed();
    text = "last";
    assert.equal(existsSync(path), false);
    file.close();
    assert.equal(readFileSync(path, "utf8"), "last");
  });

  test("nothing is written once it is closed, or when nothing changed", () => {
    const file = new StateFile(path, () => "text");
    file.close();
    file.changed();
    file.close();
    assert.equal(existsSync(path), false);
  });

  test("only the owner may read it, and nothing is left beside it", () => {
    writePrivate(path, "secret");
    writePrivate(path, "another");
    assert.equal(statSync(path).mode & 0o777, 0o600);
    assert.deepEqual(readdirSync(join(folder, "deep")), ["state.json"]);
  });

  test("a file that is not there is no state; one that cannot be read is said", () => {
    assert.equal(readStateText(path), undefined);
    assert.throws(() => readStateText(folder), { code: "invalid-input", message: /cannot be used: EISDIR/ });
  });

  test("a place where no folder can be made is said, and not tried forever", function () {
    // in this file system of Linux a folder that exists takes no new one and says that it does not exist
    if (!existsSync("/proc/self")) this.skip();
    assert.throws(() => writePrivate("/proc/none/state.json", "text"), { code: "invalid-input" });
  });

  test("a place that cannot be written to is said", () => {
    writeFileSync(join(folder, "deep"), "a file where a folder would have to be");
    assert.throws(() => writePrivate(path, "text"), {
      code: "invalid-input",
      message: /state\.json cannot be used/,
    });
  });
});
