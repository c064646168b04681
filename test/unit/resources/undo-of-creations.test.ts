import assert from "node:assert/strict";
import { suite, test } from "mocha";
import { instancePath } from "../../../src/domain/instance-path.ts";
import { creation } from "../../../src/resources/changes.ts";
import type { Change } from "../../../src/resources/kind.ts";
import { apimApi } from "../../../src/resources/kinds/apim-api.ts";
import { importedApi } from "../../../src/resources/kinds/imported-api.ts";
import { product } from "../../../src/resources/kinds/product.ts";
import { subscription } from "../../../src/resources/kinds/subscription.ts";
import { contosoApim } from "../../support/in-memory/index.ts";
import { signal, twoClouds } from "../workflows/clouds.ts";
import { apply, takeBack } from "../workflows/securing.ts";

const owner = instancePath(contosoApim);

const planOf = (change: Change) => ({
  title: change.title,
  subject: "one",
  changes: [change],
  unchanged: [],
  notes: [],
});

type Clouds = ReturnType<typeof twoClouds>;

/** What is left, and why, of a creation that is taken back after `others` had something to do. */
async function afterOthers(change: Change, others: (clouds: Clouds) => unknown): Promise<string> {
  const clouds = twoClouds();
  const { outcome, journal } = await apply(planOf(change), clouds);
  assert.equal(outcome.status, "done");
  await others(clouds);
  return JSON.stringify((await takeBack(journal, clouds)).left);
}

const gold = creation(product, owner, { displayName: "Gold" }, { id: "c", refId: "gold" });
const subscribed = (ownerId?: string) => (clouds: Clouds) =>
  clouds.azure.stores.subscriptions.create(
    { kind: subscription.id, owner, id: "partners" },
    { displayName: "Partners", scope: "/products/gold", ...(ownerId !== undefined && { ownerId }) },
    signal,
  );
const orders = { displayName: "Orders", path: "orders" };
const blank = creation(apimApi, owner, orders, { id: "c", refId: "orders" });
const imported = creation(
  importedApi,
  owner,
  { ...orders, serviceUrl: undefined, subscriptionRequired: true, operations: [] },
  { id: "c", refId: "orders" },
);
const withPolicy = ({ azure }: Clouds) =>
  azure.putPolicy({ kind: "api", instance: contosoApim, apiId: "orders" }, "<policies />");

suite("taking back a creation leaves what others have built on it", () => {
  for (const [what, change, others, says] of [
    ["a product that somebody subscribed to", gold, subscribed("/users/7"), /subscriptions \(partners\)/],
    [
      "a product that an API was put into",
      gold,
      ({ azure }: Clouds) =>
        azure.stores.productApis.put(owner, "gold/orders", {
          productId: "gold",
          apiId: "orders",
          displayName: "Orders",
        }),
      /APIs \(Orders\)/,
    ],
    [
      "a product with a policy",
      gold,
      ({ azure }: Clouds) =>
        azure.putPolicy({ kind: "product", instance: contosoApim, productId: "gold" }, "<policies />"),
      /a policy/,
    ],
    ["an API with a policy", blank, withPolicy, /a policy/],
    ["an imported API with a policy", imported, withPolicy, /has a policy by now/],
  ] as const) {
    test(what, async () => {
      assert.match(await afterOthers(change, others), says);
    });
  }

  test("nothing is left of one that nobody has touched, or only the service itself", async () => {
    for (const change of [gold, blank, imported]) assert.equal(await afterOthers(change, () => {}), "[]");
    assert.equal(await afterOthers(gold, subscribed("/users/1")), "[]");
  });
});
