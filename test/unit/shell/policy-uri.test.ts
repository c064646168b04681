import assert from "node:assert/strict";
import type { PolicyLevel } from "../../../src/domain/apim.ts";
import "../../support/vscode/install.ts";

const { fragmentLevel, isPolicyUri, policyUri, levelLabel, levelOf } = await import(
  "../../../src/shell/policy-uri.ts"
);

const instance = { subscriptionId: "0000-1111", resourceGroup: "my.group_(eu)", serviceName: "contoso-apim" };
const scopes: readonly (readonly [PolicyLevel, string])[] = [
  [{ kind: "global", instance }, "/contoso-apim/policy.xml"],
  [{ kind: "product", instance, productId: "starter" }, "/contoso-apim/products/starter/policy.xml"],
  [{ kind: "api", instance, apiId: "calc" }, "/contoso-apim/apis/calc/policy.xml"],
  [{ kind: "api", instance, apiId: "calc;rev=2" }, "/contoso-apim/apis/calc;rev=2/policy.xml"],
  [
    { kind: "operation", instance, apiId: "calc", operationId: "add" },
    "/contoso-apim/apis/calc/operations/add/policy.xml",
  ],
  [
    { kind: "fragment", instance, fragmentId: "who-calls_2" },
    "/contoso-apim/fragments/who-calls_2/policy.xml",
  ],
];

suite("addresses of policies", () => {
  for (const [level, path] of scopes) {
    test(`${levelLabel(level)} is ${path}, there and back`, () => {
      const uri = policyUri(level);
      assert.equal(uri.path, path);
      assert.ok(isPolicyUri(uri));
      assert.deepEqual(levelOf(uri), level);
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
      assert.equal(fragmentLevel(instance, id), undefined, id);
    }
    for (const id of ["a", "ab", "a-b", "x".repeat(80)]) assert.ok(fragmentLevel(instance, id), id);
  });

  test("instances of the same name in different groups have different addresses", () => {
    const other = policyUri({ kind: "global", instance: { ...instance, resourceGroup: "other" } });
    assert.notEqual(other.toString(), policyUri({ kind: "global", instance }).toString());
  });
});
