import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { eachPolicy } from "../../../src/cli/files/each-policy.ts";
import type { Failure } from "../../../src/core/failure.ts";

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

  test("a run that finds none has failed, unless that is allowed", async () => {
    const empty = path.join(folder, "empty");
    fs.mkdirSync(empty);
    const complaints: string[] = [];
    const complain = ({ code, message }: Failure) => complaints.push(`${code}: ${message}`);
    const work = async () => assert.fail("there is nothing to work on");
    assert.deepEqual(await eachPolicy([empty], work, complain), { files: 0, failed: 1 });
    assert.deepEqual(complaints, [`not-found: There is no policy in ${empty}.`]);
    assert.deepEqual(await eachPolicy([empty], work, complain, { allowEmpty: true }), {
      files: 0,
      failed: 0,
    });
    assert.equal(complaints.length, 1);
  });

  test("what is not there is said once, not as an empty run too", async () => {
    const complaints: Failure[] = [];
    const run = await eachPolicy(
      [path.join(folder, "nowhere")],
      async () => {},
      (failure) => void complaints.push(failure),
    );
    assert.deepEqual([run.failed, complaints.length], [1, 1]);
  });
});
