import assert from "node:assert/strict";
import fc from "fast-check";
import { suite, test } from "mocha";
import { Fates } from "../../../../src/access/callers/index.ts";
import { fuzzRuns } from "../../../support/policy-texts.ts";
import { holdFindings } from "../../access/agreement.ts";
import { entryOf, instanceOf, type Scenario } from "../../access/instance.ts";
import { type Instance, withInstance } from "./instance.ts";
import { build } from "./instance-of-scenario.ts";
import { anyCaller, anyScenario, asksForKey, asksForMore, chosen } from "./random-scenarios.ts";
import {
  asCaller,
  fateByAccess,
  forgedToken,
  headersOf,
  signTokens,
  type TokenCaller,
} from "./token-callers.ts";

/** What a call got; `undefined` when the sandbox cannot decide it. */
async function statusOf(gateway: Instance, headers: Record<string, string>): Promise<number | undefined> {
  const call = () => gateway.call("/orders/add?a=2&b=3", { headers });
  // a connection that was kept may be closed just then; nobody has answered the call
  const response = await call().catch(call);
  await response.arrayBuffer();
  return response.headers.has("sandbox-undecided-policy") ? undefined : response.status;
}

const isIn = (status: number) => status >= 200 && status < 300;

/** Whether anybody without a token gets in; `undefined` when the sandbox cannot decide it of some. */
async function anybodyGetsIn(gateway: Instance, hasKey: boolean): Promise<boolean | undefined> {
  const key = hasKey ? "good" : "none";
  let isUndecided = false;
  const claimed = [undefined, gateway.tenant.issuer, gateway.partner.issuer];
  for (const issuer of claimed) {
    const forged = issuer === undefined ? {} : { Authorization: `Bearer ${forgedToken(issuer)}` };
    for (const headers of chosen) {
      const caller: TokenCaller = { token: "none", key, headers: { ...headers, ...forged } };
      const status = await statusOf(gateway, headersOf(caller, gateway, new Map()));
      if (status !== undefined && isIn(status)) return true;
      isUndecided ||= status === undefined;
    }
  }
  return isUndecided ? undefined : false;
}

/** The product in whose context a caller's call runs: that of their key, or an open one. */
function productOf(scenario: Scenario, { key }: TokenCaller): string | null {
  const hasProduct = scenario.product !== undefined || scenario.productKey !== undefined;
  if (key === "product") return hasProduct ? "starter" : null;
  if (key === "none" || (key === "wrong" && scenario.key === false))
    return scenario.productKey === false ? "starter" : null;
  return null;
}

/** Holds what the rules of access say of a caller, and what following them in particular says, to what they got. */
function hold(scenario: Scenario, caller: TokenCaller, fates: Fates, status: number): void {
  const entry = entryOf(scenario, productOf(scenario, caller));
  const hasNoSuchProduct = caller.key === "product" && entry.product === null;
  // what on-error answers with success is told as a way of its own, for those who failed a check
  const isAnswered = scenario.onError?.includes('code="200"');
  // a redirect lets nobody in and refuses nobody
  const isRedirected = status >= 300 && status < 400;
  // where a token is looked for is not told, and none of these callers sends one there
  const isElsewhere = JSON.stringify(scenario).includes("query-parameter-name");
  const told =
    isAnswered || isRedirected || isElsewhere
      ? undefined
      : fateByAccess(entry, hasNoSuchProduct ? { ...caller, key: "wrong" } : caller);
  const who = `${JSON.stringify(caller)} got ${status}`;
  assert.ok(
    told === undefined || (told === "in") === isIn(status),
    `${who}, told ${told}: ${JSON.stringify(entry)}`,
  );
  const { api, operation } = entry;
  const fate = fates.of({ api, operation }, asCaller(caller));
  if (fate.kind === "unknown") return;
  assert.equal(fate.kind === "in", isIn(status), `${who}; ${JSON.stringify(fate)}`);
  if (fate.kind === "refused" && fate.status !== undefined) assert.equal(fate.status, status, who);
}

suite("what access tells of random policies, and what the gateway does", function () {
  // as many as somebody asks for take as long as they take
  this.timeout(process.env["FUZZ_RUNS"] ? 0 : 600_000);
  const gateway = withInstance();

  test("is what the findings of the whole stand on, too", () => {
    const property = fc.property(anyScenario, (scenario) => holdFindings(instanceOf(scenario)));
    fc.assert(property, { numRuns: fuzzRuns(1000), seed: Number(process.env["FUZZ_SEED"]) || 83 });
  });

  test("never contradict each other, for callers without a token", async () => {
    const property = fc.asyncProperty(anyScenario, async (scenario) => {
      build(gateway, scenario);
      for (const hasKey of [false, true]) {
        const isByProduct = !hasKey && scenario.productKey === false;
        const { verdict, paths } = entryOf(scenario, isByProduct ? "starter" : null);
        const found = await anybodyGetsIn(gateway, hasKey);
        // what on-error answers to those without a key is told with a path of its own
        const isByKey = paths.every(({ checks }) => checks.some(({ kind }) => kind === "key"));
        const lacksKey = verdict === "key" && !hasKey && isByKey;
        const isShut = verdict === "closed" || verdict === "restricted" || lacksKey;
        if (isShut && !(hasKey && asksForKey(scenario)))
          assert.notEqual(found, true, `${verdict}, and somebody gets in`);
        // checks that restrict nobody may ask for some token all the same
        const isFree = paths.some(({ checks }) => checks.every(({ kind }) => kind === "key"));
        const isOpen = isFree && (verdict === "open" || (verdict === "key" && hasKey));
        if (isOpen && !asksForMore(scenario)) assert.notEqual(found, false, `${verdict}, and nobody gets in`);
      }
    });
    await fc.assert(property, { numRuns: fuzzRuns(100), seed: Number(process.env["FUZZ_SEED"]) || 81 });
  });

  test("never contradict each other, for callers with tokens and keys of all sorts", async () => {
    const signed = await signTokens(gateway);
    const callers = fc.uniqueArray(anyCaller, {
      minLength: 8,
      maxLength: 8,
      selector: (one) => JSON.stringify(one),
    });
    const property = fc.asyncProperty(anyScenario, callers, async (scenario, all) => {
      build(gateway, scenario);
      const fates = new Fates(instanceOf(scenario));
      for (const caller of all) {
        const status = await statusOf(gateway, headersOf(caller, gateway, signed));
        if (status !== undefined) hold(scenario, caller, fates, status);
      }
    });
    await fc.assert(property, { numRuns: fuzzRuns(200), seed: Number(process.env["FUZZ_SEED"]) || 82 });
  });
});
