import assert from "node:assert/strict";
import { setup, suite, test } from "mocha";
import { known } from "../../src/core/known.ts";
import type { InstanceRef } from "../../src/domain/apim.ts";
import { carryOut } from "../../src/resources/engine.ts";
import type { Exchange } from "../../src/sandbox/exchange.ts";
import type { Clouds } from "../../src/workflows/clouds.ts";
import { collect } from "../../src/workflows/collect.ts";
import { planInstance } from "../../src/workflows/create-instance.ts";
import { apimClient } from "../support/azure-clients.ts";
import { recordExchange } from "../support/contracts/recorder.ts";
import { failsWith } from "../support/failing.ts";
import { applyPlan, deskOf, outcomeOf } from "../support/journals.ts";
import { withSandbox } from "../support/sandbox.ts";
import { applied, openClouds, signal, takenBack } from "./secure-api-clouds.ts";

const name = "contoso-new";
const location = "westeurope";

suite("create an instance, with the official SDKs on the sandbox", () => {
  let onExchange = (_: Exchange): void => undefined;
  const sandbox = withSandbox({
    record(exchange) {
      recordExchange(exchange);
      onExchange(exchange);
    },
  });
  let clouds: Clouds;
  let instance: InstanceRef;

  const plan = (change: Partial<InstanceRef> = {}) =>
    planInstance({
      instance: { ...instance, ...change },
      location,
      sku: { name: "Developer", capacity: 1 },
      publisherName: "Contoso Ltd",
      publisherEmail: "admin@contoso.example",
      isSoftDeleted: known(false),
    });
  const names = async () => {
    const all = await collect(clouds.azure.listInstances(instance.subscriptionId, signal), signal);
    return all.map(({ serviceName }) => serviceName);
  };

  setup(async function () {
    this.timeout(60_000);
    await sandbox.reset();
    onExchange = () => undefined;
    clouds = await openClouds(sandbox);
    const { subscriptionId } = sandbox.info.azure;
    instance = { subscriptionId, resourceGroup: "contoso-rg", serviceName: name };
  });

  test("an operation that takes its time is waited for; undo deletes it, and its name is kept then", async () => {
    sandbox.state.azure.pollsPerOperation = 3;
    const journal = await applied(plan(), clouds);
    assert.deepEqual(await names(), ["contoso-apim", name]);
    const made = await clouds.azure.readInstance(instance, signal);
    assert.deepEqual([made.sku, made.location], ["Developer", location]);
    await takenBack(journal, clouds);
    assert.deepEqual(await names(), ["contoso-apim"]);
    assert.equal(await clouds.azure.findDeletedInstance(instance, location, signal), true);
    const again = outcomeOf(await applyPlan(plan(), clouds, signal));
    assert.match(again.failed?.message ?? "", /contoso-new was soft-deleted.*purge it/);
  });

  test("to stop is to stop waiting: the plan says that nobody knows yet, and later finds what came of it", async () => {
    sandbox.state.azure.pollsPerOperation = 1_000_000;
    const stop = new AbortController();
    onExchange = ({ method, url }) => {
      if (method === "GET" && url.includes("/operationStatuses/")) stop.abort();
    };
    const stopped = await applyPlan(plan(), clouds, stop.signal);
    const [entry] = stopped.entries;
    assert.equal(entry?.state, "unknown");
    assert.match(entry?.message ?? "", /is still being set up \(Activating\)/);
    for (const operation of Object.values(sandbox.state.azure.running)) operation.remainingPolls = 0;
    onExchange = ({ method, url }) => {
      assert.ok(method !== "PUT", `${url} was asked for twice`);
    };
    const [later] = (await carryOut(stopped, deskOf(clouds), signal)).entries;
    assert.equal(later?.state, "made");
  });

  test("a group that is not there, and a name that somebody has, come to nothing", async () => {
    const nowhere = outcomeOf(await applyPlan(plan({ resourceGroup: "nowhere" }), clouds, signal));
    assert.match(nowhere.failed?.message ?? "", /Resource group 'nowhere' could not be found/);
    const taken = outcomeOf(await applyPlan(plan({ serviceName: "contoso-apim" }), clouds, signal));
    assert.match(taken.failed?.message ?? "", /contoso-apim exists already/);
    assert.deepEqual(await names(), ["contoso-apim"]);
  });

  test("says which names are free, and which tiers there are", async () => {
    const { subscriptionId } = instance;
    const problem = (text: string) => clouds.azure.findNameProblem(subscriptionId, text, signal);
    assert.equal(await problem(name), undefined);
    assert.match((await problem("Contoso-APIM")) ?? "", /already in use/);
    assert.match((await problem("1contoso")) ?? "", /not a valid service name/);
    const tiers = await collect(clouds.azure.listTiers(subscriptionId, signal), signal);
    assert.deepEqual(
      tiers.filter(({ name: tier }) => /Developer|Consumption/.test(tier)),
      [
        { name: "Developer", locations: [location], capacity: 1 },
        { name: "Consumption", locations: [location], capacity: 0 },
      ],
    );
    assert.equal(await clouds.azure.findDeletedInstance(instance, location, signal), false);
    await failsWith("not-found", clouds.azure.readInstance(instance, signal));
  });

  test("a deleted one is listed and purged by the official client, and its name is free again", async () => {
    const client = apimClient(sandbox);
    await takenBack(await applied(plan(), clouds), clouds);
    const deleted: (string | undefined)[] = [];
    for await (const one of client.deletedServices.listBySubscription()) deleted.push(one.name);
    assert.deepEqual(deleted, [name]);
    await client.deletedServices.beginPurgeAndWait(name, location);
    await client.deletedServices.beginPurgeAndWait(name, location);
    await applied(plan(), clouds);
  });
});
