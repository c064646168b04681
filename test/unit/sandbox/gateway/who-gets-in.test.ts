import assert from "node:assert/strict";
import { suite, test } from "mocha";
import type { AccessEntry } from "../../../../src/access/index.ts";
import type { PolicySource } from "../../../../src/policy/index.ts";
import { entryOf, instanceOf } from "../../access/instance.ts";
import { type ScenarioRow, scenarioTable } from "../../access/scenarios.ts";
import { type Instance, service, withInstance } from "./instance.ts";

/** What a secret named value holds; access does not know it, the gateway does. */
const secret = "c2VjcmV0LW9mLXNldmVuLWNoYXJhY3RlcnM";

/** Puts the instance that access was asked about where the gateway finds it. */
function build(gateway: Instance, scenario: ScenarioRow): void {
  gateway.seed();
  const [space] = instanceOf(scenario).spaces;
  const [orders] = space?.apis ?? [];
  assert.ok(space && orders);
  // nobody outside is asked for keys
  const local = (text: string) =>
    text.replaceAll(
      /https:\/\/[\w-]+(?:\.[\w-]+)*\.(?:auth0\.com|example|microsoftonline\.com)/g,
      gateway.tenant.origin,
    );
  const policy = (scope: string, source: PolicySource | undefined) => {
    if (source?.text !== undefined) gateway.put(`${scope}/policies/policy`, { value: local(source.text) });
  };
  const api = `${service}/apis/orders`;
  const { subscriptionRequired = false, facts } = orders;
  gateway.put(api, {
    path: "orders",
    displayName: facts["Name"] ?? "",
    serviceUrl: gateway.backendUrl,
    subscriptionRequired,
  });
  for (const { name, method = "GET", policy: own } of orders.operations) {
    gateway.put(`${api}/operations/${name}`, { method, urlTemplate: "/add", displayName: "List orders" });
    policy(`${api}/operations/${name}`, own);
  }
  policy(api, orders.policy);
  if (space.policy) policy(service, space.policy);
  for (const { name, subscriptionRequired: needsKey = true, policy: own } of space.products) {
    gateway.put(`${service}/products/${name}`, { displayName: "Starter", subscriptionRequired: needsKey });
    gateway.put(`${service}/products/${name}/apis/orders`, {});
    policy(`${service}/products/${name}`, own);
  }
  for (const [id, { text = "" }] of space.fragments)
    gateway.put(`${service}/policyFragments/${id}`, { value: local(text) });
  for (const [name, value] of space.namedValues) {
    const text = value.kind === "text" ? value.text : secret;
    gateway.put(`${service}/namedValues/${name}`, { displayName: name }, { value: text });
  }
}

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
  /** The gateway has no workspaces. */
  const rows = Object.values(scenarioTable)
    .flat()
    .filter(({ workspace }) => workspace === undefined);

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
