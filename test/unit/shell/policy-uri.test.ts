import assert from "node:assert/strict";
import type { PolicyLevel } from "../../../src/domain/apim.ts";
import "../../support/vscode/install.ts";

const { fragmentLevel, formerAddress, isPolicyUri, policyUri, levelLabel, levelOf, presentAddress } =
  await import("../../../src/shell/policy-uri.ts");

const instance = { subscriptionId: "0000-1111", resourceGroup: "my.group_(eu)", serviceName: "contoso-apim" };
const scopes: readonly (readonly [PolicyLevel, string])[] = [
  [{ kind: "global", instance }, "/contoso-apim/all-apis.policy.xml"],
  [{ kind: "product", instance, productId: "starter" }, "/contoso-apim/products/starter/starter.policy.xml"],
  [{ kind: "api", instance, apiId: "calc" }, "/contoso-apim/apis/calc/calc.policy.xml"],
  [{ kind: "api", instance, apiId: "calc;rev=2" }, "/contoso-apim/apis/calc;rev=2/calc;rev=2.policy.xml"],
  [
    { kind: "operation", instance, apiId: "calc", operationId: "add" },
    "/contoso-apim/apis/calc/operations/add/add.policy.xml",
  ],
  [
    { kind: "fragment", instance, fragmentId: "who-calls_2" },
    "/contoso-apim/fragments/who-calls_2/who-calls_2.policy.xml",
  ],
];

suite("addresses of policies", () => {
  for (const [level, path] of scopes) {
    test(`${levelLabel(level)} is ${path}, there and back`, () => {
      const uri = policyUri(level);
      assert.equal(uri.path, path);
      assert.ok(isPolicyUri(uri));
      assert.deepEqual(levelOf(uri), level);
      const former = uri.with({ path: uri.path.replace(/[^/]*$/, "policy.xml") });
      assert.deepEqual(levelOf(former), level, "the address of 0.2.0 leads there too");
      assert.ok(isPolicyUri(former));
      assert.equal(presentAddress(former.toString()), uri.toString());
      assert.equal(formerAddress(uri.toString()), former.toString());
    });
  }

  for (const path of [
    "/policy.xml",
    "/contoso-apim/apis/policy.xml",
    "/contoso-apim/apis/calc/operations/policy.xml",
    "/contoso-apim/apis/calc/other/add/policy.xml",
    "/contoso-apim/products/starter/operations/add/policy.xml",
    "/contoso-apim/apis/calc/operations/add/more/policy.xml",
    "/contoso-apim/apis/calc/other.xml",
    "/contoso-apim/apis/calc/other.policy.xml",
    "/contoso-apim/calc.policy.xml",
    "/contoso-apim/fragments/policy.xml",
    "/contoso-apim/fragments/../policy.xml",
    "/contoso-apim/fragments/who calls/policy.xml",
    "/contoso-apim/fragments/who-calls/operations/add/policy.xml",
  ]) {
    test(`${path} is none`, () => {
      const uri = policyUri({ kind: "global", instance }).with({ path });
      assert.throws(() => levelOf(uri), { code: "not-found" });
    });
  }

  test("an id that the service takes for no fragment makes no address", () => {
    for (const id of ["", "-", "who-", "a b", "a/b", "..", "x".repeat(81)]) {
      assert.equal(fragmentLevel({ instance }, id), undefined, id);
    }
    for (const id of ["a", "ab", "a-b", "x".repeat(80)]) assert.ok(fragmentLevel({ instance }, id), id);
  });

  test("what is no address of a policy has no other one", () => {
    for (const address of ["a", "file:///x/policy.xml", "apim-policy://s.g/n/x/y/z/policy.xml"])
      assert.equal(presentAddress(address), address);
  });

  test("instances of the same name in different groups have different addresses", () => {
    const other = policyUri({ kind: "global", instance: { ...instance, resourceGroup: "other" } });
    assert.notEqual(other.toString(), policyUri({ kind: "global", instance }).toString());
  });
});
