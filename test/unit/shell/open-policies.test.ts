import assert from "node:assert/strict";
import type { PolicyScope } from "../../../src/domain/apim.ts";
import { OpenPolicies } from "../../../src/shell/editor/open-policies.ts";

const service = { subscriptionId: "s", resourceGroup: "g", serviceName: "n" };
const scope: PolicyScope = { kind: "api", service, apiId: "a" };
const policy = (text: string, etag: string) => ({ scope, text, etag });

suite("what is known of open policies", () => {
  test("time stands still while nothing changes, whatever the clock says", () => {
    let now = 100;
    const policies = new OpenPolicies(() => now);
    const first = policies.see("key", scope, policy("one", "1"));
    now = 200;
    assert.equal(policies.see("key", scope, policy("one", "1")), first);
  });

  test("a change is newer, even when the clock has gone back", () => {
    let now = 100;
    const policies = new OpenPolicies(() => now);
    policies.see("key", scope, policy("one", "1"));
    now = 50;
    assert.equal(policies.see("key", scope, policy("two", "2")).modified, 101);
  });

  test("unsaved text is shown with its base, everything else with what was seen last", () => {
    const policies = new OpenPolicies(() => 1);
    policies.rebase("key", policies.see("key", scope, policy("one", "1")));
    policies.see("key", scope, policy("two", "2"));
    assert.equal(policies.shownState("key", true)?.etag, "1");
    assert.equal(policies.shownState("key", false)?.etag, "2");
  });

  test("touching makes it newer without changing it", () => {
    const policies = new OpenPolicies(() => 1);
    const { etag, modified } = policies.see("key", scope, policy("one", "1"));
    policies.touch("key");
    const touched = policies.shownState("key", false);
    assert.equal(touched?.etag, etag);
    assert.ok((touched?.modified ?? 0) > modified);
  });

  test("a closed document is forgotten", () => {
    const policies = new OpenPolicies(() => 1);
    policies.rebase("key", policies.see("key", scope, undefined));
    policies.forget("key");
    assert.equal(policies.baseOf("key"), undefined);
    assert.equal(policies.shownState("key", false), undefined);
  });
});
