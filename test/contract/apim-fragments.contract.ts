import assert from "node:assert/strict";
import { setup, suite, test } from "mocha";
import type { InstanceRef, PolicyLevel } from "../../src/domain/apim.ts";
import type { AzureCloud } from "../../src/domain/azure-cloud.ts";
import { collect } from "../support/collect.ts";
import { failsWith } from "../support/failing.ts";
import type { ApimHarness } from "./azure-cloud.contract.ts";

const fragment = `<fragment>
  <set-header name="X-Who" exists-action="override">
    <value>@(context.Request.Headers.GetValueOrDefault("X-Who", "nobody"))</value>
  </set-header>
</fragment>`;

/** What every implementation of `AzureCloud` does with fragments, and with what else policies name. */
export function testWhatPoliciesName(harness: ApimHarness): void {
  let azure: AzureCloud;
  let instance: InstanceRef;
  let level: PolicyLevel;
  const { signal } = new AbortController();

  setup(async () => {
    azure = await harness.open();
    instance = harness.calculator().instance;
    level = { kind: "fragment", instance, fragmentId: "who-calls" };
  });

  suite("policy fragments", () => {
    test("creates one where there was none, and lists it", async () => {
      assert.equal(await azure.readPolicy(level, signal), undefined);
      assert.deepEqual(await collect(azure.listFragments(instance, signal)), []);
      const written = await azure.writePolicy(level, fragment, undefined, signal);
      assert.ok(written.text.includes('GetValueOrDefault("X-Who", "nobody")'), written.text);
      assert.match(written.etag, /^".+"$/);
      assert.deepEqual(await azure.readPolicy(level, signal), written);
      assert.equal(await azure.readPolicyEtag(level, signal), written.etag);
      const [listed, ...others] = await collect(azure.listFragments(instance, signal));
      assert.equal(others.length, 0);
      assert.deepEqual([listed?.fragmentId, listed?.description], ["who-calls", undefined]);
      assert.match(listed?.id ?? "", /^\/subscriptions\/.+\/policyFragments\/who-calls$/);
    });

    test("changes one with the ETag that was read, and keeps it when nothing changes", async () => {
      const first = await azure.writePolicy(level, fragment, undefined, signal);
      const other = fragment.replace("nobody", "anybody");
      const second = await azure.writePolicy(level, other, first.etag, signal);
      assert.ok(second.text.includes("anybody"));
      assert.notEqual(second.etag, first.etag);
      assert.deepEqual(await azure.writePolicy(level, second.text, second.etag, signal), second);
    });

    test("keeps what somebody has written about one", async () => {
      await harness.addFragment("who-calls", fragment, "Says who calls.");
      const before = await azure.readPolicy(level, signal);
      assert.ok(before);
      await azure.writePolicy(level, fragment.replace("nobody", "me"), before.etag, signal);
      const [listed] = await collect(azure.listFragments(instance, signal));
      assert.equal(listed?.description, "Says who calls.");
    });

    test("never overwrites what someone else has changed", async () => {
      const first = await azure.writePolicy(level, fragment, undefined, signal);
      const theirs = await azure.writePolicy(level, fragment.replace("nobody", "them"), first.etag, signal);
      const mine = fragment.replace("nobody", "me");
      await failsWith("changed-on-server", azure.writePolicy(level, mine, first.etag, signal));
      await failsWith("changed-on-server", azure.writePolicy(level, mine, undefined, signal));
      await failsWith("changed-on-server", azure.deletePolicy(level, first.etag, signal));
      assert.deepEqual(await azure.readPolicy(level, signal), theirs);
    });

    test("does not bring back one that was deleted meanwhile", async () => {
      const { etag } = await azure.writePolicy(level, fragment, undefined, signal);
      await azure.deletePolicy(level, etag, signal);
      await azure.deletePolicy(level, etag, signal);
      await failsWith("changed-on-server", azure.writePolicy(level, fragment, etag, signal));
      assert.equal(await azure.readPolicy(level, signal), undefined);
    });

    test("says where a text is refused", async () => {
      const policies = fragment.replaceAll("fragment>", "policies>");
      for (const text of ["<fragmet />", policies]) {
        const failure = await failsWith("rejected", azure.writePolicy(level, text, undefined, signal));
        assert.match(failure.details[0]?.message ?? "", /line 1/i);
      }
      assert.equal(await azure.readPolicy(level, signal), undefined);
    });
  });

  test("lists backends and certificates by the names that policies use", async () => {
    assert.deepEqual(await collect(azure.listBackendIds(instance, signal)), []);
    assert.deepEqual(await collect(azure.listCertificateIds(instance, signal)), []);
    await harness.addBackend("orders");
    await harness.addCertificate("partner");
    assert.deepEqual(await collect(azure.listBackendIds(instance, signal)), ["orders"]);
    assert.deepEqual(await collect(azure.listCertificateIds(instance, signal)), ["partner"]);
  });

  test("says that there is no such instance", async () => {
    const nowhere = { ...instance, serviceName: "nowhere" };
    await failsWith("not-found", collect(azure.listFragments(nowhere, signal)), "nowhere");
    await failsWith("not-found", azure.readPolicy({ ...level, instance: nowhere }, signal), "nowhere");
  });
}
