import assert from "node:assert/strict";
import { suite, test } from "mocha";
import { readApi } from "../../../src/imports/index.ts";
import type { ApiOperation } from "../../../src/resources/kinds/imported-api.ts";
import { operationFates } from "../../../src/workflows/import-api/operation-fates.ts";

const operation = (name: string, method: string, urlTemplate: string): ApiOperation => ({
  name,
  method,
  urlTemplate,
  displayName: name,
});

/** Fates as names, where a document with these paths is imported over these operations. */
function fates(before: readonly ApiOperation[], paths: object) {
  const read = readApi(JSON.stringify({ openapi: "3.0.3", info: { title: "Orders" }, paths }), undefined);
  assert.ok(read.kind === "api" && read.description);
  const { after, kept, renamed, added, gone } = operationFates(before, read.description);
  const names = (list: readonly ApiOperation[]) => list.map(({ name }) => name);
  return {
    after: names(after),
    kept: names(kept),
    renamed: renamed.map(({ from, to }) => `${from.name} → ${to.name}`),
    added: names(added),
    gone: names(gone),
  };
}

const get = (operationId?: string) => ({ get: { ...(operationId && { operationId }), responses: {} } });

suite("what becomes of operations when a document is imported again", () => {
  test("found by its name, one is kept, though its path is another", () => {
    assert.deepEqual(fates([operation("list", "GET", "/orders")], { "/v2/orders": get("List") }), {
      after: ["list"],
      kept: ["list"],
      renamed: [],
      added: [],
      gone: [],
    });
  });

  test("kept, but called by another path or method: that is told, and the name of a parameter is not", () => {
    const moved = (before: ApiOperation, paths: object) => {
      const read = readApi(JSON.stringify({ openapi: "3.0.3", info: { title: "O" }, paths }), undefined);
      assert.ok(read.kind === "api" && read.description);
      return operationFates([before], read.description).movedTo.map(({ from, to }) => [
        from.urlTemplate,
        to.urlTemplate,
      ]);
    };
    assert.deepEqual(moved(operation("list", "GET", "/orders"), { "/v2/orders": get("List") }), [
      ["/orders", "/v2/orders"],
    ]);
    assert.equal(moved(operation("list", "POST", "/orders"), { "/orders": get("List") }).length, 1);
    const byId = (name: string) => ({
      [`/orders/{${name}}`]: {
        ...get("One"),
        parameters: [{ name, in: "path", required: true, schema: { type: "string" } }],
      },
    });
    assert.deepEqual(moved(operation("one", "GET", "/orders/{id}"), byId("orderId")), []);
  });

  test("found by method and template only, one gets a name from these, whatever id the document gives it", () => {
    assert.deepEqual(fates([operation("list", "GET", "/orders")], { "/orders": get("all-orders") }), {
      after: ["get-orders"],
      kept: [],
      renamed: ["list → get-orders"],
      added: [],
      gone: [],
    });
  });

  test("in the document no more, one goes; new ones are named after method and path", () => {
    assert.deepEqual(fates([operation("list", "GET", "/orders")], { "/bills": get("bills") }), {
      after: ["get-bills"],
      kept: [],
      renamed: [],
      added: ["get-bills"],
      gone: ["list"],
    });
  });

  test("a new one's name is no other's", () => {
    const before = [operation("get-bills", "GET", "/old")];
    assert.deepEqual(fates(before, { "/a": get("get-bills"), "/bills": get("bills") }).after, [
      "get-bills",
      "get-bills-1",
    ]);
  });

  test("into an API without operations all are new", () => {
    assert.deepEqual(fates([], { "/a": get("a"), "/b": get() }).added, ["get-a", "get-b"]);
  });
});
