import assert from "node:assert/strict";
import { suite, test } from "mocha";
import { accessOf } from "../../../src/access/index.ts";
import { instancePath } from "../../../src/domain/instance-path.ts";
import { creation } from "../../../src/resources/changes.ts";
import type { Change } from "../../../src/resources/kind.ts";
import { namedValue } from "../../../src/resources/kinds/named-value.ts";
import { policy } from "../../../src/resources/kinds/policy.ts";
import { policyFragment } from "../../../src/resources/kinds/policy-fragment.ts";
import { withChanges } from "../../../src/workflows/read-access/with-changes.ts";
import { readSecureApi } from "../../../src/workflows/secure-api.ts";
import { basicCalculator } from "../../support/in-memory/index.ts";
import { instance, signal, twoClouds } from "./clouds.ts";
import { inbound, ownCheck } from "./policy-situations.ts";

const owner = instancePath(basicCalculator.instance);
const title = "A change";

function policyAt(id: string, text: string): Change {
  return creation(policy, owner, { text }, { id, refId: id, title });
}

async function snapshotOf() {
  const clouds = twoClouds();
  const state = instance(clouds);
  state.products = [
    { id: "partners", productId: "partners", displayName: "Partners", subscriptionRequired: true },
  ];
  state.productsOfApis.set("basic-calculator", ["partners"]);
  return (await readSecureApi(clouds, basicCalculator, signal)).policies.access;
}

const verdicts = (entries: ReturnType<typeof accessOf>["entries"]) =>
  Object.fromEntries(
    entries.map(({ operation, product, verdict }) => [`${operation} ${product ?? "-"}`, verdict]),
  );

suite("who gets in once changes are made", () => {
  const check = inbound("<base />", ownCheck());
  const cases: readonly (readonly [string, readonly Change[], Record<string, string>])[] = [
    ["nothing is changed", [], { "add -": "key", "add partners": "key" }],
    [
      "a check for all APIs",
      [policyAt("global", check)],
      { "add -": "restricted", "subtract -": "restricted" },
    ],
    [
      "a check in a product",
      [policyAt("products/partners", check)],
      { "add -": "key", "add partners": "restricted" },
    ],
    ["a check in the API", [policyAt("apis/basic-calculator", check)], { "add partners": "restricted" }],
    [
      "a check in an operation",
      [policyAt("apis/basic-calculator/operations/add", check)],
      { "add -": "restricted", "subtract -": "key" },
    ],
    [
      "a fragment with a named value, and what includes it",
      [
        creation(
          namedValue,
          owner,
          { displayName: "aud", value: "basic-calculator", secret: false },
          { id: "value", refId: "aud", title },
        ),
        creation(
          policyFragment,
          owner,
          { text: `<fragment>${ownCheck({ audience: "{{aud}}" })}</fragment>` },
          { id: "fragment", refId: "check", title },
        ),
        policyAt("apis/basic-calculator", inbound("<base />", '<include-fragment fragment-id="Check" />')),
      ],
      { "add -": "restricted" },
    ],
    ["a policy of another API", [policyAt("apis/other", check)], { "add -": "key" }],
  ];
  for (const [name, changes, expected] of cases) {
    test(name, async () => {
      const before = await snapshotOf();
      const after = withChanges(before, basicCalculator.instance, changes);
      const found = verdicts(accessOf(after).entries);
      for (const [way, verdict] of Object.entries(expected)) assert.equal(found[way], verdict, way);
      assert.ok(Object.values(verdicts(accessOf(before).entries)).every((verdict) => verdict === "key"));
    });
  }
});
