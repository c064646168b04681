import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { ApiCreateOrUpdateParameter } from "@azure/arm-apimanagement";
import { apimClient, collect, contosoInstance } from "../../support/azure-clients.ts";
import { withSandbox } from "../../support/sandbox.ts";

suite("APIs of the sandbox's instance", () => {
  const sandbox = withSandbox();
  const client = () => apimClient(sandbox);
  const fast = { updateIntervalInMs: 1 };
  const openapi = JSON.stringify({
    openapi: "3.0.1",
    info: { title: "Orders", description: "Sells things.", version: "1" },
    servers: [{ url: "https://orders.example/v1/" }],
    paths: {
      "/orders/{id}": {
        parameters: [{ name: "id", in: "path", required: true, schema: { type: "string" } }],
        get: {
          operationId: "getOrder",
          summary: "Get an order",
          parameters: [
            { name: "expand", in: "query", required: true, schema: { type: "string", enum: ["lines"] } },
            { name: "trace", in: "query", schema: { type: "boolean", default: false } },
          ],
          responses: {
            "200": {
              description: "The order.",
              content: { "application/json": { schema: { $ref: "#/components/schemas/Order" } } },
            },
          },
        },
      },
    },
    components: { schemas: { Order: { type: "object" } } },
  });

  setup(() => sandbox.reset());

  const put = (name: string, api: Partial<ApiCreateOrUpdateParameter>) =>
    client().api.beginCreateOrUpdateAndWait(...contosoInstance, name, { path: name, ...api }, fast);

  test("creates one without a document, with the service's defaults", async () => {
    const api = await put("plain", { displayName: "Plain", path: "/api/plain" });
    assert.equal(api.path, "api/plain");
    assert.equal(api.apiRevision, "1");
    assert.equal(api.subscriptionRequired, true);
    assert.deepEqual(api.protocols, ["https"]);
    assert.equal(api.subscriptionKeyParameterNames?.header, "Ocp-Apim-Subscription-Key");
    assert.deepEqual(await collect(client().apiOperation.listByApi(...contosoInstance, "plain")), []);
  });

  test("imports an OpenAPI document; required query parameters become part of the template", async () => {
    const api = await put("orders", { format: "openapi+json", value: openapi });
    assert.equal(api.displayName, "Orders");
    assert.equal(api.serviceUrl, "https://orders.example/v1");
    const [operation] = await collect(client().apiOperation.listByApi(...contosoInstance, "orders"));
    assert.equal(operation?.name, "getorder");
    assert.equal(operation?.urlTemplate, "/orders/{id}?expand={expand}");
    assert.deepEqual(
      operation?.templateParameters?.map(({ name, values }) => [name, values]),
      [
        ["id", []],
        ["expand", ["lines"]],
      ],
    );
    assert.deepEqual(
      operation?.request?.queryParameters?.map(({ name, defaultValue }) => [name, defaultValue]),
      [["trace", "false"]],
    );
    assert.equal(operation?.responses?.[0]?.representations?.[0]?.typeName, "Order");
  });

  test("keeps required query parameters out of the template when asked to", async () => {
    await put("orders", {
      format: "openapi+json",
      value: openapi,
      translateRequiredQueryParametersConduct: "query",
    });
    const [operation] = await collect(client().apiOperation.listByApi(...contosoInstance, "orders"));
    assert.equal(operation?.urlTemplate, "/orders/{id}");
  });

  test("imports Swagger 2 and YAML as well", async () => {
    const swagger = {
      swagger: "2.0",
      info: { title: "Old", version: "1" },
      host: "old.example",
      basePath: "/v2/",
      schemes: ["https"],
      paths: {
        "/a": { post: { parameters: [{ in: "body", name: "body", schema: { $ref: "#/definitions/A" } }] } },
      },
      definitions: { A: { type: "object" } },
    };
    const old = await put("old", { format: "swagger-json", value: JSON.stringify(swagger) });
    assert.equal(old.serviceUrl, "https://old.example/v2");
    const [operation] = await collect(client().apiOperation.listByApi(...contosoInstance, "old"));
    assert.equal(operation?.request?.representations?.[0]?.typeName, "A");
    const yaml =
      "openapi: 3.0.0\ninfo: { title: Yaml, version: '1' }\npaths:\n  /x:\n    get: { responses: {} }\n";
    assert.equal((await put("yaml", { format: "openapi", value: yaml })).displayName, "Yaml");
    assert.equal(
      (await collect(client().apiOperation.listByApi(...contosoInstance, "yaml")))[0]?.name,
      "get-x",
    );
  });

  test("reads a document and a policy behind links of this machine", async () => {
    const policy = "<policies><inbound><base /></inbound></policies>";
    const served = createServer((request, response) => {
      if (request.url === "/gone") response.writeHead(404);
      response.end(request.url === "/api.json" ? openapi : policy);
    }).listen(0, "127.0.0.1");
    try {
      await once(served, "listening");
      const { port } = served.address() as AddressInfo;
      const link = (path: string) => `http://127.0.0.1:${port}/${path}`;
      await put("linked", { format: "openapi+json-link", value: link("api.json") });
      assert.equal((await collect(client().apiOperation.listByApi(...contosoInstance, "linked"))).length, 1);
      const contract = { format: "rawxml-link" as const, value: link("policy.xml") };
      const written = await client().apiPolicy.createOrUpdate(
        ...contosoInstance,
        "linked",
        "policy",
        contract,
      );
      assert.match(written.value ?? "", /<base \/>/);
      await assert.rejects(put("gone", { format: "openapi-link", value: link("gone") }), { statusCode: 400 });
    } finally {
      served.close();
    }
  });

  test("says what keeps a document from being read, and reads no link that leads off this machine", async () => {
    await assert.rejects(put("bad", { format: "openapi", value: "{ title: [" }), { statusCode: 400 });
    await assert.rejects(put("bad", { format: "openapi+json", value: "{}" }), { statusCode: 400 });
    const link = { format: "openapi-link" as const, value: "https://example.com/openapi.json" };
    await assert.rejects(put("bad", link), { statusCode: 400 });
    await assert.rejects(put("bad", { format: "wsdl", value: "<x/>" }), { statusCode: 400 });
    await assert.rejects(put("bad", { format: "odata", value: "<x/>" }), { statusCode: 501 });
  });

  test("importing again keeps the policies of operations that stay and resets what it does not mention", async () => {
    await put("orders", { format: "openapi+json", value: openapi, subscriptionRequired: false });
    const policy = { value: "<policies><inbound><base /></inbound></policies>", format: "rawxml" as const };
    await client().apiOperationPolicy.createOrUpdate(
      ...contosoInstance,
      "orders",
      "getorder",
      "policy",
      policy,
    );
    const again = await put("orders", { format: "openapi+json", value: openapi });
    assert.equal(again.subscriptionRequired, true);
    await client().apiOperationPolicy.getEntityTag(...contosoInstance, "orders", "getorder", "policy");
  });

  test("lets a client poll until an import has ended", async () => {
    sandbox.state.azure.pollsPerOperation = 3;
    const states: (string | undefined)[] = [];
    const poller = await client().api.beginCreateOrUpdate(
      ...contosoInstance,
      "orders",
      { path: "orders", format: "openapi+json", value: openapi },
      fast,
    );
    poller.onProgress(({ status }) => states.push(status));
    const api = await poller.pollUntilDone();
    assert.equal(api.displayName, "Orders");
    assert.deepEqual(states, ["running", "running", "succeeded"]);
    assert.equal((await client().api.get(...contosoInstance, "orders")).provisioningState, undefined);
  });

  test("refuses a path that another API has, and an API without a name", async () => {
    await assert.rejects(put("second", { displayName: "Second", path: "calc" }), {
      statusCode: 400,
      code: "ValidationError",
    });
    await assert.rejects(put("second", {}), { statusCode: 400 });
  });

  test("deletes an API with everything below it", async () => {
    const api = client().api;
    await api.beginDeleteAndWait(...contosoInstance, "basic-calculator", "*", fast);
    await assert.rejects(api.get(...contosoInstance, "basic-calculator"), {
      statusCode: 404,
      message: "API not found.",
    });
    await assert.rejects(
      client().apiOperation.get(...contosoInstance, "basic-calculator", "add-two-integers"),
      {
        statusCode: 404,
      },
    );
    assert.deepEqual(await collect(client().productApi.listByProduct(...contosoInstance, "unlimited")), []);
  });

  test("forgets products and revisions of an API that is gone, also when its name comes back", async () => {
    await put("basic-calculator;rev=2", { path: "calc", sourceApiId: "/apis/basic-calculator" });
    await client().api.beginDeleteAndWait(...contosoInstance, "basic-calculator", "*", fast);
    await put("basic-calculator", { displayName: "Another" });
    assert.deepEqual(await collect(client().productApi.listByProduct(...contosoInstance, "unlimited")), []);
    await assert.rejects(client().api.get(...contosoInstance, "basic-calculator;rev=2"), { statusCode: 404 });
  });

  test("makes a revision as a copy that is not current", async () => {
    const sourceApiId = "/apis/basic-calculator";
    await put("basic-calculator;rev=2", { path: "calc", sourceApiId, apiRevisionDescription: "next" });
    assert.equal(
      (await collect(client().apiOperation.listByApi(...contosoInstance, "basic-calculator;rev=2"))).length,
      4,
    );
    assert.equal((await collect(client().api.listByService(...contosoInstance))).length, 1);
    const revisions = await collect(
      client().apiRevision.listByService(...contosoInstance, "basic-calculator"),
    );
    assert.deepEqual(
      revisions.map(({ apiRevision, isCurrent }) => [apiRevision, isCurrent]),
      [
        ["1", true],
        ["2", false],
      ],
    );
    assert.equal(
      (await client().api.get(...contosoInstance, "basic-calculator;rev=1")).name,
      "basic-calculator",
    );
  });

  test("a release makes a revision current, with its operations and policies", async () => {
    const { api, apiRelease, apiOperation, apiPolicy } = client();
    await put("basic-calculator;rev=2", { path: "calc", sourceApiId: "/apis/basic-calculator" });
    await apiOperation.delete(...contosoInstance, "basic-calculator;rev=2", "divide-two-integers", "*");
    const policy = { value: "<policies><inbound><base /></inbound></policies>", format: "rawxml" as const };
    await apiPolicy.createOrUpdate(...contosoInstance, "basic-calculator;rev=2", "policy", policy);
    const release = { apiId: "/apis/basic-calculator;rev=2", notes: "no more divisions" };
    await apiRelease.createOrUpdate(...contosoInstance, "basic-calculator", "r1", release);
    const now = await api.get(...contosoInstance, "basic-calculator");
    assert.deepEqual([now.apiRevision, now.isCurrent], ["2", true]);
    assert.equal((await collect(apiOperation.listByApi(...contosoInstance, "basic-calculator"))).length, 3);
    await apiPolicy.getEntityTag(...contosoInstance, "basic-calculator", "policy");
    const before = await api.get(...contosoInstance, "basic-calculator;rev=1");
    assert.equal(before.isCurrent, false);
    assert.equal(
      (await collect(apiOperation.listByApi(...contosoInstance, "basic-calculator;rev=1"))).length,
      4,
    );
    assert.equal(
      (await collect(apiRelease.listByService(...contosoInstance, "basic-calculator")))[0]?.notes,
      release.notes,
    );
    const nothing = { apiId: "/apis/basic-calculator;rev=9" };
    await assert.rejects(apiRelease.createOrUpdate(...contosoInstance, "basic-calculator", "r2", nothing), {
      statusCode: 400,
    });
  });

  test("gives lists in pages that the client follows, and filters them", async () => {
    const { tag } = client();
    const numbers = Array.from({ length: 45 }, (_, index) => index);
    const create = (n: number) =>
      tag.createOrUpdate(...contosoInstance, `tag-${n}`, { displayName: `Tag ${n}` });
    await Promise.all(numbers.map(create));
    const pages: number[] = [];
    for await (const page of client()
      .tag.listByService(...contosoInstance)
      .byPage())
      pages.push(page.length);
    assert.deepEqual(pages, [20, 20, 5]);
    const names = async (filter: string) =>
      (await collect(tag.listByService(...contosoInstance, { filter }))).map(({ name }) => name).sort();
    assert.deepEqual(await names("displayName eq 'tag 7'"), ["tag-7"]);
    assert.deepEqual(await names("startswith(name,'tag-4') and not (name ge 'tag-41')"), ["tag-4", "tag-40"]);
    await assert.rejects(names("colour eq 'red'"), { statusCode: 400 });
    const [page] = await collect(
      client()
        .tag.listByService(...contosoInstance, { top: 3, skip: 44 })
        .byPage(),
    );
    assert.equal(page?.length, 1);
  });

  test("tags an API and takes the tag off again", async () => {
    await client().tag.createOrUpdate(...contosoInstance, "auth0", { displayName: "Auth0" });
    await client().tag.assignToApi(...contosoInstance, "basic-calculator", "auth0");
    const tags = () => collect(client().tag.listByApi(...contosoInstance, "basic-calculator"));
    assert.equal((await tags())[0]?.displayName, "Auth0");
    await client().tag.detachFromApi(...contosoInstance, "basic-calculator", "auth0");
    assert.deepEqual(await tags(), []);
  });
});
