import assert from "node:assert/strict";
import type { PolicyLevel } from "../../../src/domain/apim.ts";
import { OpenPolicies } from "../../../src/shell/editor/open-policies.ts";
import { InMemoryMemento } from "../../support/vscode/memento.ts";

const instance = { subscriptionId: "s", resourceGroup: "g", serviceName: "n" };
const level: PolicyLevel = { kind: "api", instance, apiId: "a" };
const policy = (text: string, etag: string) => ({ level, text, etag });

suite("what is known of open policies", () => {
  test("time stands still while nothing changes, whatever the clock says", () => {
    let now = 100;
    const policies = new OpenPolicies(() => now, new InMemoryMemento());
    const first = policies.see("key", level, policy("one", "1"));
    now = 200;
    assert.equal(policies.see("key", level, policy("one", "1")), first);
  });

  test("a change is newer, even when the clock has gone back", () => {
    let now = 100;
    const policies = new OpenPolicies(() => now, new InMemoryMemento());
    policies.see("key", level, policy("one", "1"));
    now = 50;
    assert.equal(policies.see("key", level, policy("two", "2")).modified, 101);
  });

  test("unsaved text is shown with its base, everything else with what was seen last", () => {
    const policies = new OpenPolicies(() => 1, new InMemoryMemento());
    policies.rebase("key", policies.see("key", level, policy("one", "1")));
    policies.see("key", level, policy("two", "2"));
    assert.equal(policies.shownState("key", true)?.etag, "1");
    assert.equal(policies.shownState("key", false)?.etag, "2");
  });

  test("touching makes it newer without changing it", () => {
    const policies = new OpenPolicies(() => 1, new InMemoryMemento());
    const { etag, modified } = policies.see("key", level, policy("one", "1"));
    policies.touch("key");
    const touched = policies.shownState("key", false);
    assert.equal(touched?.etag, etag);
    assert.ok((touched?.modified ?? 0) > modified);
  });

  test("a closed document is forgotten", () => {
    const policies = new OpenPolicies(() => 1, new InMemoryMemento());
    policies.rebase("key", policies.see("key", level, undefined));
    policies.forget("key");
    assert.equal(policies.baseOf("key"), undefined);
    assert.equal(policies.shownState("key", false), undefined);
  });

  test("bases outlast a reload of the window, and nothing of their texts does", () => {
    const memento = new InMemoryMemento();
    const policies = new OpenPolicies(() => 1, memento);
    policies.rebase("key", policies.see("key", level, policy("a secret text", "1")));
    policies.rebase("none", policies.see("none", level, undefined));
    const reloaded = new OpenPolicies(() => 2, memento);
    assert.deepEqual(reloaded.baseOf("key"), { etag: "1" });
    assert.deepEqual(reloaded.baseOf("none"), {});
    assert.equal(reloaded.baseOf("another"), undefined);
    assert.doesNotMatch(memento.json, /secret/);
    reloaded.forget("key");
    assert.equal(new OpenPolicies(() => 3, memento).baseOf("key"), undefined);
  });

  test("a draft's base takes the place of what was shown, also when it is not known", () => {
    const policies = new OpenPolicies(() => 1, new InMemoryMemento());
    policies.rebase("key", policies.see("key", level, policy("one", "1")));
    policies.rebaseOnDraft("key", { etag: "0" });
    assert.deepEqual(policies.baseOf("key"), { etag: "0" });
    assert.equal(policies.startOf("key"), undefined);
    policies.rebaseOnDraft("key", undefined);
    assert.equal(policies.baseOf("key"), undefined);
  });

  test("who reverted to what the server holds has that for a base, and no other text has", () => {
    const policies = new OpenPolicies(() => 1, new InMemoryMemento());
    policies.rebase("key", policies.see("key", level, policy("one", "1")));
    policies.see("key", level, policy("two", "2"));
    policies.settle("key", "one");
    assert.equal(policies.baseOf("key")?.etag, "1");
    policies.settle("key", "two");
    assert.equal(policies.baseOf("key")?.etag, "2");
  });
});
