import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { besideName, removeLitter } from "../../../src/cli/files/beside.ts";
import { replaceFile } from "../../../src/cli/files/replace-file.ts";

suite("replacing a file", () => {
  let folder: string;
  let file: string;
  setup(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), "replace-file-"));
    file = path.join(folder, "a.policy.xml");
    fs.writeFileSync(file, "old");
  });
  teardown(() => fs.rmSync(folder, { recursive: true, force: true }));

  test("puts the new bytes in its place, and leaves nothing beside", async () => {
    await replaceFile(file, Buffer.from("new"), Buffer.from("old"));
    assert.equal(fs.readFileSync(file, "utf8"), "new");
    assert.deepEqual(fs.readdirSync(folder), ["a.policy.xml"]);
  });

  test("leaves a file that was changed meanwhile, and says so", async () => {
    await assert.rejects(replaceFile(file, Buffer.from("new"), Buffer.from("older")), (error: Error) => {
      assert.equal(error.message, `${file} was changed by another program meanwhile, and was left.`);
      return true;
    });
    assert.equal(fs.readFileSync(file, "utf8"), "old");
    assert.deepEqual(fs.readdirSync(folder), ["a.policy.xml"]);
  });

  test("does not bring back a file that is gone", async () => {
    fs.rmSync(file);
    await assert.rejects(replaceFile(file, Buffer.from("new"), Buffer.from("old")), /could not be written/);
    assert.deepEqual(fs.readdirSync(folder), []);
  });

  test("is right for a name as long as names may be", async () => {
    const long = path.join(folder, `${"a".repeat(244)}.policy.xml`);
    fs.writeFileSync(long, "old");
    await replaceFile(long, Buffer.from("new"), Buffer.from("old"));
    assert.equal(fs.readFileSync(long, "utf8"), "new");
  });
});

suite("what is left beside by runs that were killed", () => {
  let folder: string;
  setup(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), "beside-"));
  });
  teardown(() => fs.rmSync(folder, { recursive: true, force: true }));
  const write = (name: string) => fs.writeFileSync(path.join(folder, name), "half");

  test("goes, when the process is gone; what somebody is writing stays, and so does all else", async () => {
    const running = besideName();
    const { pid } = spawnSync(process.execPath, ["--version"]);
    const left = running.replace(`-${process.pid}-`, `-${pid}-`);
    const elsewhere = left.replace(/^\.auth0-apim-.{8}/, ".auth0-apim-00000000");
    const others = [running, elsewhere, ".auth0-apim.json", ".auth0-apim-notes.new", "a.policy.xml"];
    for (const name of [left, ...others]) write(name);
    await removeLitter(folder);
    assert.deepEqual(fs.readdirSync(folder).sort(), others.sort());
  });

  test("is nobody's trouble where the folder cannot be listed", async () => {
    await removeLitter(path.join(folder, "missing"));
  });
});
