import assert from "node:assert/strict";
import type { ApiCreateOrUpdateParameter, ApiVersionSetContract } from "@azure/arm-apimanagement";
import { setup, suite, test } from "mocha";
import { apimClient, collect, contosoInstance } from "../../support/azure-clients.ts";
import { withSandbox } from "../../support/sandbox.ts";

suite("version sets of the sandbox's instance", () => {
  const sandbox = withSandbox();
  const client = () => apimClient(sandbox);
  const fast = { updateIntervalInMs: 1 };

  setup(() => sandbox.reset());

  const putSet = (name: string, set: Partial<ApiVersionSetContract> = {}) =>
    client().apiVersionSet.createOrUpdate(...contosoInstance, name, {
      displayName: "Orders",
      versioningScheme: "Segment",
      ...set,
    });
  const putApi = (name: string, api: Partial<ApiCreateOrUpdateParameter>) =>
    client().api.beginCreateOrUpdateAndWait(
      ...contosoInstance,
      name,
      { path: "orders", displayName: name, ...api },
      fast,
    );
  const remove = (name: string) => client().api.beginDeleteAndWait(...contosoInstance, name, "*", fast);

  test("are made, read, listed, filtered, changed and deleted", async () => {
    const { apiVersionSet } = client();
    assert.deepEqual(await collect(apiVersionSet.listByService(...contosoInstance)), []);
    const made = await putSet("orders", { versioningScheme: "Header", versionHeaderName: "X-Version" });
    assert.deepEqual([made.name, made.versioningScheme], ["orders", "Header"]);
    await apiVersionSet.getEntityTag(...contosoInstance, "orders");
    await apiVersionSet.update(...contosoInstance, "orders", "*", { displayName: "Orders API" });
    const read = await apiVersionSet.get(...contosoInstance, "orders");
    assert.deepEqual([read.displayName, read.versionHeaderName], ["Orders API", "X-Version"]);
    const filter = "displayName eq 'orders api'";
    assert.equal((await collect(apiVersionSet.listByService(...contosoInstance, { filter }))).length, 1);
    await apiVersionSet.delete(...contosoInstance, "orders", "*");
    await assert.rejects(apiVersionSet.get(...contosoInstance, "orders"), {
      statusCode: 404,
      message: "ApiVersionSet not found.",
    });
  });

  test("have the name of their parameter, in the creation and in a change", async () => {
    const missing = { statusCode: 400, code: "ValidationError" };
    await assert.rejects(putSet("orders", { versioningScheme: "Query" }), missing);
    await assert.rejects(putSet("orders", { versioningScheme: "Header", versionQueryName: "v" }), missing);
    await assert.rejects(putSet("orders", { versioningScheme: "Cookie" }), missing);
    await putSet("orders");
    const change = { versioningScheme: "Query" };
    await assert.rejects(client().apiVersionSet.update(...contosoInstance, "orders", "*", change), missing);
  });

  test("are shown by their APIs, in lists on demand", async () => {
    const set = await putSet("orders");
    const made = await putApi("orders-v1", { apiVersion: "v1", apiVersionSetId: "/apiVersionSets/orders" });
    assert.equal(made.apiVersionSetId, set.id);
    assert.deepEqual([made.apiVersionSet?.name, made.apiVersionSet?.versioningScheme], ["Orders", "Segment"]);
    const { api } = client();
    const listed = async (expandApiVersionSet: boolean) =>
      (await collect(api.listByService(...contosoInstance, { expandApiVersionSet }))).find(
        ({ name }) => name === "orders-v1",
      )?.apiVersionSet?.name;
    assert.equal(await listed(true), "Orders");
    assert.equal(await listed(false), undefined);
  });

  test("can be made with the first API of theirs", async () => {
    const apiVersionSet = { name: "Orders", versioningScheme: "Query" as const, versionQueryName: "v" };
    const made = await putApi("orders-v1", { apiVersion: "v1", apiVersionSet });
    const [set] = await collect(client().apiVersionSet.listByService(...contosoInstance));
    assert.equal(made.apiVersionSetId, set?.id);
    assert.equal(set?.versionQueryName, "v");
  });

  test("let APIs share a path as different versions only", async () => {
    const apiVersionSetId = (await putSet("orders")).id ?? "";
    const other = (await putSet("others")).id ?? "";
    await putApi("original", { apiVersionSetId });
    await putApi("v1", { apiVersionSetId, apiVersion: "v1" });
    await putApi("v2", { apiVersionSetId, apiVersion: "v2" });
    const details = (message: string) => ({ statusCode: 400, details: { error: refused(message) } });
    const refused = (message: string) => ({
      code: "ValidationError",
      message: "One or more fields contain incorrect values:",
      details: [
        { code: "ValidationError", target: message.startsWith("API") ? "apiVersion" : "path", message },
      ],
    });
    await assert.rejects(putApi("again", { apiVersionSetId, apiVersion: "v1" }), (error: unknown) => {
      assert.deepEqual(answerOf(error), details("API with specified version 'v1' already exists"));
      return true;
    });
    for (const set of [{}, { apiVersionSetId: other, apiVersion: "v3" }]) {
      await assert.rejects(putApi("alien", set), (error: unknown) => {
        const message =
          "Cannot create API 'alien' with the same Path 'orders' as API 'original' unless it's a part of the same version set";
        assert.deepEqual(answerOf(error), details(message));
        return true;
      });
    }
    await putApi("v1", { apiVersionSetId, apiVersion: "v1", displayName: "Again the same" });
  });

  test("must be there, and a version needs one", async () => {
    const apiVersionSetId = "/apiVersionSets/nowhere";
    await assert.rejects(putApi("v1", { apiVersion: "v1", apiVersionSetId }), {
      statusCode: 404,
      message: "ApiVersionSet not found.",
    });
    await assert.rejects(putApi("v1", { apiVersion: "v1" }), { statusCode: 400, code: "ValidationError" });
  });

  test("stay while an API uses them, and go with the last", async () => {
    const apiVersionSetId = (await putSet("orders")).id ?? "";
    await putApi("v1", { apiVersionSetId, apiVersion: "v1" });
    await putApi("v2", { apiVersionSetId, apiVersion: "v2" });
    const { apiVersionSet } = client();
    await assert.rejects(apiVersionSet.delete(...contosoInstance, "orders", "*"), {
      statusCode: 400,
      code: "ValidationError",
    });
    await remove("v1");
    await apiVersionSet.get(...contosoInstance, "orders");
    await remove("v2");
    await assert.rejects(apiVersionSet.get(...contosoInstance, "orders"), { statusCode: 404 });
  });

  test("take an import and a copy of another API", async () => {
    const apiVersionSetId = (await putSet("calc")).id ?? "";
    const document = {
      openapi: "3.0.1",
      info: { title: "Calc", version: "2" },
      paths: { "/a": { get: {} } },
    };
    const imported = await putApi("calc-v2", {
      ...{ path: "calc2", apiVersionSetId, apiVersion: "v2" },
      ...{ format: "openapi+json", value: JSON.stringify(document) },
    });
    assert.equal(imported.apiVersion, "v2");
    await putApi("calc-v3", {
      ...{ path: "calc2", apiVersionSetId, apiVersion: "v3" },
      sourceApiId: "/apis/basic-calculator",
    });
    assert.equal((await collect(client().apiOperation.listByApi(...contosoInstance, "calc-v3"))).length, 4);
  });

  test("keep the revisions of a version in it", async () => {
    const apiVersionSetId = (await putSet("orders")).id ?? "";
    await putApi("v1", { apiVersionSetId, apiVersion: "v1" });
    await putApi("v2", { apiVersionSetId, apiVersion: "v2" });
    const revision = await putApi("v2;rev=2", { sourceApiId: "/apis/v2" });
    assert.deepEqual([revision.apiVersion, revision.apiVersionSetId], ["v2", apiVersionSetId]);
  });

  test("lead a call to its version through the gateway", async () => {
    const apiVersionSetId = (await putSet("calc")).id ?? "";
    const source = { sourceApiId: "/apis/basic-calculator", path: "calc" };
    await client().api.update(...contosoInstance, "basic-calculator", "*", { apiVersionSetId });
    await putApi("calc-v2", { ...source, apiVersionSetId, apiVersion: "v2", subscriptionRequired: false });
    const call = async (path: string) =>
      (await sandbox.fetch(`${sandbox.info.gateway}${path}?a=2&b=3`, {})).status;
    assert.deepEqual(
      [await call("/calc/v2/add"), await call("/calc/add"), await call("/calc/v3/add")],
      [200, 401, 404],
    );
  });
});

function answerOf(error: unknown): { statusCode: unknown; details: unknown } {
  assert.ok(error instanceof Error);
  return { statusCode: Reflect.get(error, "statusCode"), details: Reflect.get(error, "details") };
}
