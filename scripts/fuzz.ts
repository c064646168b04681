import { spawnSync } from "node:child_process";
import fc from "fast-check";
import { checkPolicyText } from "../test/support/policy-invariants.ts";
import { anyDamagedPolicy, fuzzRuns } from "../test/support/policy-texts.ts";
import { checkHarmless } from "../test/unit/policy/rules/support/harm.ts";
import { anyHarmedText } from "../test/unit/policy/rules/support/harmed-texts.ts";

/**
 * Tries the policy language on random texts: FUZZ_RUNS of them for each property, or 100,000; FUZZ_SEED repeats a run. Who gets
 * in is held against the sandbox's gateway for FUZZ_RUNS random policies, or 10,000, each of which takes many calls.
 * `npm run fuzz -- language`, `-- fixes` or `-- access` tries one property alone. With POLICY_CORPUS the texts of that folder are
 * damaged, too.
 */
const runs = fuzzRuns(100_000);
const seed = Number(process.env["FUZZ_SEED"]) || Date.now() % 1_000_000;
const offsets = fc.array(fc.nat({ max: 3000 }), { minLength: 2, maxLength: 2 });

/** What the texts of one property came to. */
interface Tally {
  tried: number;
  characters: number;
  slowest: number;
  fixed: number;
}

const properties: Readonly<Record<string, (tally: Tally) => fc.IProperty<unknown>>> = {
  language: (tally) =>
    fc.property(anyDamagedPolicy, offsets, (text, places) =>
      timed(tally, text, () => checkPolicyText(text, places)),
    ),
  fixes: (tally) =>
    fc.property(anyHarmedText, (harmed) =>
      timed(tally, harmed.text, () => {
        tally.fixed += Math.min(1, checkHarmless(harmed).fixed);
      }),
    ),
};

function timed(tally: Tally, text: string, check: () => void): void {
  const begun = performance.now();
  check();
  tally.slowest = Math.max(tally.slowest, performance.now() - begun);
  tally.characters += text.length;
  tally.tried += 1;
  if (tally.tried % 10_000 === 0) console.log(`${tally.tried} texts, ${seconds()} s`);
}

const wanted = process.argv.slice(2);
let started = performance.now();
for (const [name, property] of Object.entries(properties)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  started = performance.now();
  const tally: Tally = { tried: 0, characters: 0, slowest: 0, fixed: 0 };
  const result = fc.check(property(tally), { numRuns: runs, seed });
  if (result.failed) {
    console.error(name, fc.defaultReportMessage(result), result.errorInstance);
    process.exitCode = 1;
  } else {
    const { tried, characters, slowest, fixed } = tally;
    const mended = fixed > 0 ? `; fixing all changed ${fixed} of them` : "";
    console.log(
      `${name}: ${tried} texts of ${Math.round(characters / tried)} characters on average passed in ${seconds()} s; the slowest took ${slowest.toFixed(1)} ms; seed ${seed}${mended}.`,
    );
  }
}

if (wanted.length === 0 || wanted.includes("access")) tryAccess();

/** The gateway is set up and taken down by its own tests, so they run it. */
function tryAccess(): void {
  const file = "test/unit/sandbox/gateway/who-gets-in.fuzz.test.ts";
  const env = { ...process.env, FUZZ_RUNS: String(fuzzRuns(10_000)), FUZZ_SEED: String(seed) };
  const { status } = spawnSync(process.execPath, ["node_modules/mocha/bin/mocha.js", file], {
    env,
    stdio: "inherit",
  });
  console.log(`access: ${status === 0 ? "passed" : "failed"}; seed ${seed}.`);
  if (status !== 0) process.exitCode = 1;
}

function seconds(): string {
  return ((performance.now() - started) / 1000).toFixed(0);
}
