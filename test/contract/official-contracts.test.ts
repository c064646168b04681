import assert from "node:assert/strict";
import { suite, test } from "mocha";
import type { Exchange } from "../../src/sandbox/exchange.ts";
import { checkExchanges } from "../support/contracts/check-exchanges.ts";
import { describeViolation } from "../support/contracts/violation.ts";

const server =
  "https://127.0.0.1/subscriptions/0a6d2f10-2c6e-4d8e-9d2b-6a0c7e9d1f00/resourceGroups/g/providers/Microsoft.ApiManagement/service/contoso/authorizationServers/auth0?api-version=2024-05-01";
const serverBody = {
  id: "/subscriptions/0a6d2f10-2c6e-4d8e-9d2b-6a0c7e9d1f00/resourceGroups/g/providers/Microsoft.ApiManagement/service/contoso/authorizationServers/auth0",
  type: "Microsoft.ApiManagement/service/authorizationServers",
  name: "auth0",
  properties: {
    displayName: "Auth0",
    clientRegistrationEndpoint: "https://contoso.eu.auth0.com/",
    authorizationEndpoint: "https://contoso.eu.auth0.com/authorize",
    grantTypes: ["authorizationCode"],
    clientId: "client-1",
    description: null,
  },
};

/** An exchange that fits; a test changes what it wants to see refused. */
function azure(change: Partial<Exchange> & { readonly answer?: unknown } = {}): Exchange {
  const { answer, ...rest } = change;
  return {
    service: "resourceManager",
    method: "GET",
    url: server,
    requestHeaders: {},
    requestBody: "",
    status: 200,
    responseHeaders: { "content-type": "application/json; charset=utf-8", etag: '"AAAA"' },
    responseBody: JSON.stringify(answer ?? serverBody),
    ...rest,
  };
}

function auth0(change: Partial<Exchange> & { readonly answer?: unknown } = {}): Exchange {
  const api = { id: "1", identifier: "https://calc.example/", name: "Calculator", scopes: [] };
  return azure({
    service: "auth0",
    url: "https://127.0.0.1/api/v2/resource-servers/1",
    answer: api,
    ...change,
  });
}

suite("the official contracts", () => {
  const folder = process.env["CONTRACTS_DIR"];

  const violations = (...exchanges: Exchange[]): string[] =>
    checkExchanges(exchanges, folder ?? "").violations.map(describeViolation);
  const refuses = (exchange: Exchange, ...words: readonly string[]): void => {
    const found = violations(exchange);
    assert.ok(
      found.some((line) => words.every((word) => line.includes(word))),
      `“${words.join("”, “")}” is not among ${JSON.stringify(found)}`,
    );
  };

  setup(function () {
    if (!folder) this.skip();
  });

  test("let pass what fits, null members of Azure included", () => {
    assert.deepEqual(violations(azure(), auth0()), []);
  });

  test("count operations and what no document describes", () => {
    const discovery = auth0({ url: "https://127.0.0.1/.well-known/openid-configuration" });
    const report = checkExchanges([azure(), azure(), discovery], folder ?? "");
    assert.deepEqual([report.exchanges, report.operations, report.undescribed], [3, 1, 1]);
  });

  test("see a wrong type, a wrong value and a missing member in an answer", () => {
    const properties = { ...serverBody.properties, displayName: 1, grantTypes: ["password"] };
    const exchange = azure({ answer: { ...serverBody, properties } });
    refuses(exchange, "response body /properties/displayName", "must be string");
    refuses(exchange, "response body /properties/grantTypes/0", "allowed values");
    const { clientId: _clientId, ...incomplete } = serverBody.properties;
    refuses(azure({ answer: { ...serverBody, properties: incomplete } }), "required property 'clientId'");
  });

  test("see a member that no document knows", () => {
    refuses(azure({ answer: { ...serverBody, displayname: "Auth0" } }), "/displayname", "unknown property");
    refuses(auth0({ answer: { id: "1", audience: "x" } }), "/audience", "unknown property");
  });

  test("see a secret in an answer to a read, and do not repeat it", () => {
    const properties = { ...serverBody.properties, clientSecret: "hunter2-hunter2" };
    const found = violations(azure({ answer: { ...serverBody, properties } }));
    assert.ok(found.some((line) => line.includes("is a secret and was shown")));
    assert.ok(!found.join().includes("hunter2"));
  });

  test("see a status or a header that is not as described", () => {
    refuses(azure({ status: 206 }), "status 206 is not in the contract");
    const { etag: _etag, ...responseHeaders } = azure().responseHeaders;
    refuses(azure({ responseHeaders }), "response header ETag");
  });

  test("see errors in another shape", () => {
    refuses(azure({ status: 404, answer: { error: "gone" } }), "→ 404", "response body /error");
    refuses(
      auth0({ status: 404, answer: { error: { code: "gone" } } }),
      "is not {statusCode, error, message}",
    );
  });

  test("see a request without what is required, or with what is not known", () => {
    refuses(azure({ method: "DELETE", responseBody: "" }), "header If-Match: is required");
    refuses(
      azure({ url: server.replace("2024-05-01", "2021-08-01") }),
      "query api-version: must be 2024-05-01",
    );
    refuses(auth0({ url: `${auth0().url}?page=1` }), "unknown query parameter page");
    const body = (value: unknown) =>
      auth0({
        method: "PATCH",
        requestHeaders: { "content-type": "application/json" },
        requestBody: JSON.stringify(value),
      });
    refuses(body({ identifier: "https://other.example/" }), "request body /identifier", "unknown property");
    refuses(body({ scopes: [{ description: "no value" }] }), "request body /scopes/0", "'value'");
  });

  test("do not blame a request that was refused", () => {
    const error = { code: "ValidationError", message: "If-Match is missing." };
    assert.deepEqual(violations(azure({ method: "DELETE", status: 428, answer: { error } })), []);
  });

  test("know each address, but need not know one that does not exist", () => {
    const url = "https://127.0.0.1/api/v2/no-such-thing";
    refuses(auth0({ url }), "no operation of the contract");
    assert.deepEqual(violations(auth0({ url, status: 404, answer: {} })), []);
  });

  test("leave the parameters of a next page to the service", () => {
    const list = server.replace("/auth0?", "?");
    const nextLink = `${list}&%24skipToken=abc`;
    const page = (url: string, next: string) =>
      azure({ url, answer: { value: [serverBody], count: 2, nextLink: next } });
    refuses(page(nextLink, ""), "unknown query parameter $skipToken");
    assert.deepEqual(violations(page(list, nextLink), page(nextLink, "")), []);
  });

  test("excuse what was recorded of the real thing, and say so", () => {
    const exchange = auth0({
      method: "PATCH",
      requestHeaders: { "content-type": "application/json" },
      requestBody: "{}",
    });
    const report = checkExchanges([exchange], folder ?? "");
    assert.deepEqual(report.violations, []);
    assert.match(
      [...report.exceptions.keys()].join(),
      /PATCH \/resource-servers\/\{id\} is answered with 200/,
    );
  });
});
