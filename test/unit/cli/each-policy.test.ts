import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { eachPolicy } from "../../../src/cli/files/each-policy.ts";

suite("working on each policy", () => {
  let folder: string;
  setup(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), "each-policy-"));
    for (const name of ["a", "b", "c"]) fs.writeFileSync(path.join(folder, `${name}.policy.xml`), name);
  });
  teardown(() => fs.rmSync(folder, { recursive: true, force: true }));

  test("a mistake in the work names the file it happened with, and the rest goes on", async () => {
    const worked: string[] = [];
    const complaints: string[] = [];
    const run = await eachPolicy(
      [folder],
      async ({ text }) => {
        if (text === "b") throw new TypeError("undefined is not a policy");
        worked.push(text);
      },
      ({ code, message }) => complaints.push(`${code}: ${path.relative(folder, message)}`),
    );
    assert.deepEqual(worked, ["a", "c"]);
    assert.deepEqual(complaints, [
      "internal: b.policy.xml could not be worked on (undefined is not a policy).",
    ]);
    assert.deepEqual(run, { files: 3, failed: 1 });
  });

  test("what is named again, in another way, is worked on once", async () => {
    const worked: string[] = [];
    const file = path.join(folder, "a.policy.xml");
    fs.symlinkSync(folder, path.join(folder, "again"));
    await eachPolicy(
      [file, path.join(folder, "again", "a.policy.xml"), folder],
      async ({ text }) => void worked.push(text),
      (failure) => assert.fail(failure),
    );
    assert.deepEqual(worked, ["a", "b", "c"]);
  });
});
