import assert from "node:assert/strict";
import { setup, suite, test } from "mocha";
import { httpOptions } from "../../src/adapters/azure/http-options.ts";
import { SdkAzureCloud } from "../../src/adapters/azure/sdk-azure-cloud.ts";
import { storeIn } from "../../src/resources/clouds.ts";
import type { Kind } from "../../src/resources/kind.ts";
import { type ApiSettings, apimApi } from "../../src/resources/kinds/apim-api.ts";
import { authorizationServer } from "../../src/resources/kinds/authorization-server.ts";
import { importedApi } from "../../src/resources/kinds/imported-api.ts";
import { productApi } from "../../src/resources/kinds/product-api.ts";
import { subscription } from "../../src/resources/kinds/subscription.ts";
import { versionSet } from "../../src/resources/kinds/version-set.ts";
import { planRevision } from "../../src/workflows/import-api/plan-revision.ts";
import { planVersion, type VersionChoices } from "../../src/workflows/import-api/plan-version.ts";
import { collect } from "../support/collect.ts";
import { applyPlan, outcomeOf, undo } from "../support/journals.ts";
import { withSandbox } from "../support/sandbox.ts";
import { azureAccount, sandboxCalculator } from "../support/sandbox-accounts.ts";

const { signal } = new AbortController();
const calculator = "basic-calculator";

