// Runs the test suites named on the command line, or all, and ends with one line: N passed, N failed, N skipped.
// The exit code is 0 only when every suite ran and nothing failed.
import { spawn } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { fileURLToPath } from "node:url";

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..");
const counts = path.join(root, "test-results", "counts.jsonl");
const node = (...args) => ["node", ...args];
const mocha = (...args) =>
  node("node_modules/mocha/bin/mocha.js", "--reporter", "test/support/reporter.cjs", ...args);

/** The test files below `folder` as the runs of Mocha that share them evenly. */
function shared(folder, parts, timeout) {
  const files = fs
    .readdirSync(path.join(root, folder), { recursive: true })
    .filter((name) => name.endsWith(".test.ts"))
    .sort()
    .map((name) => path.join(folder, name));
  return Array.from({ length: parts }, (_, part) =>
    mocha("--timeout", String(timeout), ...files.filter((_file, index) => index % parts === part)),
  );
}

// Time-outs are for a machine that has other things to do. The runs of a suite share nothing, so they may run at once.
const suites = {
  check: {
    needsNoBuild: true,
    runs: [
      node("node_modules/typescript/bin/tsc", "-p", "."),
      node("node_modules/@biomejs/biome/bin/biome", "check"),
    ],
  },
  ui: { needsVSCode: true, runs: shared("test/ui", 4, 240_000) },
  host: { needsVSCode: true, runs: [node("scripts/host-tests.mjs")] },
  contract: { runs: shared("test/contract", 3, 60_000) },
  unit: { runs: shared("test/unit", 2, 30_000) },
  // pictures of every kind of page for eyes, and other people's clients, which it installs: only when asked for
  look: { byNameOnly: true, needsVSCode: true, runs: shared("test/look", 1, 300_000) },
  clients: { byNameOnly: true, runs: shared("test/clients", 1, 600_000) },
};

const wanted = process.argv.slice(2).filter((name) => !name.startsWith("-"));
const names = wanted.length > 0 ? wanted : Object.keys(suites).filter((name) => !suites[name].byNameOnly);
const unknown = names.filter((name) => !(name in suites));
if (unknown.length > 0) {
  console.error(`No test suite ${unknown.join(", ")}; there are ${Object.keys(suites).join(", ")}.`);
  process.exit(2);
}

fs.rmSync(counts, { force: true });
fs.mkdirSync(path.dirname(counts), { recursive: true });
const seconds = (start) => `${((Date.now() - start) / 1000).toFixed(1)} s`;
const broken = [];
const jobsOf = (name) =>
  suites[name].runs.map((command, index, { length }) => ({
    name,
    title: length > 1 ? `${name} ${index + 1}/${length}` : name,
    command,
  }));

/** Runs one job; what it writes is shown at once when it runs alone, else in one piece at its end. */
async function run({ name, title, command: [, ...args] }, alone) {
  const began = Date.now();
  if (alone) console.log(`── ${title}`);
  const child = spawn(process.execPath, args, {
    cwd: root,
    stdio: ["ignore", ...(alone ? ["inherit", "inherit"] : ["pipe", "pipe"])],
    env: { ...process.env, TEST_COUNTS: counts, ...(process.stdout.isTTY && { FORCE_COLOR: "1" }) },
  });
  const written = [];
  for (const stream of [child.stdout, child.stderr]) stream?.on("data", (bytes) => written.push(bytes));
  const [status, signal] = await new Promise((resolve) => {
    child.once("error", (error) => resolve([error.message, null]));
    child.once("close", (code, by) => resolve([code, by]));
  });
  if (!alone) process.stdout.write(Buffer.concat([Buffer.from(`── ${title}\n`), ...written]));
  console.log(`── ${title}: ${seconds(began)}`);
  if (status !== 0) broken.push(`${name}${signal ? ` (${signal})` : ""}`);
  return status === 0;
}

/** Runs `jobs`, one more at once than there are processors, since most wait now and then, but four at most. */
async function runAll(jobs) {
  const waiting = [...jobs];
  const lane = async () => {
    for (let job = waiting.shift(); job; job = waiting.shift()) await run(job, jobs.length === 1);
  };
  const lanes = Math.min(4, os.availableParallelism() + 1);
  await Promise.all(Array.from({ length: lanes }, lane));
}

const start = Date.now();
if (names.some((name) => suites[name].needsVSCode)) {
  const { ensureChromium } = await import("../test/harness/chromium.mjs");
  const { ensureVSCode } = await import("../test/harness/install.mjs");
  ensureChromium();
  ensureVSCode();
}
// The programs are built for the contract suite too: it tests the command line as it ships.
const built = names.filter((name) => !suites[name].needsNoBuild);
const build = { name: "build", title: "build", command: node("esbuild.mjs", "--tests") };
// Alone: it clears folders that the linter walks.
if (built.length > 0) await runAll([build]);
const ready = broken.includes("build") ? names.filter((name) => suites[name].needsNoBuild) : names;
await runAll(ready.flatMap(jobsOf));

const total = { passed: 0, failed: 0, skipped: 0 };
for (const line of fs.existsSync(counts) ? fs.readFileSync(counts, "utf8").split("\n").filter(Boolean) : []) {
  const { failures = [], ...run } = JSON.parse(line);
  for (const [kind, count] of Object.entries(run)) total[kind] += count;
  // Once more at the end, since whoever keeps only a part of a long output keeps the end.
  for (const failure of failures) console.log(`failed: ${failure}`);
}
if (broken.length > 0) {
  console.log(`did not pass: ${[...new Set(broken)].join(", ")}`);
  if (total.failed === 0) total.failed = 1; // a suite that broke before it could count is a failure all the same
}
console.log(`all suites: ${seconds(start)}`);
console.log(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
process.exit(broken.length > 0 || total.failed > 0 ? 1 : 0);
