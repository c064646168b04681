import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { suite, suiteSetup, test } from "mocha";
import { managementToken } from "./auth0-management-client.ts";
import { withTenant } from "./auth0-tenant.ts";

interface Recorded {
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly request_body: Record<string, unknown> | null;
  readonly response_body: Record<string, unknown>;
}

interface ObservedError {
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly body: Record<string, unknown>;
}

/** Members of recorded answers that the sandbox leaves out: keys nobody reads, and the retired list of applications. */
const omitted = new Set(["encrypted", "signing_keys", "enabled_clients"]);

suite("the sandbox's Auth0 beside recorded answers", () => {
  const folder = process.env["CONTRACTS_DIR"];
  const tenant = withTenant();
  let recorded: readonly Recorded[] = [];
  let errors: readonly ObservedError[] = [];
  let authorization = "";

  suiteSetup(async function () {
    if (!folder) return this.skip();
    const read = (name: string) => readFileSync(join(folder, "auth0", name), "utf8");
    recorded = read("recorded-mit.jsonl")
      .split("\n")
      .filter(Boolean)
      .map((line) => JSON.parse(line) as Recorded);
    errors = JSON.parse(read("errors-observed.json")) as ObservedError[];
    authorization = `Bearer ${await managementToken(tenant)}`;
  });

  const send = async (method: string, path: string, body?: unknown) => {
    const headers = { authorization, "content-type": "application/json" };
    const response = await tenant.fetch(path, {
      method,
      headers,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return {
      status: response.status,
      body: (text === "" ? {} : JSON.parse(text)) as Record<string, unknown>,
    };
  };

  const recordedOf = (method: string, path: string) => {
    const found = recorded.filter((one) => one.method === method && one.path === `/api/v2${path}`);
    assert.ok(found.length > 0, `nothing was recorded of ${method} ${path}`);
    return found;
  };

  const assertSameMembers = (own: object, real: object) => {
    const names = (value: object) =>
      Object.keys(value)
        .filter((name) => !omitted.has(name))
        .sort();
    assert.deepEqual(names(own), names(real));
  };

  test("new applications have the same members", async () => {
    for (const real of recordedOf("POST", "/clients")) {
      const own = await send("POST", "/api/v2/clients", real.request_body);
      assert.equal(own.status, real.status);
      assertSameMembers(own.body, real.response_body);
    }
  });

  test("new connections have the same members", async () => {
    const real = recordedOf("POST", "/connections")[0];
    const { enabled_clients: _, ...request } = real?.request_body ?? {};
    const own = await send("POST", "/api/v2/connections", request);
    assert.equal(own.status, real?.status);
    assertSameMembers(own.body, real?.response_body ?? {});
    assert.deepEqual(own.body["authentication"], real?.response_body["authentication"]);
  });

  test("new grants have the same members", async () => {
    const [client] = recordedOf("POST", "/clients");
    const { body } = await send("POST", "/api/v2/clients", client?.request_body);
    const [real] = recordedOf("POST", "/client-grants");
    const request = { ...real?.request_body, client_id: body["client_id"], audience: tenant.management };
    const own = await send("POST", "/api/v2/client-grants", request);
    assert.equal(own.status, real?.status, JSON.stringify(own.body));
    assertSameMembers(own.body, real?.response_body ?? {});
    assert.deepEqual(own.body["scope"], real?.response_body["scope"]);
  });

  test("APIs are listed with the same members", async () => {
    const [real] = recordedOf("GET", "/resource-servers");
    const own = await send("GET", "/api/v2/resource-servers?page=0&per_page=100&include_totals=true");
    assertSameMembers(own.body, real?.response_body ?? {});
    const first = (body: object | undefined) =>
      (body as { resource_servers: Record<string, unknown>[] }).resource_servers[0] ?? {};
    const { scopes: _, id: __, identifier: ___, ...rest } = first(real?.response_body);
    const { scopes, id, identifier, ...ownRest } = first(own.body);
    assert.deepEqual(ownRest, rest);
    assert.deepEqual([typeof id, identifier, Array.isArray(scopes)], ["string", tenant.management, true]);
  });

  test("recorded changes of tenant settings are taken", async () => {
    for (const real of recordedOf("PATCH", "/tenants/settings")) {
      // both hold members that the document does not know
      const { universal_login: _, flags: __, ...request } = real.request_body ?? {};
      const own = await send("PATCH", "/api/v2/tenants/settings", request);
      assert.equal(own.status, 200, JSON.stringify(own.body));
      for (const [name, value] of Object.entries(request)) {
        const isMinutes = name.endsWith("_in_minutes");
        const shown = isMinutes ? name.slice(0, -"_in_minutes".length) : name;
        assert.deepEqual(own.body[shown], isMinutes ? real.response_body[shown] : value);
      }
    }
  });

  test("what does not exist is refused in the same words", async () => {
    const paths = /^\/api\/v2\/(clients|connections|resource-servers|users)\/[^/]+$/;
    const known = errors.filter(
      ({ method, status, path }) => method === "GET" && status === 404 && paths.test(path),
    );
    assert.equal(known.length, 4);
    for (const real of known) {
      const own = await send("GET", real.path);
      assert.deepEqual([own.status, own.body], [real.status, real.body]);
    }
  });
});
