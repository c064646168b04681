import assert from "node:assert/strict";
import { suite, test } from "mocha";
import type { DescribedOperation } from "../../../src/imports/index.ts";
import { describedScopes } from "../../../src/workflows/secure-api.ts";
import { calculatorOperations } from "../../support/in-memory/index.ts";

const described = (
  method: string,
  urlTemplate: string,
  scopes: readonly string[],
  name = "other",
): DescribedOperation => ({ name, writtenName: name, method, urlTemplate, displayName: name, scopes });

suite("scopes of a description, for the operations of an API", () => {
  const [add, subtract] = calculatorOperations;
  const operations = [
    { ...(add ?? assert.fail()), urlTemplate: "/orders/{id}?a={a}" },
    { ...(subtract ?? assert.fail()), method: "POST", urlTemplate: "/orders" },
  ];

  test("go by method and path, whatever parameters are called", () => {
    const found = describedScopes(
      [described("GET", "/orders/{orderId}", ["read"]), described("POST", "/orders/?b={b}", ["write"])],
      operations,
    );
    assert.deepEqual(found, {
      found: 2,
      scopes: [
        { operationId: "add", scopes: ["read"] },
        { operationId: "subtract", scopes: ["write"] },
      ],
    });
  });

  test("go by the id where the path is another, never by another method", () => {
    const moved = describedScopes([described("GET", "/v2/orders/{id}", ["read"], "Add")], operations);
    assert.deepEqual(moved, { found: 1, scopes: [{ operationId: "add", scopes: ["read"] }] });
    const other = describedScopes([described("PUT", "/orders", ["read"], "add")], operations);
    assert.deepEqual(other, { found: 0, scopes: [] });
  });

  test("are none for an operation that asks for none, or for what Auth0 takes for no scope", () => {
    const found = describedScopes(
      [described("GET", "/orders/{id}", []), described("POST", "/orders", ['a"b'])],
      operations,
    );
    assert.deepEqual(found, { found: 2, scopes: [] });
  });
});
