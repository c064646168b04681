import assert from "node:assert/strict";
import { suite, test } from "mocha";
import { placeLabel } from "../../../src/access/place-label.ts";

suite("places as they stand beside a check", () => {
  const service = "/subscriptions/s/resourceGroups/g/providers/Microsoft.ApiManagement/service/contoso";
  const at = (path: string) => placeLabel({ file: `${service}/${path}`, line: 4 });

  test("are told without what is the same for all of an instance, with the line of a policy", () => {
    assert.equal(at("policies/policy"), "all APIs:4");
    assert.equal(at("apis/orders/policies/policy"), "apis/orders:4");
    assert.equal(at("policyFragments/check"), "fragments/check:4");
    assert.equal(at("workspaces/team/policies/policy"), "workspaces/team:4");
    assert.equal(at("workspaces/team/apis/orders/policies/policy"), "workspaces/team/apis/orders:4");
    assert.equal(at("workspaces/team/policyFragments/check"), "workspaces/team/fragments/check:4");
  });

  test("of what asks for a key have no line, and files are told as they are", () => {
    assert.equal(at("products/starter"), "products/starter");
    assert.equal(at("workspaces/team/apis/orders"), "workspaces/team/apis/orders");
    assert.equal(placeLabel({ file: "apis/orders/policy.xml", line: 2 }), "apis/orders/policy.xml:2");
  });
});
