import assert from "node:assert/strict";
import { known, unknown } from "../../../src/core/known.ts";
import { environmentOf, publicAzure } from "../../../src/domain/azure-clouds.ts";
import { instancePath } from "../../../src/domain/instance-path.ts";
import { storeOf } from "../../../src/resources/clouds.ts";
import { apimApi } from "../../../src/resources/kinds/apim-api.ts";
import { namedValue } from "../../../src/resources/kinds/named-value.ts";
import {
  emailProblem,
  groupNameProblem,
  instanceNameProblem,
  type NewInstance,
  offeredTiers,
  planInstance,
  tierAdvice,
} from "../../../src/workflows/create-instance.ts";
import { signal, twoClouds } from "./clouds.ts";
import { apply, takeBack } from "./securing.ts";

const ref = { subscriptionId: "s", resourceGroup: "contoso", serviceName: "contoso-new" };
const wanted: NewInstance = {
  instance: ref,
  location: "westeurope",
  sku: { name: "Developer", capacity: 1 },
  publisherName: "Contoso",
  publisherEmail: "admin@contoso.com",
  isSoftDeleted: known(false),
};
const notesFor = (name: string, change: Partial<NewInstance> = {}) =>
  planInstance({ ...wanted, sku: { name, capacity: 1 }, ...change }).notes.join("\n");

suite("create an instance", () => {
  test("is made, and deleted by undo as long as nobody has made an API in it", async () => {
    const clouds = twoClouds();
    const made = () => clouds.azure.stores.instances.all.map(({ ref: { id } }) => id);
    const first = await apply(planInstance(wanted), clouds);
    assert.deepEqual([first.outcome.status, made()], ["done", ["contoso-new"]]);
    assert.equal((await takeBack(first.journal, clouds)).status, "done");
    assert.deepEqual(made(), []);

    const second = await apply(planInstance(wanted), clouds);
    const api = { displayName: "Orders", path: "orders" };
    const owner = instancePath(ref);
    await storeOf(clouds, apimApi).create({ kind: apimApi.id, owner, id: "echo-api" }, api, signal);
    await storeOf(clouds, apimApi).create({ kind: apimApi.id, owner, id: "orders" }, api, signal);
    const { left } = await takeBack(second.journal, clouds);
    assert.match(JSON.stringify(left), /Something was made in it by now \(the API “Orders”\), so it stays/);
    assert.deepEqual(made(), ["contoso-new"]);
  });

  test("stays for whatever somebody has made in it, not for what it comes with", async () => {
    const clouds = twoClouds();
    const { journal } = await apply(planInstance(wanted), clouds);
    const owner = instancePath(ref);
    const value = { displayName: "host", value: "a.example", secret: false, tags: [] };
    await storeOf(clouds, namedValue).create({ kind: namedValue.id, owner, id: "host" }, value, signal);
    assert.match(JSON.stringify((await takeBack(journal, clouds)).left), /the named value “host”/);
  });

  test("says before what it takes: duration, cost, the portal, the name after a deletion", () => {
    assert.match(notesFor("Developer"), /takes 30 to 40 minutes.*stop waiting/);
    assert.match(notesFor("Developer"), /paid for by the hour, also while nobody calls/);
    assert.match(
      notesFor("Developer"),
      /48 hours, in which its name contoso-new is taken unless it is purged/,
    );
    assert.match(notesFor("Consumption"), /takes less than a minute[\s\S]+no developer portal and no users/);
    assert.match(notesFor("StandardV2"), /portal of this tier is off at first/);
    assert.match(notesFor("Isolated"), /not known here.*stop waiting[\s\S]+costs is not known here/);
    assert.ok(!notesFor("Developer").includes("could not be looked at"));
    assert.match(notesFor("Developer", { isSoftDeleted: unknown }), /could not be looked at/);
  });

  test("a tier is offered where its cloud and the subscription have it", () => {
    const tier = (name: string, locations = ["westeurope"]) => ({ name, locations, capacity: 1 });
    const all = [tier("Developer"), tier("Consumption"), tier("BasicV2", []), tier("Isolated")];
    const names = (environment: Parameters<typeof offeredTiers>[1]) =>
      offeredTiers(all, environment).map(({ name }) => name);
    assert.deepEqual(names(publicAzure), ["Developer", "Consumption"]);
    assert.deepEqual(names(environmentOf("ChinaCloud")), ["Developer"]);
    assert.equal(tierAdvice("toString"), undefined);
  });

  test("names are held to what the service takes", () => {
    for (const name of ["a", "Contoso-2", "x".repeat(50)]) assert.equal(instanceNameProblem(name), undefined);
    for (const name of ["", "1a", "a-", "a_b", "ä", "x".repeat(51)])
      assert.ok(instanceNameProblem(name), name);
    for (const name of ["rg", "My.Group_(1)-ä"]) assert.equal(groupNameProblem(name), undefined);
    for (const name of ["", "a.", "a/b", "x".repeat(91)]) assert.ok(groupNameProblem(name), name);
    assert.equal(emailProblem("admin@contoso.com"), undefined);
    for (const text of ["admin", "a b@c.d", `${"x".repeat(99)}@c.de`]) assert.ok(emailProblem(text), text);
  });
});
