import assert from "node:assert/strict";
import fc from "fast-check";
import { fuzzRuns } from "../../../support/policy-texts.ts";
import { checkHarmless } from "./support/harm.ts";
import { anyHarmedText } from "./support/harmed-texts.ts";

suite("on whatever text, fixing all harms nothing", function () {
  this.timeout(3_600_000);

  test("of what tools fill in, of comments, expressions and strings, nor elsewhere", () => {
    let changed = 0;
    const runs = fuzzRuns(1500);
    const seed = Number(process.env["FUZZ_SEED"]) || 43;
    fc.assert(
      fc.property(anyHarmedText, (harmed) => {
        if (checkHarmless(harmed).fixed > 0) changed += 1;
      }),
      { numRuns: runs, seed },
    );
    assert.ok(changed > runs / 5, `only ${changed} of ${runs} texts had something to mend`);
  });
});
