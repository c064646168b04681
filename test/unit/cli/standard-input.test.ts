import assert from "node:assert/strict";
import { Readable } from "node:stream";
import { maxBytes } from "../../../src/cli/files/policy-file.ts";
import { readStandardInput } from "../../../src/cli/files/standard-input.ts";

suite("standard input", () => {
  test("is put together from its pieces, even where one ends within a character", async () => {
    const bytes = Buffer.from("<policies>ü</policies>");
    const { path, text } = await readStandardInput(
      Readable.from([bytes.subarray(0, 11), bytes.subarray(11)]),
    );
    assert.deepEqual([path, text], ["-", "<policies>ü</policies>"]);
  });

  test("is read no further than a policy can reach", async () => {
    let taken = 0;
    async function* endless() {
      for (;;) {
        taken += 1;
        yield Buffer.alloc(1024 * 1024, 0x20);
      }
    }
    await assert.rejects(readStandardInput(endless()), /larger than 16 MB/);
    assert.equal(taken, maxBytes / (1024 * 1024) + 1);
  });
});
