import assert from "node:assert/strict";
import { suite, test } from "mocha";
import type { Exchange } from "../../src/sandbox/exchange.ts";
import { troublesOf, tryAll } from "../support/fault-matrix/run.ts";
import {
  everythingLacking,
  everythingNew,
  openStage,
  protection,
  testOfLink,
} from "../support/fault-matrix/scenarios.ts";
import { withSandbox } from "../support/sandbox.ts";

/** Of so many tries one is made here; `npm run faults` makes them all. */
const oneOf = 97;

/** The changes of each plan: a scenario in which one is not needed any more leaves its faults untried. */
const scenarios = [
  { name: "everything new", scenario: everythingNew, changes: 9 },
  { name: "everything lacking", scenario: everythingLacking, changes: 5 },
  { name: "test of a link", scenario: testOfLink, changes: 2 },
  { name: "protection", scenario: protection, changes: 3 },
];

suite(
  "whatever goes wrong with a write, what is said is true, and it can be taken back or carried on",
  () => {
    const seen: Exchange[] = [];
    const sandbox = withSandbox({ record: (exchange) => void seen.push(exchange) });

    for (const { name, scenario, changes } of scenarios) {
      test(name, async function () {
        this.timeout(180_000);
        const stage = await openStage(sandbox, seen);
        const prepared = await scenario(stage);
        assert.equal(prepared.plan.changes.length, changes);
        const tries = await troublesOf(stage, prepared);
        const some = tries.filter((_, index) => index % oneOf === 13);
        assert.ok(some.length >= 3, `${some.length} of ${tries.length}`);
        for await (const { name: tried, complaints } of tryAll(some)) assert.deepEqual(complaints, [], tried);
      });
    }
  },
);
