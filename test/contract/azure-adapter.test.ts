import assert from "node:assert/strict";
import { setup, suite, test } from "mocha";
import type { ApiRef, PolicyLevel } from "../../src/domain/apim.ts";
import { instancePath } from "../../src/domain/instance-path.ts";
import { type Shelved, storeIn, valuesOf } from "../../src/resources/clouds.ts";
import { authorizationServer } from "../../src/resources/kinds/authorization-server.ts";
import { publication } from "../../src/resources/kinds/publication.ts";
import { putResource } from "../../src/sandbox/azure/resources.ts";
import type { JsonObject } from "../../src/sandbox/azure/state.ts";
import { createPrincipal } from "../../src/sandbox/seed/azure.ts";
import { collect } from "../support/collect.ts";
import { failsWith } from "../support/failing.ts";
import { startTestSandbox, withSandbox } from "../support/sandbox.ts";
import { openAzure, sandboxCalculator } from "../support/sandbox-accounts.ts";

suite("Azure through the SDKs", () => {
  const sandbox = withSandbox();
  const { signal } = new AbortController();
  let api: ApiRef;

  setup(async () => {
    await sandbox.reset();
    api = sandboxCalculator(sandbox.info);
  });

  /** The stored properties of a resource below the instance. */
  const properties = (path = ""): JsonObject => {
    const { subscriptionId, resourceGroup, serviceName } = api.instance;
    const id = `/subscriptions/${subscriptionId}/resourceGroups/${resourceGroup}/providers/Microsoft.ApiManagement/service/${serviceName}${path}`;
    const resource = sandbox.state.azure.resources[id.toLowerCase()];
    assert.ok(resource, `There is no ${id}.`);
    return resource.properties;
  };

  const publish = (azure: Shelved, until: AbortSignal) => {
    const ref = { kind: publication.id, owner: instancePath(api.instance), id: "20260101120000000" };
    return storeIn(azure, publication).create(ref, { description: "Auth0 was linked" }, until);
  };

  for (const dots of ["", ".", ".."]) {
    test(`nothing goes to what stands above an id of “${dots}”`, async () => {
      const azure = await openAzure(sandbox.info);
      const { instance, apiId } = api;
      const levels: readonly PolicyLevel[] = [
        { kind: "api", instance, apiId: dots },
        { kind: "product", instance, productId: dots },
        { kind: "operation", instance, apiId, operationId: dots },
        { kind: "fragment", instance, fragmentId: dots },
      ];
      const above = { ...properties("/policies/policy") };
      sandbox.faults.add({ service: "resourceManager", path: "", status: 418, body: "Nobody was to ask." });
      for (const level of levels) {
        await failsWith("internal", azure.readPolicy(level, signal), "no request was sent");
        await failsWith(
          "internal",
          azure.writePolicy(level, "<policies />", '"1"', signal),
          "no request was sent",
        );
        await failsWith("internal", azure.deletePolicy(level, '"1"', signal), "no request was sent");
      }
      await failsWith("internal", azure.readApi({ instance, apiId: dots }, signal), "no request was sent");
      assert.deepEqual(properties("/policies/policy"), above);
    });
  }

  test("a publication that still runs is neither published nor given up", async () => {
    const { azure: state } = sandbox.state;
    const polls = state.pollsPerOperation;
    state.pollsPerOperation = 3;
    try {
      const azure = await openAzure(sandbox.info);
      sandbox.faults.add({
        service: "resourceManager",
        method: "PUT",
        path: "/portalRevisions/",
        reset: true,
        after: true,
      });
      await failsWith("unreachable", publish(azure, signal), "");
      const ref = { kind: publication.id, owner: instancePath(api.instance), id: "20260101120000000" };
      await failsWith("unreachable", storeIn(azure, publication).read(ref, signal), "still being published");
      for (const operation of Object.values(state.running)) operation.remainingPolls = 0;
      const found = await storeIn(azure, publication).read(ref, signal);
      assert.equal(found?.value.description, "Auth0 was linked");
    } finally {
      state.pollsPerOperation = polls;
    }
  });

  test("a missing right is named with the action and where it is missing", async () => {
    const stranger = createPrincipal([]);
    sandbox.state.azure.principals.push(stranger);
    const azure = await openAzure(sandbox.info, stranger);
    await failsWith(
      "forbidden",
      azure.readApi(api, signal),
      "Microsoft.ApiManagement/service/apis/read",
      api.instance.subscriptionId,
      "API Management Service Contributor",
    );
  });

  test("an application that Entra ID does not know is told so", async () => {
    const azure = await openAzure(sandbox.info, createPrincipal([]));
    await failsWith("unauthorized", collect(azure.listSubscriptions(signal)), "no such application");
  });

  test("nothing is changed without a version to compare with, since that would overwrite whatever is there", async () => {
    const azure = await openAzure(sandbox.info);
    const level: PolicyLevel = { kind: "api", instance: api.instance, apiId: api.apiId };
    const policy = "<policies><inbound><base /></inbound></policies>";
    const stored = await azure.writePolicy(level, policy, undefined, signal);
    const none = { form: "none", oauth2: [], openIdProviderIds: [] } as const;
    for (const call of [
      azure.writePolicy(level, policy.replace("<base />", ""), "", signal),
      azure.deletePolicy(level, "", signal),
      azure.setUserAuthorization(api, none, "", signal),
    ]) {
      await failsWith("unsupported", call, "no version (ETag)");
    }
    assert.deepEqual(await azure.readPolicy(level, signal), stored);
  });

  test("a sandbox that was stopped is told apart, before and after sign-in", async () => {
    const short = await startTestSandbox();
    const [azure, late] = [await openAzure(short.info), await openAzure(short.info)];
    await collect(azure.listSubscriptions(signal));
    await short.stop();
    for (const cloud of [azure, late]) {
      const call = collect(cloud.listSubscriptions(signal));
      await failsWith("unreachable", call, "The sandbox does not answer", "Start the sandbox again");
    }
    await failsWith("unreachable", openAzure(short.info), "Start the sandbox again");
  });

  test("too many requests are put off", async () => {
    sandbox.faults.add({
      service: "resourceManager",
      path: "/apis",
      status: 429,
      body: { error: { code: "TooManyRequests", message: "Slow down." } },
    });
    const azure = await openAzure(sandbox.info);
    await failsWith("rate-limited", collect(azure.listApis(api.instance, signal)), "Try again");
  });

  test("a tier that knows no authorization servers, portal or products has none of them", async () => {
    const error = { code: "MethodNotAllowedInPricingTier", message: "Not in this tier", details: null };
    const azure = await openAzure(sandbox.info);
    const { instance } = api;
    for (const [path, list] of [
      ["/authorizationServers", valuesOf(azure, authorizationServer, instancePath(instance), signal)],
      ["/portalRevisions", azure.listPortalRevisions(instance, signal)],
      ["/products", azure.listProducts(instance, signal)],
    ] as const) {
      sandbox.faults.add({ service: "resourceManager", path, status: 400, body: { error }, count: 1 });
      assert.deepEqual(await collect<unknown>(list), []);
    }
  });

  test("a proxy's page is no policy that is missing, and no list that is empty", async () => {
    const azure = await openAzure(sandbox.info);
    const level: PolicyLevel = { kind: "api", instance: api.instance, apiId: api.apiId };
    const page = { body: "<html>Not here</html>", headers: { "content-type": "text/html" } };
    const answers = [
      { path: "/policies/policy", status: 404, ...page },
      { path: "/products", status: 200, ...page },
      { path: "/products", status: 200, body: {} },
      { path: "/products", status: 200, body: { value: null } },
    ];
    for (const answer of answers) {
      sandbox.faults.add({ service: "resourceManager", count: 1, ...answer });
      const call =
        answer.status === 404
          ? azure.readPolicy(level, signal)
          : collect(azure.listProductsOfApi(api, signal));
      await failsWith("unreachable", call, "not what Azure answers");
    }
    sandbox.faults.clear();
    assert.equal(
      await azure.readPolicy({ ...level, kind: "operation", operationId: "none" }, signal),
      undefined,
    );
    sandbox.faults.add({ service: "resourceManager", path: "/products", status: 200, body: { value: [] } });
    assert.deepEqual(await collect(azure.listProductsOfApi(api, signal)), []);
  });

  test("a passing fault is got over", async () => {
    sandbox.faults.add({ service: "resourceManager", path: "/apis", status: 503, count: 1 });
    const azure = await openAzure(sandbox.info);
    assert.equal((await collect(azure.listApis(api.instance, signal))).length, 1);
  });

  test("a long publication is waited for", async () => {
    sandbox.state.azure.pollsPerOperation = 2;
    const azure = await openAzure(sandbox.info);
    await publish(azure, signal);
    const revisions = await collect(azure.listPortalRevisions(api.instance, signal));
    assert.equal(revisions.find(({ isCurrent }) => isCurrent)?.description, "Auth0 was linked");
  });

  test("waiting for a publication can be cancelled", async () => {
    sandbox.state.azure.pollsPerOperation = 100_000;
    const controller = new AbortController();
    const azure = await openAzure(sandbox.info);
    const work = publish(azure, controller.signal);
    await collect(azure.listPortalRevisions(api.instance, signal));
    controller.abort();
    await failsWith("cancelled", work);
  });

  test("the portal answers on its custom domain first, and not at all where it is off", async () => {
    const azure = await openAzure(sandbox.info);
    const instance = properties();
    instance["hostnameConfigurations"] = [
      { type: "Proxy", hostName: "api.contoso.example" },
      { type: "DeveloperPortal", hostName: "developer.contoso.example" },
    ];
    const { developerPortalUrls } = await azure.readInstance(api.instance, signal);
    assert.deepEqual(developerPortalUrls, ["https://developer.contoso.example", sandbox.info.portal]);
    instance["developerPortalStatus"] = "Disabled";
    assert.deepEqual((await azure.readInstance(api.instance, signal)).developerPortalUrls, []);
  });

  test("a change of the sign-in keeps how an OpenID provider takes its token", async () => {
    const provider = { openidProviderId: "corporate", bearerTokenSendingMethods: ["query"] };
    properties(`/apis/${api.apiId}`)["authenticationSettings"] = {
      oAuth2: null,
      openid: null,
      oAuth2AuthenticationSettings: [],
      openidAuthenticationSettings: [provider],
    };
    const azure = await openAzure(sandbox.info);
    const before = await azure.readApi(api, signal);
    assert.ok(before);
    const { userAuthorization } = before.api;
    assert.deepEqual(userAuthorization.openIdProviderIds, ["corporate"]);
    await azure.setUserAuthorization(api, userAuthorization, before.etag, signal);
    const settings = properties(`/apis/${api.apiId}`)["authenticationSettings"];
    assert.deepEqual(JSON.parse(JSON.stringify(settings)).openidAuthenticationSettings, [provider]);
  });

  test("a policy that another client wrote with escapes is read as a person writes it", async () => {
    const text = '<policies><inbound><base /></inbound></policies>\r\n<!-- "a" & b -->';
    properties(`/apis/${api.apiId}`);
    const level: PolicyLevel = { kind: "product", instance: api.instance, productId: "starter" };
    const azure = await openAzure(sandbox.info);
    const read = await azure.readPolicy(level, signal);
    assert.match(read?.text ?? "", /<policies>/);
    properties("/products/starter/policies/policy")["value"] = text;
    assert.equal((await azure.readPolicy(level, signal))?.text, text);
  });

  test("an API with more than a page of operations is listed to the end", async () => {
    const { resources } = sandbox.state.azure;
    const [id, template] =
      Object.entries(resources).find(([, { type }]) => type.endsWith("/apis/operations")) ?? [];
    assert.ok(id && template);
    for (let index = 0; index < 230; index++) {
      const copy = `${template.id}-${index}`;
      putResource(sandbox.state.azure, { ...template, id: copy, name: `${template.name}-${index}` });
    }
    const azure = await openAzure(sandbox.info);
    const names = (await collect(azure.listOperations(api, signal))).map(({ operationId }) => operationId);
    assert.equal(new Set(names).size, names.length);
    assert.ok(names.length > 230);
  });
});
