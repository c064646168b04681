import assert from "node:assert/strict";
import type { Failure } from "../../../src/core/failure.ts";
import { applyPlan, journalOf } from "../../../src/workflows/apply-plan.ts";
import {
  planSecureApi,
  readSecureApi,
  type SecureApiChoices,
  suggestSecureApi,
} from "../../../src/workflows/secure-api.ts";
import { undo } from "../../../src/workflows/undo.ts";
import { basicCalculator } from "../../support/in-memory/index.ts";
import { type Clouds, instance, signal, silently, snapshot, twoClouds, writes } from "./clouds.ts";
import { failure, POLICY, policyScope, prepare, secure } from "./securing.ts";

suite("secure an API that has something already", () => {
  test("adds redirect URIs to those that others add in the meantime", async () => {
    const clouds = twoClouds();
    const mine = await addPortalApplication(clouds, ["https://one.example"]);
    const { plan } = await prepare(clouds);
    await clouds.auth0.updateApplication(
      mine,
      { callbacks: ["https://one.example", "https://two.example"] },
      signal,
    );
    const outcome = await applyPlan(plan, clouds, silently, signal);
    const uri =
      "https://contoso-apim.developer.azure-api.net/signin-oauth/code/callback/auth0-basic-calculator";
    assert.deepEqual(clouds.auth0.applications[0]?.callbacks, [
      "https://one.example",
      "https://two.example",
      uri,
    ]);
    await clouds.auth0.updateApplication(mine, { callbacks: ["https://three.example", uri] }, signal);
    await undo(journalOf(plan, outcome), clouds, silently, signal);
    assert.deepEqual(clouds.auth0.applications[0]?.callbacks, ["https://three.example"]);
  });

  test("sends the client secret the way the application wants it", async () => {
    const clouds = twoClouds();
    await addPortalApplication(clouds, [], "client_secret_post");
    await secure(clouds);
    const [server] = instance(clouds).authorizationServers.values();
    assert.deepEqual(server?.clientAuthenticationMethods, ["Body"]);
  });

  test("has a redirect URI for each address of the developer portal", async () => {
    const developerPortalUrls = [
      "https://developer.contoso.com",
      "https://contoso-apim.developer.azure-api.net",
    ];
    const clouds = twoClouds({ developerPortalUrls });
    await secure(clouds);
    assert.deepEqual(
      clouds.auth0.applications[0]?.callbacks,
      developerPortalUrls.map((url) => `${url}/signin-oauth/code/callback/auth0-basic-calculator`),
    );
  });

  test("takes an Auth0 API with the suggested identifier, and gives it scopes when it has none", async () => {
    const clouds = twoClouds();
    await clouds.auth0.createApi(
      { name: "Old", identifier: "basic-calculator", signingAlgorithm: "RS256", scopes: [] },
      signal,
    );
    const before = snapshot(clouds);
    const { plan, journal } = await secure(clouds);
    assert.equal(plan.steps[0]?.title, "Add scopes to the Auth0 API “Old”");
    assert.deepEqual(
      clouds.auth0.apis.map(({ scopes }) => scopes.map(({ value }) => value)),
      [["read:basic-calculator"]],
    );
    await undo(journal, clouds, silently, signal);
    assert.deepEqual(snapshot(clouds), before);
  });

  test("keeps what the API names for its users, and turns the old form into the list", async () => {
    const clouds = twoClouds();
    await secure(clouds);
    const { apis } = instance(clouds);
    const stored = apis.get("basic-calculator");
    assert.ok(stored);
    const single = {
      form: "single",
      oauth2: stored.api.userAuthorization.oauth2.map((setting) => ({ ...setting, scope: "openid" })),
      openIdProviderIds: ["entra"],
    } as const;
    apis.set("basic-calculator", { ...stored, api: { ...stored.api, userAuthorization: single } });
    const before = snapshot(clouds);
    const { plan, journal } = await secure(clouds);
    assert.deepEqual(
      plan.steps.map(({ id }) => id),
      ["user-authorization", "portal"],
    );
    const now = apis.get("basic-calculator")?.api.userAuthorization;
    assert.deepEqual(now, { ...single, form: "list" });
    await undo(journal, clouds, silently, signal);
    assert.deepEqual(snapshot(clouds), before);
  });

  test("gives a linked API another authorization server when another Auth0 API is chosen", async () => {
    const clouds = twoClouds();
    await secure(clouds);
    const other = await clouds.auth0.createApi(
      { name: "Other", identifier: "https://other", signingAlgorithm: "RS256", scopes: [] },
      signal,
    );
    const before = snapshot(clouds);
    const reading = await readSecureApi(clouds, basicCalculator, signal);
    const suggested = suggestSecureApi(reading);
    assert.equal(suggested.authorizationServer.kind, "existing");
    const auth0Api = { kind: "existing", api: other, addScopes: [] } as const;
    const plan = planSecureApi(reading, { ...suggested, auth0Api });
    assert.deepEqual(
      plan.steps.map(({ id }) => id),
      ["application", "policy", "authorization-server", "user-authorization", "portal"],
    );
    const outcome = await applyPlan(plan, clouds, silently, signal);
    const server = instance(clouds).authorizationServers.get("auth0-https-other");
    assert.match(server?.authorizationEndpoint ?? "", /audience=https%3A%2F%2Fother$/);
    await undo(journalOf(plan, outcome), clouds, silently, signal);
    assert.deepEqual(snapshot(clouds), before);
  });

  test("asks for scopes in the policy when they are chosen later, and for nothing more", async () => {
    const clouds = twoClouds();
    await secure(clouds);
    const reading = await readSecureApi(clouds, basicCalculator, signal);
    const policy = { insert: true, requiredScopes: ["read:basic-calculator"] };
    const plan = planSecureApi(reading, { ...suggestSecureApi(reading), policy });
    assert.deepEqual(
      plan.steps.map(({ id, change }) => [id, change]),
      [["policy", "update"]],
    );
    assert.match(plan.steps[0]?.textChange?.after ?? "", /<value>read:basic-calculator<\/value>/);
  });

  test("puts no second validate-jwt beside one for another issuer", async () => {
    const clouds = twoClouds();
    const other = `<validate-jwt header-name="Authorization"><openid-config url="https://login.microsoftonline.com/x/.well-known/openid-configuration" /></validate-jwt>`;
    clouds.apim.putPolicy(policyScope, POLICY.replace("<base />", `<base />${other}`));
    const { plan } = await prepare(clouds);
    assert.ok(plan.steps.every(({ id }) => id !== "policy"));
    assert.match(plan.notes.join(), /validate-jwt for another issuer/);
  });
});

