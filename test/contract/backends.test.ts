import assert from "node:assert/strict";
import { setup, suite, test } from "mocha";
import { httpOptions } from "../../src/adapters/azure/http-options.ts";
import { SdkAzureCloud } from "../../src/adapters/azure/sdk-azure-cloud.ts";
import { known } from "../../src/core/known.ts";
import { documentOf } from "../../src/documents/index.ts";
import { storeIn } from "../../src/resources/clouds.ts";
import type { Store } from "../../src/resources/kind.ts";
import { type BackendDraft, type BackendSettings, backend } from "../../src/resources/kinds/backend.ts";
import { policy } from "../../src/resources/kinds/policy.ts";
import { apimClient, contosoInstance } from "../support/azure-clients.ts";
import { failsWith } from "../support/failing.ts";
import { withSandbox } from "../support/sandbox.ts";
import { azureAccount } from "../support/sandbox-accounts.ts";

const { signal } = new AbortController();

suite("backends and their secrets", () => {
  const sandbox = withSandbox();
  let cloud: SdkAzureCloud;
  let store: Store<BackendSettings, BackendDraft>;
  const owner = () => `${sandbox.info.azure.subscriptionId}/contoso-rg/contoso-apim`;
  const ref = () => ({ kind: backend.id, owner: owner(), id: "orders" });
  const asGiven = () => apimClient(sandbox).backend.get(...contosoInstance, "orders");
  const read = async () => (await store.read(ref(), signal)) ?? assert.fail();

  setup(async () => {
    await sandbox.reset();
    const account = azureAccount(sandbox.info);
    cloud = new SdkAzureCloud({
      account,
      credentials: { clientSecret: sandbox.info.azure.clientSecret },
      http: await httpOptions(account),
    });
    store = storeIn(cloud, backend);
    await apimClient(sandbox).backend.createOrUpdate(...contosoInstance, "orders", {
      url: "https://orders.example",
      protocol: "http",
      title: "Orders",
      credentials: {
        header: { "x-key": ["the-secret-key"], "x-named": ["{{named}}"] },
        authorization: { scheme: "Basic", parameter: "the-secret-word" },
      },
      proxy: { url: "http://proxy.example", username: "u", password: "the-secret-password" },
    });
  });

  test("what others wrote in clear is told as a secret, and what names a named value as it is", async () => {
    const stored = await read();
    const keep = { secret: "keep" };
    assert.deepEqual(stored.value.credentials, {
      header: { "x-key": keep, "x-named": ["{{named}}"] },
      authorization: { scheme: "Basic", parameter: keep },
    });
    assert.deepEqual(stored.value.proxy, { url: "http://proxy.example", username: "u", password: keep });
    assert.ok(!documentOf(backend, stored).includes("the-secret"));
  });

  test("a change beside a secret keeps it, and one that leaves it out takes it away", async () => {
    const stored = await read();
    const { header = {} } = stored.value.credentials ?? {};
    const changed = await store.update(
      stored,
      { credentials: { header: { ...Object(header), "x-more": ["{{more}}"] } } },
      signal,
    );
    const { credentials, proxy } = await asGiven();
    assert.deepEqual(credentials?.header, {
      "x-key": ["the-secret-key"],
      "x-named": ["{{named}}"],
      "x-more": ["{{more}}"],
    });
    assert.equal(credentials?.authorization, undefined);
    assert.equal(proxy?.password, "the-secret-password");
    assert.ok(!JSON.stringify(changed).includes("the-secret"));
  });

  test("what is taken out goes, and all else stays, secrets among it", async () => {
    await store.update(await read(), { title: undefined, proxy: undefined }, signal);
    const { title, proxy, url, credentials } = await asGiven();
    assert.deepEqual([title, proxy, url], [undefined, undefined, "https://orders.example"]);
    assert.equal(credentials?.authorization?.parameter, "the-secret-word");
  });

  test("a secret that nobody knows is not written as something else", async () => {
    const credentials = { header: { "x-other": { secret: "keep" } } };
    const stored = await read();
    await failsWith("rejected", store.update(stored, { credentials }, signal), "credentials.header.x-other");
    const draft = { ...stored.value, credentials };
    await failsWith("rejected", store.create({ ...ref(), id: "copy" }, draft, signal), "x-other");
    assert.equal(await store.read({ ...ref(), id: "copy" }, signal), undefined);
  });

  test("one that a policy or a pool names stays, and the sandbox refuses it too", async () => {
    const reader = {
      list: (kind: Parameters<typeof storeIn>[1], place: string, where: object) =>
        storeIn(cloud, kind).list(place, where, signal),
    } as never;
    const stored = await read();
    assert.deepEqual(await backend.inUse?.(stored, reader, signal), known(undefined));
    const text = '<policies><inbound><set-backend-service backend-id="orders" /></inbound></policies>';
    const level = { kind: policy.id, owner: owner(), id: "apis/basic-calculator" };
    await storeIn(cloud, policy).create(level, { text }, signal);
    const draft = {
      url: "https://pool.example",
      protocol: "http",
      type: "Pool",
      pool: { services: [{ id: `/subscriptions/s/x/backends/orders` }] },
    };
    await store.create({ ...ref(), id: "pool" }, draft, signal);
    const used = await backend.inUse?.(stored, reader, signal);
    assert.match((used?.known && used.value) || "", /the policy of API basic-calculator, backend pool/);
    await failsWith("rejected", store.delete(stored, signal), "used by");
  });

  test("a pool without members is refused in the service's words", async () => {
    const draft = { url: "https://pool.example", protocol: "http", type: "Pool" };
    await failsWith(
      "rejected",
      store.create({ ...ref(), id: "pool" }, draft, signal),
      "at least one service",
    );
  });
});
