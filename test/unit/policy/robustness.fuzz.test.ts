import fc from "fast-check";
import { parsePolicy } from "../../../src/policy/index.ts";
import { checkPolicyText, checkTree } from "../../support/policy-invariants.ts";
import { anyDamagedPolicy, anyPolicy, fuzzRuns } from "../../support/policy-texts.ts";

const offsets = fc.array(fc.nat({ max: 3000 }), { minLength: 2, maxLength: 2 });

suite("on whatever text, the policy language neither throws nor loses its place", function () {
  this.timeout(600_000);
  const runs = fuzzRuns(2000);

  test("when a policy was cut, spliced and scribbled over", () => {
    fc.assert(fc.property(anyDamagedPolicy, offsets, checkPolicyText), { numRuns: runs, seed: 41 });
  });

  test("when a policy is whole", () => {
    fc.assert(fc.property(anyPolicy, offsets, checkPolicyText), { numRuns: Math.ceil(runs / 4), seed: 42 });
  });

  test("when it is no policy at all", () => {
    const scraps = fc.constantFrom(
      "<",
      ">",
      "/",
      '"',
      "'",
      "@(",
      "@{",
      ")",
      "}",
      "&",
      "a",
      "=",
      " ",
      "\n",
      "<!--",
      "-->",
      '$"{',
      "//",
    );
    const noise = fc.array(scraps, { maxLength: 60 }).map((parts) => parts.join(""));
    fc.assert(
      fc.property(noise, (text) => checkTree(parsePolicy(text))),
      { numRuns: runs * 2, seed: 43 },
    );
  });
});
