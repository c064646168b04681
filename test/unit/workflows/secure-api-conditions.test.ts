import assert from "node:assert/strict";
import type { Failure } from "../../../src/core/failure.ts";
import { auth0Api } from "../../../src/resources/kinds/auth0-api.ts";
import { auth0Connection } from "../../../src/resources/kinds/auth0-connection.ts";
import {
  planSecureApi,
  readSecureApi,
  type SecureApiChoices,
  suggestSecureApi,
} from "../../../src/workflows/secure-api.ts";
import { basicCalculator } from "../../support/in-memory/index.ts";
import { add, contentsOf, instance, signal, twoClouds, writes } from "./clouds.ts";
import { failure, policyScope, prepare, secure, takeBack } from "./securing.ts";

suite("secure an API in an odd place", () => {
  test("does what a tier without a developer portal can do, and says so", async () => {
    const clouds = twoClouds({ sku: "Consumption", developerPortalUrls: [] });
    const before = contentsOf(clouds);
    const { plan, outcome, journal } = await secure(clouds);
    assert.deepEqual(
      plan.changes.map(({ id }) => id),
      ["auth0-api", "policy"],
    );
    assert.match(plan.notes.join(), /Consumption.*no developer portal/);
    assert.equal(outcome.status, "done");
    assert.deepEqual((await prepare(clouds)).plan.changes, []);
    await takeBack(journal, clouds);
    assert.deepEqual(contentsOf(clouds), before);
  });

  test("works for an API without operations, and says so", async () => {
    const clouds = twoClouds();
    clouds.azure.addApi(basicCalculator, []);
    const { plan, choices, outcome } = await secure(clouds);
    assert.match(plan.notes.join(), /no operations/);
    assert.ok(choices.auth0Api.kind === "create" && choices.auth0Api.scopes.length === 0);
    assert.equal(outcome.status, "done");
  });

  test("refuses an API whose policy cannot hold validate-jwt", async () => {
    const clouds = twoClouds();
    clouds.azure.addApi({ ...basicCalculator, type: "websocket" });
    await assert.rejects(prepare(clouds), failure("unsupported", /websocket/, /handshake/));
  });

  test("says which line of a malformed policy to mend, before anything is written", async () => {
    const clouds = twoClouds();
    clouds.azure.putPolicy(
      policyScope,
      "<policies>\r\n\t<inbound>\r\n\t\t<base\r\n\t</inbound>\r\n</policies>",
    );
    await assert.rejects(
      prepare(clouds),
      failure("invalid-input", /malformed at line \d/, /Mend the policy/),
    );
    assert.equal(writes(clouds), 0);
  });

  test("says that the API is gone", async () => {
    const clouds = twoClouds();
    const gone = { ...basicCalculator, apiId: "gone" };
    clouds.azure.addApi(gone);
    instance(clouds).apis.delete("gone");
    await assert.rejects(readSecureApi(clouds, gone, signal), failure("not-found", /“gone”/, /Refresh/));
  });

  test("can be cancelled while it reads", async () => {
    const controller = new AbortController();
    const clouds = twoClouds();
    clouds.auth0.calls.beforeNext("list auth0-connection", () => controller.abort());
    await assert.rejects(
      readSecureApi(clouds, basicCalculator, controller.signal),
      failure("cancelled", /^/),
    );
  });
});

suite("secure an API with choices that cannot work", () => {
  const cases: readonly (readonly [
    string,
    (choices: SecureApiChoices) => SecureApiChoices,
    Failure["code"],
    RegExp,
  ])[] = [
    [
      "an identifier that exists",
      (c) => ({ ...c, auth0Api: api("taken") }),
      "already-exists",
      /existing API/,
    ],
    ["an empty identifier", (c) => ({ ...c, auth0Api: api(" ") }), "invalid-input", /letters/],
    [
      "a key that cannot be discovered",
      (c) => ({ ...c, auth0Api: api("new", "HS256") }),
      "unsupported",
      /RS256/,
    ],
    [
      "a connection's name that exists",
      (c) => ({ ...c, connection: { kind: "create", name: "old" } }),
      "already-exists",
      /existing connection/,
    ],
    [
      "a user without a connection",
      (c) => ({ ...c, connection: { kind: "none" } }),
      "invalid-input",
      /connection/,
    ],
    [
      "capitals in a server's id",
      (c) => ({ ...c, authorizationServer: server("Auth0") }),
      "invalid-input",
      /lower-case/,
    ],
    [
      "an application without a secret",
      (c) => ({ ...c, application: { kind: "existing", application: spa } }),
      "unsupported",
      /Regular Web/,
    ],
  ];
  for (const [name, change, code, remedy] of cases) {
    test(`refuses ${name}, before anything is written`, async () => {
      const clouds = twoClouds();
      await add(clouds, auth0Api, {
        name: "Taken",
        identifier: "taken",
        signingAlgorithm: "RS256",
        scopes: [],
      });
      await add(clouds, auth0Connection, { name: "old", strategy: "auth0" });
      const before = writes(clouds);
      const snapshot = await readSecureApi(clouds, basicCalculator, signal);
      const choices = change(suggestSecureApi(snapshot));
      assert.throws(() => planSecureApi(snapshot, choices), failure(code, /^/, remedy));
      assert.equal(writes(clouds), before);
    });
  }
});

const spa = {
  clientId: "spa",
  name: "Single page",
  type: "spa",
  callbacks: [],
  grantTypes: [],
  tokenEndpointAuthMethod: "none",
} as const;

function api(identifier: string, signingAlgorithm: "RS256" | "HS256" = "RS256") {
  return { kind: "create", name: "An API", identifier, signingAlgorithm, scopes: [] } as const;
}

function server(authorizationServerId: string) {
  return { kind: "create", authorizationServerId, displayName: "Auth0" } as const;
}
