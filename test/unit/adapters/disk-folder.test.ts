import assert from "node:assert/strict";
import * as fs from "node:fs/promises";
import * as os from "node:os";
import * as path from "node:path";
import { DiskFolder } from "../../../src/adapters/disk-folder.ts";

suite("a folder of small texts", () => {
  let place: string;
  let folder: DiskFolder;
  setup(async () => {
    place = path.join(await fs.mkdtemp(path.join(os.tmpdir(), "folder-")), "journals");
    folder = new DiskFolder(place);
  });
  teardown(() => fs.rm(path.dirname(place), { recursive: true }));

  test("has nothing before anything was written, and makes no folder for that", async () => {
    assert.deepEqual(await folder.names(), []);
    assert.equal(await folder.read("one.json"), undefined);
    await folder.delete("one.json");
    await assert.rejects(fs.stat(place));
  });

  test("holds what was written last, for its owner only", async () => {
    await folder.replace("one.json", "first, and longer");
    await folder.replace("one.json", "second");
    assert.equal(await folder.read("one.json"), "second");
    assert.deepEqual(await fs.readdir(place), ["one.json"]);
    if (process.platform !== "win32") {
      assert.equal((await fs.stat(path.join(place, "one.json"))).mode & 0o777, 0o600);
    }
    await folder.delete("one.json");
    assert.deepEqual(await folder.names(), []);
  });

  test("who reads while others write sees a whole text", async () => {
    const texts = ["a".repeat(200_000), "b".repeat(100_000)];
    await folder.replace("one.json", "a".repeat(200_000));
    const writing = Promise.all(
      Array.from({ length: 20 }, (_, index) => folder.replace("one.json", texts[index % 2] ?? "")),
    );
    for (let reads = 0; reads < 40; reads += 1) {
      assert.ok(texts.includes((await folder.read("one.json")) ?? ""));
    }
    await writing;
    assert.deepEqual(await fs.readdir(place), ["one.json"]);
  });

  test("leaves the text as it was when there is no place for another, and no litter", async () => {
    await folder.replace("one.json", "first");
    await fs.mkdir(path.join(place, "two.json"));
    await assert.rejects(folder.replace("two.json", "text"));
    assert.equal(await folder.read("one.json"), "first");
    assert.deepEqual((await fs.readdir(place)).sort(), ["one.json", "two.json"]);
  });

  test("does not take for a text what an ended program left beside one", async () => {
    await folder.replace("one.json", "first");
    await fs.writeFile(path.join(place, "one.json.00000000-0000-4000-8000-000000000000.new"), "half");
    assert.deepEqual(await folder.names(), ["one.json"]);
  });
});
