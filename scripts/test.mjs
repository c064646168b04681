// Runs the test suites named on the command line, or all, and ends with one line: N passed, N failed, N skipped.
// The exit code is 0 only when every suite ran and nothing failed.
import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import { fileURLToPath } from "node:url";

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..");
const counts = path.join(root, "test-results", "counts.jsonl");
const mocha = (...args) => [
  "node",
  "node_modules/mocha/bin/mocha.js",
  "--reporter",
  "test/support/reporter.cjs",
  ...args,
];
const node = (...args) => ["node", ...args];

const suites = {
  check: {
    steps: [
      node("node_modules/typescript/bin/tsc", "-p", "."),
      node("node_modules/@biomejs/biome/bin/biome", "check"),
    ],
  },
  unit: { steps: [mocha("test/unit/**/*.test.ts")] },
  contract: { steps: [mocha("--timeout", "30000", "test/contract/**/*.test.ts")] },
  host: { needsVSCode: true, needsBuild: true, steps: [node("scripts/host-tests.mjs")] },
  ui: { needsVSCode: true, needsBuild: true, steps: [mocha("--timeout", "120000", "test/ui/**/*.test.ts")] },
  // other people's clients, which it installs: only when asked for
  clients: { byNameOnly: true, steps: [mocha("--timeout", "600000", "test/clients/**/*.test.ts")] },
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

function run(name, [program, ...args]) {
  const { status, signal } = spawnSync(program === "node" ? process.execPath : program, args, {
    cwd: root,
    stdio: ["ignore", "inherit", "inherit"],
    env: { ...process.env, TEST_COUNTS: counts },
  });
  if (status !== 0) broken.push(`${name}${signal ? ` (${signal})` : ""}`);
  return status === 0;
}

const start = Date.now();
let ready = true;
if (names.some((name) => suites[name].needsVSCode)) {
  const { ensureChromium } = await import("../test/harness/chromium.mjs");
  const { ensureVSCode } = await import("../test/harness/install.mjs");
  ensureChromium();
  ensureVSCode();
}
// The programs are built for the contract suite too: it tests the command line as it ships.
if (names.some((name) => name !== "check")) {
  console.log("── build");
  ready = run("build", node("esbuild.mjs", "--tests"));
}
if (ready) {
  for (const name of names) {
    const began = Date.now();
    console.log(`── ${name}`);
    for (const step of suites[name].steps) if (!run(name, step)) break;
    console.log(`── ${name}: ${seconds(began)}`);
  }
}

const total = { passed: 0, failed: 0, skipped: 0 };
for (const line of fs.existsSync(counts) ? fs.readFileSync(counts, "utf8").split("\n").filter(Boolean) : []) {
  for (const [kind, count] of Object.entries(JSON.parse(line))) total[kind] += count;
}
if (broken.length > 0) {
  console.log(`did not pass: ${[...new Set(broken)].join(", ")}`);
  if (total.failed === 0) total.failed = 1; // a suite that broke before it could count is a failure all the same
}
console.log(`all suites: ${seconds(start)}`);
console.log(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
process.exit(broken.length > 0 || total.failed > 0 ? 1 : 0);