suite("secure an API in an odd place", () => {
  test("does what a tier without a developer portal can do, and says so", async () => {
    const clouds = twoClouds({ sku: "Consumption", developerPortalUrls: [] });
    const before = snapshot(clouds);
    const { plan, outcome, journal } = await secure(clouds);
    assert.deepEqual(
      plan.steps.map(({ id }) => id),
      ["auth0-api", "policy"],
    );
    assert.match(plan.notes.join(), /Consumption.*no developer portal/);
    assert.equal(outcome.status, "done");
    assert.deepEqual((await prepare(clouds)).plan.steps, []);
    await undo(journal, clouds, silently, signal);
    assert.deepEqual(snapshot(clouds), before);
  });

  test("works for an API without operations, and says so", async () => {
    const clouds = twoClouds();
    clouds.apim.addApi(basicCalculator, []);
    const { plan, choices, outcome } = await secure(clouds);
    assert.match(plan.notes.join(), /no operations/);
    assert.ok(choices.auth0Api.kind === "create" && choices.auth0Api.scopes.length === 0);
    assert.equal(outcome.status, "done");
  });

  test("refuses an API whose policy cannot hold validate-jwt", async () => {
    const clouds = twoClouds();
    clouds.apim.addApi({ ...basicCalculator, type: "websocket" });
    await assert.rejects(prepare(clouds), failure("unsupported", /websocket/, /handshake/));
  });

  test("says which line of a malformed policy to mend, before anything is written", async () => {
    const clouds = twoClouds();
    clouds.apim.putPolicy(
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
    clouds.apim.addApi(gone);
    instance(clouds).apis.delete("gone");
    await assert.rejects(readSecureApi(clouds, gone, signal), failure("not-found", /“gone”/, /Refresh/));
  });

  test("can be cancelled while it reads", async () => {
    const controller = new AbortController();
    const clouds = twoClouds();
    clouds.auth0.calls.beforeNext("listConnections", () => controller.abort());
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
      await clouds.auth0.createApi(
        { name: "Taken", identifier: "taken", signingAlgorithm: "RS256", scopes: [] },
        signal,
      );
      await clouds.auth0.createDatabaseConnection("old", signal);
      const before = writes(clouds);
      const reading = await readSecureApi(clouds, basicCalculator, signal);
      const choices = change(suggestSecureApi(reading));
      assert.throws(() => planSecureApi(reading, choices), failure(code, /^/, remedy));
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

/** A Regular Web Application with the suggested name, as an earlier run leaves it. */
async function addPortalApplication(
  clouds: Clouds,
  callbacks: readonly string[],
  tokenEndpointAuthMethod = "client_secret_basic",
): Promise<string> {
  const name = "Basic Calculator (developer portal of contoso-apim)";
  const grantTypes = ["authorization_code"];
  const draft = { name, type: "regular_web", callbacks, grantTypes, tokenEndpointAuthMethod } as const;
  return (await clouds.auth0.createApplication(draft, signal)).clientId;
}