suite("versions on the sandbox", () => {
  const sandbox = withSandbox();
  let cloud: SdkAzureCloud;
  const owner = () => `${sandbox.info.azure.subscriptionId}/contoso-rg/contoso-apim`;
  const clouds = () => ({ azure: cloud, auth0: { shelves: new Map() } });
  const read = <T extends object, D extends object>(kind: Kind<T, D>, id: string) =>
    storeIn(cloud, kind).read({ kind: kind.id, owner: owner(), id }, signal);

  setup(async () => {
    await sandbox.reset();
    const account = azureAccount(sandbox.info);
    const credentials = { clientSecret: sandbox.info.azure.clientSecret };
    cloud = new SdkAzureCloud({ account, credentials, http: await httpOptions(account) });
  });

  const query: VersionChoices = {
    apiId: "calc-v2",
    version: "v2",
    set: {
      id: "calc",
      draft: { displayName: "Calc", versioningScheme: "Query", versionQueryName: "api-version" },
      isNew: true,
    },
    products: [{ productId: "unlimited", displayName: "Unlimited", subscriptionRequired: true }],
    subscriptionId: "calc-v2",
  };

  async function plan(choices: VersionChoices = query, copiedId = calculator) {
    const [api, settings, copied] = [
      await read(apimApi, calculator),
      await read(apimApi, copiedId),
      await read(importedApi, copiedId),
    ];
    assert.ok(api && settings && copied);
    return planVersion({ api, settings: settings.value, copied }, choices);
  }

  async function apply(made: Awaited<ReturnType<typeof plan>>) {
    const journal = await applyPlan(made, clouds(), signal);
    assert.equal(outcomeOf(journal).status, "done", JSON.stringify(outcomeOf(journal)));
    return journal;
  }

  /** Signs the users of the calculator in with a server, and gives the API and one operation a policy. */
  async function link(): Promise<void> {
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
    const before = await read(apimApi, calculator);
    assert.ok(before);
    const authorizationServers = [{ authorizationServerId: "people", scope: "read:numbers" }];
    await storeIn(cloud, apimApi).update(before, { authorizationServers }, signal);
    const { instance, apiId } = sandboxCalculator(sandbox.info);
    const text = (name: string) =>
      `<policies><inbound><base /><set-variable name="${name}" value="1" /></inbound></policies>`;
    await cloud.writePolicy({ kind: "api", instance, apiId }, text("whole"), undefined, signal);
    const operation = { kind: "operation", instance, apiId, operationId: "add-two-integers" } as const;
    await cloud.writePolicy(operation, text("add"), undefined, signal);
  }

  test("a new version has settings, link, operations and policies of the API, a product and keys, and the API stays as it is for callers", async () => {
    await link();
    const before = await read(importedApi, calculator);
    await apply(await plan());
    const [original, version, made] = [
      await read(apimApi, calculator),
      await read(apimApi, "calc-v2"),
      await read(importedApi, "calc-v2"),
    ];
    const setId = original?.value.apiVersionSetId ?? "";
    assert.match(setId, /\/apiVersionSets\/calc$/);
    const {
      apiVersion: _,
      apiRevisionDescription: __,
      ...wanted
    }: Partial<ApiSettings> = original?.value ?? {};
    const { apiVersion, apiRevisionDescription, ...rest }: Partial<ApiSettings> = version?.value ?? {};
    assert.deepEqual([rest, apiVersion], [wanted, "v2"]);
    assert.equal(apiRevisionDescription, "Copy of basic-calculator");
    assert.equal(original?.value.apiVersion, undefined);
    assert.deepEqual(made?.value.operations, before?.value.operations);
    assert.deepEqual(made?.value.products, ["unlimited"]);
    const instance = sandboxCalculator(sandbox.info).instance;
    for (const level of [
      { kind: "api", instance, apiId: "calc-v2" },
      { kind: "operation", instance, apiId: "calc-v2", operationId: "add-two-integers" },
    ] as const)
      assert.match((await cloud.readPolicy(level, signal))?.text ?? "", /set-variable/);
    assert.match((await read(subscription, "calc-v2"))?.value.scope ?? "", /\/apis\/calc-v2$/);
    const apis = await collect(cloud.listApis(instance, signal));
    assert.deepEqual(
      apis.map(({ apiId, versionScheme }) => [apiId, versionScheme]),
      [calculator, "calc-v2"].map((id) => [id, { kind: "query", name: "api-version" }]),
    );
  });

  test("undone, the version, its keys and the set are gone, and the API is in no set", async () => {
    await link();
    const before = await read(apimApi, calculator);
    const journal = await apply(await plan());
    const taken = await undo(journal, clouds(), signal);
    assert.deepEqual(
      taken.entries.map(({ change, undo: state }) => [change.id, state?.state, state?.message]),
      ["set", "join", "version", "product-unlimited", "subscription"].map((id) => [id, "undone", undefined]),
    );
    assert.deepEqual((await read(apimApi, calculator))?.value, before?.value);
    for (const [kind, id] of [
      [apimApi, "calc-v2"],
      [versionSet, "calc"],
      [subscription, "calc-v2"],
      [productApi, "unlimited/calc-v2"],
    ] as const)
      assert.equal(await read(kind as Kind, id), undefined, id);
  });

  test("a third version stands in the set that is there, and begins with the revision that was chosen", async () => {
    await apply(await plan());
    const current = await read(importedApi, calculator);
    assert.ok(current);
    await applyPlan(planRevision(current, "To try"), clouds(), signal);
    const revision = await read(apimApi, `${calculator};rev=2`);
    assert.ok(revision);
    await storeIn(cloud, apimApi).update(revision, { description: "Only in revision 2" }, signal);
    const third = await plan(
      {
        ...query,
        apiId: "calc-v3",
        version: "v3",
        set: { ...query.set, isNew: false },
        products: [],
        subscriptionId: "calc-v3",
      },
      `${calculator};rev=2`,
    );
    assert.deepEqual(
      third.changes.map(({ id }) => id),
      ["version", "subscription"],
    );
    await apply(third);
    const version = await read(apimApi, "calc-v3");
    assert.deepEqual(
      [version?.value.apiVersion, version?.value.apiRevision, version?.value.description],
      ["v3", "1", "Only in revision 2"],
    );
  });

  test("a version that exists already is refused by the service, and what was made before can be taken back", async () => {
    await apply(await plan());
    const again = await plan({ ...query, apiId: "calc-again", set: { ...query.set, isNew: false } });
    const journal = await applyPlan(again, clouds(), signal);
    const { status, failed } = outcomeOf(journal);
    assert.equal(status, "failed");
    assert.match(failed?.message ?? "", /already exists/);
    assert.equal(await read(apimApi, "calc-again"), undefined);
  });

  test("a set that has versions is in use, and whoever changes its scheme is told whose callers move", async () => {
    await apply(await plan());
    const stored = await read(versionSet, "calc");
    assert.ok(stored);
    const reader = {
      list: (kind: Kind, place: string, where: object, until: AbortSignal) =>
        storeIn(cloud, kind).list(place, where, until),
      read: async () => undefined,
    } as never;
    const used = await versionSet.inUse?.(stored, reader, signal);
    assert.ok(used?.known && /Basic Calculator v2 \(calc-v2\)/.test(used.value ?? ""), JSON.stringify(used));
    const scheme = [{ path: "versioningScheme", before: "Query", after: "Segment" }];
    const broken = await versionSet.breaks?.(stored, scheme, reader, signal);
    assert.ok(broken?.known && /say in another way/.test(broken.value[0] ?? ""));
    const words = [{ path: "displayName", before: "Calc", after: "Sums" }];
    assert.deepEqual(await versionSet.breaks?.(stored, words, reader, signal), { known: true, value: [] });
  });
});
