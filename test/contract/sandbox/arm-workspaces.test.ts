import assert from "node:assert/strict";
import { setup, suite, test } from "mocha";
import { apimService } from "../../../src/sandbox/azure/gateway-view.ts";
import { apimClient, collect, contosoInstance } from "../../support/azure-clients.ts";
import { withSandbox } from "../../support/sandbox.ts";

suite("workspaces of the sandbox's instance", () => {
  const sandbox = withSandbox();
  const client = () => apimClient(sandbox);
  const team = [...contosoInstance, "team"] as const;
  const fast = { updateIntervalInMs: 1 };
  const inbound = (xml: string) => `<policies><inbound><base />${xml}</inbound></policies>`;

  setup(() => sandbox.reset());

  const makeTeam = () =>
    client().workspace.createOrUpdate(...team, { displayName: "Team", description: "Ours" });
  const putApi = (name: string, path = name) =>
    client().workspaceApi.beginCreateOrUpdateAndWait(...team, name, { path, displayName: name }, fast);
  const putOperation = () =>
    client().workspaceApiOperation.createOrUpdate(...team, "orders", "list", {
      displayName: "List",
      method: "GET",
      urlTemplate: "/",
    });

  test("are made, read, listed, changed, and deleted with all that is in them", async () => {
    const { workspace, workspaceApi } = client();
    assert.deepEqual(await collect(workspace.listByService(...contosoInstance)), []);
    await makeTeam();
    await putApi("orders");
    await workspace.update(...team, "*", { displayName: "The team" });
    const read = await workspace.get(...team);
    assert.deepEqual([read.name, read.displayName, read.description], ["team", "The team", "Ours"]);
    await workspace.getEntityTag(...team);
    assert.equal((await collect(workspace.listByService(...contosoInstance))).length, 1);
    await workspace.delete(...team, "*");
    await assert.rejects(workspace.get(...team), { statusCode: 404, message: "Workspace not found." });
    await assert.rejects(workspaceApi.get(...team, "orders"), { statusCode: 404 });
  });

  test("have APIs, operations and policies of all levels, and the instance does not list them", async () => {
    await makeTeam();
    await putApi("orders");
    await putOperation();
    const sdk = client();
    const policy = {
      format: "rawxml" as const,
      value: inbound('<set-header name="A"><value>b</value></set-header>'),
    };
    await sdk.workspacePolicy.createOrUpdate(...team, "policy", policy);
    await sdk.workspaceApiPolicy.createOrUpdate(...team, "orders", "policy", policy);
    await sdk.workspaceApiOperationPolicy.createOrUpdate(...team, "orders", "list", "policy", policy);
    const [api] = await collect(sdk.workspaceApi.listByService(...team));
    assert.equal(api?.type, "Microsoft.ApiManagement/service/workspaces/apis");
    const operations = await collect(sdk.workspaceApiOperation.listByApi(...team, "orders"));
    assert.deepEqual(
      operations.map(({ name }) => name),
      ["list"],
    );
    assert.match((await sdk.workspacePolicy.get(...team, "policy", { format: "rawxml" })).value ?? "", /"A"/);
    const listed = await collect(sdk.allPolicies.listByService(...contosoInstance));
    const ofTeam = listed.flatMap(
      ({ referencePolicyId }) => referencePolicyId?.split("/workspaces/")[1] ?? [],
    );
    assert.deepEqual(ofTeam.sort(), [
      "team/apis/orders/operations/list/policies/policy",
      "team/apis/orders/policies/policy",
      "team/policies/policy",
    ]);
    const own = await collect(sdk.api.listByService(...contosoInstance));
    assert.deepEqual(
      own.map(({ name }) => name),
      ["basic-calculator"],
    );
  });

  test("have products that link to their APIs, with subscriptions", async () => {
    await makeTeam();
    const { id: apiId = "" } = await putApi("orders");
    const sdk = client();
    await sdk.workspaceProduct.createOrUpdate(...team, "starter", { displayName: "Starter" });
    await assert.rejects(
      sdk.workspaceProductApiLink.createOrUpdate(...team, "starter", "link", { apiId: "/apis/none" }),
      { statusCode: 400, code: "ValidationError" },
    );
    await sdk.workspaceProductApiLink.createOrUpdate(...team, "starter", "link", { apiId });
    const links = () => collect(sdk.workspaceProductApiLink.listByProduct(...team, "starter"));
    assert.deepEqual(
      (await links()).map((link) => [link.name, link.apiId]),
      [["link", apiId]],
    );
    assert.equal((await sdk.workspaceProductApiLink.get(...team, "starter", "link")).apiId, apiId);
    const scope = "/products/starter";
    const made = await sdk.workspaceSubscription.createOrUpdate(...team, "key", {
      scope,
      displayName: "Key",
    });
    assert.match(made.scope ?? "", /\/workspaces\/team\/products\/starter$/);
    assert.match((await sdk.workspaceSubscription.listSecrets(...team, "key")).primaryKey ?? "", /^\w{32}$/);
    await sdk.workspaceApi.delete(...team, "orders", "*");
    assert.deepEqual(await links(), []);
    await putApi("orders");
    await sdk.workspaceProductApiLink.createOrUpdate(...team, "starter", "link", { apiId });
    await sdk.workspaceProductApiLink.delete(...team, "starter", "link");
    assert.deepEqual(await links(), []);
  });

  test("have named values and fragments of their own, which the instance's policies do not find", async () => {
    await makeTeam();
    const sdk = client();
    const value = { displayName: "who", value: "team" };
    await sdk.workspaceNamedValue.beginCreateOrUpdateAndWait(...team, "who", value, fast);
    await sdk.namedValue.beginCreateOrUpdateAndWait(
      ...contosoInstance,
      "who",
      { ...value, value: "all" },
      fast,
    );
    const fragment = {
      format: "rawxml" as const,
      value: `<fragment><set-header name="A"><value>{{who}}</value></set-header></fragment>`,
    };
    await sdk.workspacePolicyFragment.beginCreateOrUpdateAndWait(...team, "greet", fragment, fast);
    const policy = {
      format: "rawxml" as const,
      value: inbound('<include-fragment fragment-id="greet" />'),
    };
    await assert.rejects(sdk.policy.createOrUpdate(...contosoInstance, "policy", policy), {
      statusCode: 400,
    });
    await sdk.workspacePolicy.createOrUpdate(...team, "policy", policy);
    await assert.rejects(sdk.workspacePolicyFragment.delete(...team, "greet", "*"), { statusCode: 400 });
    assert.equal((await collect(sdk.workspaceNamedValue.listByService(...team)))[0]?.value, "team");
    assert.equal((await sdk.workspaceNamedValue.listValue(...team, "who")).value, "team");
    assert.equal((await collect(sdk.workspacePolicyFragment.listByService(...team))).length, 1);
  });

  test("have revisions, of which a release makes another one current", async () => {
    await makeTeam();
    const { id: sourceApiId = "" } = await putApi("orders");
    const sdk = client();
    await sdk.workspaceApi.beginCreateOrUpdateAndWait(
      ...team,
      "orders;rev=2",
      { path: "orders", sourceApiId },
      fast,
    );
    const revisions = async () =>
      (await collect(sdk.workspaceApiRevision.listByService(...team, "orders"))).map(
        ({ apiRevision, isCurrent }) => `${apiRevision}${isCurrent ? "*" : ""}`,
      );
    assert.deepEqual(await revisions(), ["1*", "2"]);
    await sdk.workspaceApiRelease.createOrUpdate(...team, "orders", "second", {
      apiId: `${sourceApiId};rev=2`,
    });
    assert.deepEqual(await revisions(), ["2*", "1"]);
    assert.equal((await collect(sdk.workspaceApi.listByService(...team))).length, 1);
  });

  test("share the addresses of APIs with the instance", async () => {
    await makeTeam();
    await assert.rejects(putApi("other", "calc"), { statusCode: 400, code: "ValidationError" });
  });

  test("are refused in a tier that has none, by the code for that", async () => {
    const { envelope } = apimService(sandbox.state.azure);
    assert.ok(envelope);
    envelope["sku"] = { name: "Consumption", capacity: 0 };
    await assert.rejects(collect(client().workspace.listByService(...contosoInstance)), {
      statusCode: 400,
      code: "MethodNotAllowedInPricingTier",
    });
  });
});
