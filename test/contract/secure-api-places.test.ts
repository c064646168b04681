import assert from "node:assert/strict";
import { setup, suite, test } from "mocha";
import type { Clouds } from "../../src/workflows/clouds.ts";
import { collect } from "../../src/workflows/collect.ts";
import { type CheckPlace, usualPolicy } from "../../src/workflows/secure-api/choices.ts";
import {
  planSecureApi,
  readChoices,
  readSecureApi,
  type SecureApiChoices,
  suggestSecureApi,
} from "../../src/workflows/secure-api.ts";
import { apimClient, contosoInstance } from "../support/azure-clients.ts";
import { withSandbox } from "../support/sandbox.ts";
import { openShop, type Shop, tenantOf } from "./sandbox/auth0-fixtures.ts";
import { applied, calculatorOf, contentsOf, openClouds, signal, takenBack } from "./secure-api-clouds.ts";

/** Never the tenant's: three parts, and no signature that anybody made. */
const foreign = "eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJodHRwczovL290aGVyLmV4YW1wbGUvIn0.c2ln";

suite("the place of the check, through the sandbox's gateway", () => {
  const sandbox = withSandbox();
  let clouds: Clouds;
  let shop: Shop;

  setup(async function () {
    this.timeout(60_000);
    await sandbox.reset();
    clouds = await openClouds(sandbox);
    shop = await openShop(tenantOf(sandbox));
    await shop.management.clientGrants.create({
      client_id: shop.web.id,
      audience: shop.audience,
      scope: ["add"],
    });
  });

  async function plan(policy: Partial<SecureApiChoices["policy"]>) {
    const api = calculatorOf(sandbox);
    const { id } = (await shop.management.resourceServers.get(shop.audience)) as { readonly id: string };
    const first = await readSecureApi(clouds, api, signal, id);
    const choices = { ...suggestSecureApi(first), policy: { ...usualPolicy, ...policy } };
    return planSecureApi(await readChoices(clouds, first, choices, signal), choices);
  }

  /** What another run says and suggests, which writes no policy. */
  async function secondRun(): Promise<{ readonly place: CheckPlace; readonly isSecured: boolean }> {
    const { id } = (await shop.management.resourceServers.get(shop.audience)) as { readonly id: string };
    const snapshot = await readSecureApi(clouds, calculatorOf(sandbox), signal, id);
    const choices = suggestSecureApi(snapshot);
    const { changes, assurance } = planSecureApi(snapshot, choices);
    assert.deepEqual(
      changes.filter(({ ref }) => ref.kind === "azure-policy" || ref.kind === "azure-policy-fragment"),
      [],
      "a second check is put nowhere",
    );
    return { place: choices.policy.place, isSecured: assurance.kind === "assured" };
  }

  /** A token with the scope `add`. */
  async function token(): Promise<string> {
    const { issuer } = await clouds.auth0.readDiscovery(signal);
    const answer = await sandbox.fetch(new URL("/oauth/token", issuer), {
      method: "POST",
      body: new URLSearchParams({
        grant_type: "client_credentials",
        client_id: shop.web.id,
        client_secret: shop.web.secret,
        audience: shop.audience,
      }),
    });
    return ((await answer.json()) as { readonly access_token: string }).access_token;
  }

  async function keyOf(subscription: string): Promise<string> {
    const { primaryKey } = await apimClient(sandbox).subscription.listSecrets(
      ...contosoInstance,
      subscription,
    );
    return primaryKey ?? "";
  }

  /** What a call of an operation gets with no token, with a foreign one, and with a good one. */
  async function answers(operation: string, subscription = "master") {
    const key = await keyOf(subscription);
    const call = async (bearer?: string) => {
      const headers = {
        "Ocp-Apim-Subscription-Key": key,
        ...(bearer && { authorization: `Bearer ${bearer}` }),
      };
      return (await sandbox.fetch(`${sandbox.info.gateway}/calc/${operation}?a=2&b=3`, { headers })).status;
    };
    return [await call(), await call(foreign), await call(await token())];
  }

  const everywhere = { add: [401, 401, 200], sub: [401, 401, 200] };
  const places: readonly (readonly [string, CheckPlace, Readonly<Record<string, readonly number[]>>])[] = [
    ["its own policy", { kind: "api" }, everywhere],
    [
      "one operation",
      { kind: "operations", operationIds: ["addTwoIntegers"] },
      { add: [401, 401, 200], sub: [200, 200, 200] },
    ],
    ["a fragment with named values", { kind: "fragment", fragmentId: "auth0-calc" }, everywhere],
    ["all APIs", { kind: "global" }, everywhere],
  ];
  for (const [name, place, expected] of places) {
    test(`in ${name}: who gets in, and both clouds as before once it is undone`, async () => {
      const before = contentsOf(sandbox);
      const journal = await applied(await plan({ place: await named(place) }), clouds);
      const isEverywhere = place.kind !== "operations";
      assert.deepEqual(await secondRun(), { place: await named(place), isSecured: isEverywhere });
      for (const [operation, statuses] of Object.entries(expected)) {
        assert.deepEqual(await answers(operation), statuses, operation);
      }
      await takenBack(journal, clouds);
      assert.deepEqual(contentsOf(sandbox), before);
    });
  }

  /** The operation that adds, by the id that the seed gave it. */
  async function named(place: CheckPlace): Promise<CheckPlace> {
    return place.kind === "operations" ? { ...place, operationIds: [await operationAt("/add")] } : place;
  }

  async function operationAt(path: string): Promise<string> {
    const found = (await operationsOf()).find(({ urlTemplate }) => urlTemplate.startsWith(path));
    return found?.operationId ?? assert.fail(`There is no operation at ${path}.`);
  }

  function operationsOf() {
    return collect(clouds.azure.listOperations(calculatorOf(sandbox), signal), signal);
  }

  test("in a product: calls with its key need a token, and a key of all APIs leads past it, as the plan says", async () => {
    const { apiId } = calculatorOf(sandbox);
    await apimClient(sandbox).productApi.createOrUpdate(...contosoInstance, "starter", apiId);
    const before = contentsOf(sandbox);
    const securing = await plan({ place: { kind: "product", productId: "starter" } });
    assert.ok(securing.notes.some((note) => /leads past it/.test(note)));
    const journal = await applied(securing, clouds);
    assert.deepEqual(await secondRun(), {
      place: { kind: "product", productId: "starter" },
      isSecured: false,
    });
    await apimClient(sandbox).subscription.createOrUpdate(...contosoInstance, "of-starter", {
      scope: "/products/starter",
      displayName: "Of Starter",
      state: "active",
    });
    assert.deepEqual(await answers("add", "of-starter"), [401, 401, 200]);
    assert.deepEqual(await answers("add"), [200, 200, 200]);
    await apimClient(sandbox).subscription.delete(...contosoInstance, "of-starter", "*");
    await takenBack(journal, clouds);
    assert.deepEqual(contentsOf(sandbox), before);
  });

  test("in every operation: a second run calls the API secured, and puts no check into its policy", async () => {
    const operations = await operationsOf();
    const place = {
      kind: "operations",
      operationIds: operations.map(({ operationId }) => operationId),
    } as const;
    await applied(await plan({ place }), clouds);
    assert.deepEqual(await secondRun(), { place, isSecured: true });
    const { changes, unchanged } = await plan({ place: { kind: "api" } });
    assert.ok(!changes.some(({ ref }) => ref.kind === "azure-policy"));
    assert.match(unchanged.join("\n"), /no check is put beside those that are there/);
  });

  test("scopes of operations: 401 without a token, 403 without the scope, 200 with it", async () => {
    const before = contentsOf(sandbox);
    const operationScopes = [
      { operationId: await operationAt("/add"), scopes: ["add"] },
      { operationId: await operationAt("/sub"), scopes: ["subtract"] },
    ];
    const journal = await applied(await plan({ operationScopes }), clouds);
    assert.deepEqual(await answers("add"), [401, 401, 200]);
    assert.deepEqual(await answers("sub"), [401, 401, 403]);
    assert.deepEqual(await answers("mul"), [401, 401, 200]);
    assert.deepEqual(await secondRun(), { place: { kind: "api" }, isSecured: true });
    await takenBack(journal, clouds);
    assert.deepEqual(contentsOf(sandbox), before);
  });
});
