import fc from "fast-check";
import { checkPolicyText } from "../test/support/policy-invariants.ts";
import { anyDamagedPolicy, fuzzRuns } from "../test/support/policy-texts.ts";

/** Tries the whole policy language on random texts: FUZZ_RUNS of them, or 100,000; FUZZ_SEED repeats a run. */
const runs = fuzzRuns(100_000);
const seed = Number(process.env["FUZZ_SEED"]) || Date.now() % 1_000_000;
const offsets = fc.array(fc.nat({ max: 3000 }), { minLength: 2, maxLength: 2 });
const started = performance.now();
let tried = 0;
let characters = 0;
let slowest = 0;

const result = fc.check(
  fc.property(anyDamagedPolicy, offsets, (text, places) => {
    const begun = performance.now();
    checkPolicyText(text, places);
    slowest = Math.max(slowest, performance.now() - begun);
    characters += text.length;
    tried += 1;
    if (tried % 10_000 === 0) console.log(`${tried} texts, ${seconds()} s`);
  }),
  { numRuns: runs, seed },
);

if (result.failed) {
  console.error(fc.defaultReportMessage(result), result.errorInstance);
  process.exitCode = 1;
} else {
  console.log(
    `${tried} texts of ${Math.round(characters / tried)} characters on average passed in ${seconds()} s; the slowest took ${slowest.toFixed(1)} ms; seed ${seed}.`,
  );
}

function seconds(): string {
  return ((performance.now() - started) / 1000).toFixed(0);
}
