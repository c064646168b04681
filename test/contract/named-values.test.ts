import assert from "node:assert/strict";
import { setup, suite, test } from "mocha";
import { httpOptions } from "../../src/adapters/azure/http-options.ts";
import { SdkAzureCloud } from "../../src/adapters/azure/sdk-azure-cloud.ts";
import { documentOf, planUpdate, readDocument } from "../../src/documents/index.ts";
import type { PolicyLevel } from "../../src/domain/apim.ts";
import { readerOf, storeIn } from "../../src/resources/clouds.ts";
import type { Store } from "../../src/resources/kind.ts";
import {
  type NamedValueDraft,
  type NamedValueSettings,
  namedValue,
} from "../../src/resources/kinds/named-value.ts";
import type { Exchange } from "../../src/sandbox/exchange.ts";
import { collect } from "../support/collect.ts";
import { failsWith } from "../support/failing.ts";
import { withSandbox } from "../support/sandbox.ts";
import { azureAccount, sandboxCalculator } from "../support/sandbox-accounts.ts";

const { signal } = new AbortController();
const first = "https://contoso.vault.example/secrets/key";

suite("named values through the SDK", () => {
  const exchanges: Exchange[] = [];
  const sandbox = withSandbox({ record: (exchange) => exchanges.push(exchange) });
  let cloud: SdkAzureCloud;
  let store: Store<NamedValueSettings, NamedValueDraft>;

  setup(async () => {
    await sandbox.reset();
    const account = azureAccount(sandbox.info);
    const credentials = { clientSecret: sandbox.info.azure.clientSecret };
    cloud = new SdkAzureCloud({ account, credentials, http: await httpOptions(account) });
    store = storeIn(cloud, namedValue);
    exchanges.length = 0;
  });

  const owner = () => `${sandbox.info.azure.subscriptionId}/contoso-rg/contoso-apim`;
  const create = (id: string, draft: NamedValueDraft) =>
    store.create({ kind: namedValue.id, owner: owner(), id }, draft, signal);
  /** What the service keeps of one. */
  const kept = (name: string) =>
    Object.values(sandbox.state.azure.resources).find(({ id }) => id.endsWith(`/namedValues/${name}`));

  test("a secret is written, replaced, and told by no read and no document", async () => {
    const secret = await create("key", { displayName: "key", secret: true, secretValue: "first-secret" });
    assert.equal(secret.value.value, undefined);
    const changed = await store.update(secret, { secretValue: "second-secret" }, signal);
    assert.equal(kept("key")?.secrets["value"], "second-secret");
    const text = documentOf(namedValue, changed);
    assert.match(text, /"secretValue": \{ "secret": "keep" \}/);
    assert.doesNotMatch(text, /"value"/);
    assert.doesNotMatch(JSON.stringify([changed, text]), /second-secret/);
  });

  test("its value in clear is refused by its document, which names the place for it", async () => {
    const { problems, draft } = readDocument(namedValue, '{ "secret": true, "value": "hunter2-hunter2" }');
    assert.equal(draft, undefined);
    assert.deepEqual(
      problems.map(({ code }) => code),
      ["secret-in-clear"],
    );
    assert.match(problems[0]?.message ?? "", /Write "secretValue": \{ "secret": "ask" \}/);
    assert.doesNotMatch(JSON.stringify(problems), /hunter2/);
  });

  test("what must hold for a write is not asked of the looks at its progress, which are waited for", async () => {
    sandbox.state.azure.pollsPerOperation = 2;
    const made = await create("audience", { displayName: "audience", secret: false, value: "one" });
    await store.update(made, { value: "two" }, signal);
    const conditions = exchanges
      .map(({ method, requestHeaders: sent }) => [method, sent["if-none-match"] ?? sent["if-match"]])
      .filter(([, condition]) => condition !== undefined);
    assert.deepEqual(conditions, [
      ["PUT", "*"],
      ["PATCH", made.version],
    ]);
    const looks = exchanges.filter(({ url }) => /\/operationStatuses\/|asyncId=/.test(url));
    assert.ok(looks.length >= 4, `${looks.length} looks`);
  });

  test("is named by the policies of all levels, which keep it from being deleted and are broken by another name", async () => {
    const one = await create("audience", { displayName: "audience", secret: false, value: "one" });
    const reader = readerOf({ auth0: { shelves: new Map() }, azure: cloud });
    assert.deepEqual(await namedValue.inUse?.(one, reader, signal), { known: true, value: undefined });
    const api = sandboxCalculator(sandbox.info);
    const { instance, apiId } = api;
    const [operation] = await collect(cloud.listOperations(api, signal));
    const operationId = operation?.operationId ?? assert.fail();
    const text = (root: string, content: string) => `<${root}>${content}</${root}>`;
    const naming = '<set-variable name="a" value="{{audience}}" />';
    const places: readonly [PolicyLevel, string][] = [
      [{ kind: "fragment", instance, fragmentId: "checks" }, text("fragment", naming)],
      [{ kind: "product", instance, productId: "unlimited" }, text("policies", text("inbound", naming))],
      [{ kind: "operation", instance, apiId, operationId }, text("policies", text("inbound", naming))],
    ];
    for (const [level, policy] of places) {
      const there = await cloud.readPolicy(level, signal);
      await cloud.writePolicy(level, policy, there?.etag, signal);
    }
    const used = await namedValue.inUse?.(one, reader, signal);
    const list = `fragment checks, the policy of product unlimited, the policy of operation ${operationId} of API ${apiId}`;
    assert.ok(used?.known && used.value?.includes(`so it stays: ${list}.`), JSON.stringify(used));
    await failsWith("rejected", store.delete(one, signal), "3 policies");
    const renamed = [{ path: "displayName", before: "audience", after: "other" }];
    const broken = await namedValue.breaks?.(one, renamed, reader, signal);
    assert.ok(broken?.known && broken.value[0]?.includes(list), JSON.stringify(broken));
  });

  test("that a secret ceases to be one is never planned: it would be shown", async () => {
    const secret = await create("key", { displayName: "key", secret: true, secretValue: "first-secret" });
    const text = documentOf(namedValue, secret).replace('"secret": true', '"secret": false');
    const { draft } = readDocument(namedValue, text);
    assert.ok(draft);
    const { change, fixed } = planUpdate(namedValue, secret, secret, draft);
    assert.deepEqual([change, fixed], [undefined, ["Secret"]]);
  });

  test("one from a key vault says where it is, and can be led to another secret", async () => {
    const vault = await create("vault", {
      displayName: "v",
      secret: true,
      keyVault: { secretIdentifier: first },
    });
    assert.deepEqual([vault.value.keyVault, vault.value.value], [{ secretIdentifier: first }, undefined]);
    const keyVault = {
      secretIdentifier: `${first}/1`,
      identityClientId: "11111111-1111-1111-1111-111111111111",
    };
    const changed = await store.update(vault, { keyVault }, signal);
    assert.deepEqual(changed.value.keyVault, keyVault);
    assert.deepEqual((await store.read(vault.ref, signal))?.value, changed.value);
  });

  test("a vault for one that is no secret, or beside a value, is refused in the service's words", async () => {
    const keyVault = { secretIdentifier: first };
    await failsWith(
      "rejected",
      create("a", { displayName: "a", secret: false, keyVault }),
      "must be a secret",
    );
    const both = { displayName: "b", secret: true, keyVault, secretValue: "x-secret" };
    await failsWith("rejected", create("b", both), "exclude each other");
  });
});
