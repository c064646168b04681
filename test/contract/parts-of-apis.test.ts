import assert from "node:assert/strict";
import { setup, suite, test } from "mocha";
import { httpOptions } from "../../src/adapters/azure/http-options.ts";
import { SdkAzureCloud } from "../../src/adapters/azure/sdk-azure-cloud.ts";
import { update } from "../../src/resources/changes.ts";
import { storeIn } from "../../src/resources/clouds.ts";
import type { Kind, Stored } from "../../src/resources/kind.ts";
import { authorizationServer } from "../../src/resources/kinds/authorization-server.ts";
import { currentRevision } from "../../src/resources/kinds/current-revision.ts";
import { importedApi } from "../../src/resources/kinds/imported-api.ts";
import { userAuthorization } from "../../src/resources/kinds/user-authorization.ts";
import { planRevision } from "../../src/workflows/import-api/plan-revision.ts";
import { collect } from "../support/collect.ts";
import { failsWith } from "../support/failing.ts";
import { applyPlan, outcomeOf, undo, undoOutcomeOf } from "../support/journals.ts";
import { withSandbox } from "../support/sandbox.ts";
import { azureAccount } from "../support/sandbox-accounts.ts";

const { signal } = new AbortController();
const calculator = "basic-calculator";

suite("kinds that are there as long as their API is, on the sandbox", () => {
  const sandbox = withSandbox();
  let cloud: SdkAzureCloud;
  const owner = () => `${sandbox.info.azure.subscriptionId}/contoso-rg/contoso-apim`;
  const clouds = () => ({ azure: cloud, auth0: { shelves: new Map() } });

  async function theOne<T extends object, D extends object>(kind: Kind<T, D>): Promise<Stored<T>> {
    const found = await storeIn(cloud, kind).read({ kind: kind.id, owner: owner(), id: calculator }, signal);
    assert.ok(found);
    return found;
  }

  /** Makes the change by a plan, and takes it back. */
  async function changeAndBack<T extends object>(kind: Kind<T>, wanted: Partial<T>): Promise<void> {
    const before = await theOne(kind);
    const change = update(kind, before, wanted, { id: "change", isExact: true });
    assert.ok(change);
    const plan = { title: "Change", subject: "one", changes: [change], unchanged: [], notes: [] };
    const journal = await applyPlan(plan, clouds(), signal);
    assert.equal(outcomeOf(journal).status, "done", JSON.stringify(outcomeOf(journal)));
    const after = await theOne(kind);
    for (const [name, value] of Object.entries(wanted))
      assert.deepEqual(new Map(Object.entries(after.value)).get(name), value);
    assert.deepEqual(undoOutcomeOf(await undo(journal, clouds(), signal)).left, []);
    assert.deepEqual((await theOne(kind)).value, before.value);
  }

  /** There is one for each API, and it is made and deleted with that only. */
  async function belongsToItsApi<T extends object, D extends object>(kind: Kind<T, D>): Promise<void> {
    const store = storeIn(cloud, kind);
    const one = await theOne(kind);
    const all = await collect(store.list(owner(), {}, signal));
    assert.deepEqual(
      all.map(({ ref, value }) => [ref.id, value]),
      [[calculator, one.value]],
    );
    assert.equal(await store.read({ ...one.ref, id: "is-not-there" }, signal), undefined);
    await failsWith("unsupported", store.create({ ...one.ref, id: "another" }, one.value as never, signal));
    await failsWith("unsupported", store.delete(one, signal));
  }

  setup(async () => {
    await sandbox.reset();
    const account = azureAccount(sandbox.info);
    const credentials = { clientSecret: sandbox.info.azure.clientSecret };
    cloud = new SdkAzureCloud({ account, credentials, http: await httpOptions(account) });
  });

  test("the current revision: read, listed, made another one and back again", async () => {
    await belongsToItsApi(currentRevision);
    const api = await theOne(importedApi);
    assert.equal(outcomeOf(await applyPlan(planRevision(api, "To try"), clouds(), signal)).status, "done");
    await changeAndBack(currentRevision, { revision: "2" });
    const gone = {
      ...(await theOne(currentRevision)),
      ref: { kind: currentRevision.id, owner: owner(), id: "none" },
    };
    await assert.rejects(storeIn(cloud, currentRevision).update(gone, { revision: "2" }, signal));
  });

  test("user authorization: read, listed, changed and taken back, and not over what somebody else made of it", async () => {
    await belongsToItsApi(userAuthorization);
    const server = {
      displayName: "People",
      description: undefined,
      clientRegistrationEndpoint: "https://tenant.example/",
      authorizationEndpoint: "https://tenant.example/authorize",
      tokenEndpoint: undefined,
      clientId: "portal",
      grantTypes: ["authorizationCode" as const],
      clientAuthenticationMethods: [],
      defaultScope: undefined,
      tokenBodyParameters: [],
      useInTestConsole: true,
      useInApiDocumentation: false,
    };
    const ref = { kind: authorizationServer.id, owner: owner(), id: "people" };
    await storeIn(cloud, authorizationServer).create(ref, server, signal);
    const oauth2 = [{ authorizationServerId: "people", scope: "read:numbers" }];
    await changeAndBack(userAuthorization, { oauth2 });
    const store = storeIn(cloud, userAuthorization);
    const stale = await theOne(userAuthorization);
    await store.update(stale, { oauth2 }, signal);
    await failsWith("changed-on-server", store.update(stale, { oauth2: [] }, signal));
    assert.deepEqual((await theOne(userAuthorization)).value.oauth2, oauth2);
  });
});
