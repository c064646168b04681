import assert from "node:assert/strict";
import { suite, test } from "mocha";
import type { AccessEntry } from "../../../../src/access/index.ts";
import { entryOf } from "../../access/instance.ts";
import { type ScenarioRow, scenarioTable } from "../../access/scenarios.ts";
import { type Instance, withInstance } from "./instance.ts";
import { build } from "./instance-of-scenario.ts";

/** Whether a caller got something, refused calls and such as the sandbox cannot decide aside. */
async function call(
  gateway: Instance,
  { method = "GET" }: ScenarioRow,
  withKey: boolean,
): Promise<"in" | "out" | "undecided"> {
  const headers = withKey ? { "Ocp-Apim-Subscription-Key": gateway.subscriptionKey } : {};
  const response = await gateway.call("/orders/add?a=2&b=3", { method, headers });
  await response.arrayBuffer();
  if (response.headers.has("sandbox-undecided-policy")) return "undecided";
  // an answer of the backend is one, whatever it says of the method
  return response.ok || response.status === 405 ? "in" : "out";
}

/** What a caller without a token may not get by what access says. */
function mayNotGetIn({ verdict }: AccessEntry, withKey: boolean): boolean {
  if (verdict === "closed" || verdict === "restricted") return true;
  return verdict === "key" && !withKey;
}

/** Whether access says that everybody gets in, whatever they send: checks that restrict nobody may ask for some token all the same. */
function alwaysGetsIn({ verdict, paths }: AccessEntry): boolean {
  return verdict === "open" && paths.every(({ when, checks }) => when.length === 0 && checks.length === 0);
}

suite("what access tells and what the gateway does", () => {
  const gateway = withInstance();
  const rows = Object.values(scenarioTable).flat();

  for (const row of rows) {
    test(`${row.what}: ${row.verdict}`, async () => {
      build(gateway, row);
      // without a key a call runs in the context of an open product, with a key of all APIs in that of none
      const [withoutKey, withKey] = [row.productKey === false ? "starter" : null, null];
      for (const [hasKey, product] of [
        [false, withoutKey],
        [true, withKey],
      ] as const) {
        const entry = entryOf(row, product);
        const found = await call(gateway, row, hasKey);
        const told = `${entry.verdict}, ${hasKey ? "with a key" : "without a key"}: ${found}`;
        if (mayNotGetIn(entry, hasKey)) assert.notEqual(found, "in", told);
        if (alwaysGetsIn(entry)) assert.notEqual(found, "out", told);
      }
    });
  }

  test("are held against each other in more than sixty scenarios", () => {
    assert.ok(rows.length > 60, `${rows.length}`);
  });
});
