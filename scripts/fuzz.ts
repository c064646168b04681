import { spawnSync } from "node:child_process";
import fc from "fast-check";
import { checkPolicyText } from "../test/support/policy-invariants.ts";
import { anyDamagedPolicy, fuzzRuns } from "../test/support/policy-texts.ts";
import { checkHarmless } from "../test/unit/policy/rules/support/harm.ts";
import { anyHarmedText } from "../test/unit/policy/rules/support/harmed-texts.ts";

/**
 * Tries the policy language on random texts: FUZZ_RUNS of them for each property, or 100,000; FUZZ_SEED repeats a run. Who gets
 * in is held against the sandbox's gateway for FUZZ_RUNS random policies, or 10,000, each of which takes many calls.
 * What Secure API says of FUZZ_RUNS random policies, or 5,000, is held against who gets in once it has been carried out.
 * `npm run fuzz -- language`, `-- fixes`, `-- access` or `-- secured` tries one property alone. With POLICY_CORPUS the texts of that folder are
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

/** The properties that have tests of their own: the gateway is set up and taken down by them, so they run it. */
const suites = {
  access: { file: "test/unit/sandbox/gateway/who-gets-in.fuzz.test.ts", usual: 10_000 },
  secured: { file: "test/unit/workflows/falsely-secured.fuzz.test.ts", usual: 5_000 },
};
for (const [name, { file, usual }] of Object.entries(suites)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  const env = { ...process.env, FUZZ_RUNS: String(fuzzRuns(usual)), FUZZ_SEED: String(seed) };
  const { status } = spawnSync(process.execPath, ["node_modules/mocha/bin/mocha.js", file], {
    env,
    stdio: "inherit",
  });
  console.log(`${name}: ${status === 0 ? "passed" : "failed"}; seed ${seed}.`);
  if (status !== 0) process.exitCode = 1;
}

function seconds(): string {
  return ((performance.now() - started) / 1000).toFixed(0);
}
