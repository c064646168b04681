import assert from "node:assert/strict";
import { type ImportedApi, translateDocument } from "../../../src/sandbox/arm/import/api-import.ts";
import { readApiDocument } from "../../../src/sandbox/arm/import/read-document.ts";
import type { JsonObject } from "../../../src/sandbox/azure/state.ts";

suite("import of API descriptions", () => {
  const v3 = (paths: JsonObject, more: JsonObject = {}): ImportedApi =>
    translateDocument({ openapi: "3.0.3", info: { title: "T", version: "1" }, paths, ...more }, "template");
  const answers = { responses: { "204": { description: "Done." } } };

  test("an operation without an id is named by method and path", () => {
    const { operations } = v3({ "/a/{id}/b": { get: answers, delete: answers } });
    assert.deepEqual([...operations.keys()], ["get-a-id-b", "delete-a-id-b"]);
  });

  test("operations whose ids differ in signs only get names of their own", () => {
    const { operations } = v3({
      "/a": { get: { operationId: "get_it", ...answers }, post: { operationId: "Get.It", ...answers } },
    });
    assert.deepEqual([...operations.keys()], ["get-it", "get-it-1"]);
  });

  test("an operation's parameter overrides the path's", () => {
    const id = (type: string) => ({ name: "id", in: "path", required: true, schema: { type } });
    const { operations } = v3({
      "/a/{id}": { parameters: [id("string")], get: { parameters: [id("integer")], ...answers } },
    });
    assert.deepEqual(operations.get("get-a-id")?.["templateParameters"], [
      { name: "id", type: "integer", required: true, values: [] },
    ]);
  });

  test("references are followed", () => {
    const { operations } = v3(
      { "/a": { get: { parameters: [{ $ref: "#/components/parameters/x~1y" }], ...answers } } },
      { components: { parameters: { "x/y": { name: "trace", in: "header", schema: { type: "string" } } } } },
    );
    const request = operations.get("get-a")?.["request"] as JsonObject;
    assert.deepEqual(request["headers"], [{ name: "trace", type: "string", required: false, values: [] }]);
  });

  test("a body's representation names its schema", () => {
    const schema = { $ref: "#/components/schemas/Order" };
    const { operations, schema: entity } = v3(
      { "/a": { post: { requestBody: { content: { "application/json": { schema } } }, ...answers } } },
      { components: { schemas: { Order: { type: "object" } } } },
    );
    const request = operations.get("post-a")?.["request"] as { representations: JsonObject[] };
    assert.equal(request.representations[0]?.["typeName"], "Order");
    assert.deepEqual(entity?.["document"], { components: { schemas: { Order: { type: "object" } } } });
  });

  test("answers without a number are left out", () => {
    const { operations } = v3({ "/a": { get: { responses: { default: { description: "?" } } } } });
    assert.deepEqual(operations.get("get-a")?.["responses"], []);
  });

  test("an API without operations is one all the same; one without a title is none", () => {
    assert.equal(v3({}).operations.size, 0);
    assert.throws(() => translateDocument({ openapi: "3.0.0", info: {} }, "query"), { status: 400 });
  });

  test("the service's address comes from servers, or from host, base path and scheme", () => {
    assert.equal(v3({}, { servers: [{ url: "https://a.example/" }] }).serviceUrl, "https://a.example");
    assert.equal(v3({}).serviceUrl, null);
    const old = { swagger: "2.0", info: { title: "T" }, host: "b.example", basePath: "/x/" };
    assert.equal(translateDocument(old, "query").serviceUrl, "http://b.example/x");
  });

  const unreadable: readonly [string, string, number][] = [
    ["openapi+json", "{", 400],
    ["openapi+json", "[]", 400],
    ["openapi", "a: [", 400],
    ["openapi", "openapi: 4.0.0", 400],
    ["swagger-json", '{"swagger":"1.2"}', 400],
    ["openapi-link", "file:///etc/hosts", 400],
    ["openapi-link", "https://example.com/api.yaml", 400],
    ["openapi-link", "http://127.0.0.1.example.com/api.yaml", 400],
    ["graphql-link", "https://127.0.0.1/", 501],
  ];
  for (const [format, value, status] of unreadable) {
    test(`answers ${status} to ${format} ${value}`, async () => {
      await assert.rejects(readApiDocument(format, value, ""), { status });
    });
  }
});
