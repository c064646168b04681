import assert from "node:assert/strict";
import { setup, suite, test } from "mocha";
import type { Change } from "../../src/resources/kind.ts";
import type { Exchange } from "../../src/sandbox/exchange.ts";
import type { Clouds } from "../../src/workflows/clouds.ts";
import { recordExchange } from "../support/contracts/recorder.ts";
import { applyPlan, outcomeOf } from "../support/journals.ts";
import { withSandbox } from "../support/sandbox.ts";
import { applied, openClouds, prepare, signal, writesAmong } from "./secure-api-clouds.ts";

/** Of each request, in milliseconds. */
const latency = 100;

/** The requests of one change, one after the other. */
const requests: Readonly<Record<string, readonly string[]>> = {
  "auth0-api": ["create"],
  "auth0-application": ["list those of the name", "create"],
  "auth0-connection": ["create"],
  "auth0-enabled-application": ["list", "switch on", "list"],
  "auth0-user": ["create"],
  "azure-policy": ["read", "create"],
  "azure-authorization-server": ["read the client secret", "read", "create"],
  "azure-user-authorization": ["read", "update"],
  "azure-publication": ["read", "create", "ask how far it is", "read"],
};

/** At the end, the lists that others write, too, are read again. */
const readAgain = 1;

suite("the round trips of securing an API, with the official SDKs on the sandbox", () => {
  let exchanges: (Exchange & { readonly end: number })[] = [];
  const sandbox = withSandbox({
    record(exchange) {
      exchanges.push({ ...exchange, end: performance.now() });
      recordExchange(exchange);
    },
  });
  let clouds: Clouds;

  setup(async function () {
    // The first one loads both SDKs, which takes long on a busy machine.
    this.timeout(60_000);
    await sandbox.reset();
    clouds = await openClouds(sandbox);
  });

  test("are those on the longest way through the plan, and two more; the second time nothing is written", async function () {
    this.timeout(60_000);
    const plan = await prepare(sandbox, clouds);
    for (const service of ["auth0", "resourceManager"] as const) {
      sandbox.faults.add({ service, path: "/", delayMs: latency });
    }
    exchanges = [];
    await applied(plan, clouds);
    assert.equal(exchanges.length, sum(plan.changes.map(costOf)) + readAgain);
    const longest = Math.max(...plan.changes.map((change) => pathTo(change, plan.changes))) + readAgain;
    const trips = inARow(exchanges.map(({ end }) => end));
    console.log(
      `      ${trips} round trips in a row, ${longest} on the longest way, ${exchanges.length} in all`,
    );
    assert.ok(trips <= longest + 2, `${trips} in a row where ${longest} would do`);
    sandbox.faults.clear();

    exchanges = [];
    const again = await prepare(sandbox, clouds);
    assert.equal(outcomeOf(await applyPlan(again, clouds, signal)).status, "nothing-to-do");
    assert.deepEqual(writesAmong(exchanges), []);
  });
});

function costOf({ ref: { kind } }: Change): number {
  return requests[kind]?.length ?? Number.NaN;
}

/** The requests in a row until `change` is made. */
function pathTo(change: Change, all: readonly Change[]): number {
  const before = all.filter(({ id }) => change.needs.includes(id)).map((one) => pathTo(one, all));
  return Math.max(0, ...before) + costOf(change);
}

/** How many requests there are of which each began when the one before had ended. */
function inARow(ends: readonly number[]): number {
  let count = 0;
  let free = 0;
  for (const end of ends.toSorted((a, b) => a - b)) {
    if (end - latency < free) continue;
    count += 1;
    free = end;
  }
  return count;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
