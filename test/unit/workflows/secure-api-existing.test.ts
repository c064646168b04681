import assert from "node:assert/strict";
import { Failure } from "../../../src/core/failure.ts";
import type { AuthorizationServerDraft } from "../../../src/domain/apim.ts";
import { auth0Api as auth0ApiKind } from "../../../src/resources/kinds/auth0-api.ts";
import { auth0Application } from "../../../src/resources/kinds/auth0-application.ts";
import { auth0Connection } from "../../../src/resources/kinds/auth0-connection.ts";
import { authorizationServer } from "../../../src/resources/kinds/authorization-server.ts";
import { enabledApplication } from "../../../src/resources/kinds/enabled-application.ts";
import { usualPolicy } from "../../../src/workflows/secure-api/choices.ts";
import {
  planSecureApi,
  readChoices,
  readSecureApi,
  suggestSecureApi,
} from "../../../src/workflows/secure-api.ts";
import { basicCalculator } from "../../support/in-memory/index.ts";
import {
  add,
  change,
  contentsOf,
  type InMemoryClouds,
  instance,
  remove,
  signal,
  twoClouds,
} from "./clouds.ts";
import { apply, policyScope, prepare, samplePolicy, secure, takeBack, textOf } from "./securing.ts";

suite("secure an API that has something already", () => {
  test("adds redirect URIs to those that others add in the meantime", async () => {
    const clouds = twoClouds();
    const mine = await addPortalApplication(clouds, ["https://one.example"]);
    const { plan } = await prepare(clouds);
    change(clouds.auth0.stores.applications, mine, {
      callbacks: ["https://one.example", "https://two.example"],
    });
    const { journal } = await apply(plan, clouds);
    const uri =
      "https://contoso-apim.developer.azure-api.net/signin-oauth/code/callback/auth0-basic-calculator";
    assert.deepEqual(clouds.auth0.applications[0]?.callbacks, [
      "https://one.example",
      "https://two.example",
      uri,
    ]);
    change(clouds.auth0.stores.applications, mine, { callbacks: ["https://three.example", uri] });
    await takeBack(journal, clouds);
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
    await add(clouds, auth0ApiKind, {
      name: "Old",
      identifier: "basic-calculator",
      signingAlgorithm: "RS256",
      scopes: [],
    });
    const before = contentsOf(clouds);
    const { plan, journal } = await secure(clouds);
    assert.equal(plan.changes[0]?.title, "Add scopes to the Auth0 API “Old”");
    assert.deepEqual(
      clouds.auth0.apis.map(({ scopes }) => scopes?.map(({ value }) => value)),
      [["read:basic-calculator"]],
    );
    await takeBack(journal, clouds);
    assert.deepEqual(contentsOf(clouds), before);
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
    const before = contentsOf(clouds);
    const { plan, journal } = await secure(clouds);
    assert.deepEqual(
      plan.changes.map(({ id }) => id),
      ["user-authorization", "portal"],
    );
    const now = apis.get("basic-calculator")?.api.userAuthorization;
    assert.deepEqual(now, { ...single, form: "list" });
    await takeBack(journal, clouds);
    assert.deepEqual(contentsOf(clouds), before);
  });

  test("gives a linked API another authorization server when another Auth0 API is chosen", async () => {
    const clouds = twoClouds();
    await secure(clouds);
    const other = await add(clouds, auth0ApiKind, {
      name: "Other",
      identifier: "https://other",
      signingAlgorithm: "RS256",
      scopes: [],
    });
    const before = contentsOf(clouds);
    const snapshot = await readSecureApi(clouds, basicCalculator, signal);
    const suggested = suggestSecureApi(snapshot);
    assert.equal(suggested.authorizationServer.kind, "existing");
    const auth0Api = { kind: "existing", api: other, addScopes: [] } as const;
    const plan = planSecureApi(snapshot, { ...suggested, auth0Api });
    assert.deepEqual(
      plan.changes.map(({ id }) => id),
      ["application", "policy", "authorization-server", "user-authorization", "portal"],
    );
    const { journal } = await apply(plan, clouds);
    const server = instance(clouds).authorizationServers.get("auth0-https-other");
    assert.match(server?.authorizationEndpoint ?? "", /audience=https%3A%2F%2Fother$/);
    await takeBack(journal, clouds);
    assert.deepEqual(contentsOf(clouds), before);
  });

  test("asks for scopes in the policy when they are chosen later, and for nothing more", async () => {
    const clouds = twoClouds();
    await secure(clouds);
    const snapshot = await readSecureApi(clouds, basicCalculator, signal);
    const policy = { ...usualPolicy, requiredScopes: ["read:basic-calculator"] };
    const plan = planSecureApi(snapshot, { ...suggestSecureApi(snapshot), policy });
    assert.deepEqual(
      plan.changes.map(({ id, verb }) => [id, verb]),
      [["policy", "update"]],
    );
    assert.match(textOf(plan.changes[0]), /<value>read:basic-calculator<\/value>/);
  });

  test("lets an application use the authorization code, and takes that back", async () => {
    const clouds = twoClouds();
    await addPortalApplication(clouds, []);
    const [application] = clouds.auth0.applications;
    assert.ok(application);
    clouds.auth0.applications = [{ ...application, grantTypes: ["refresh_token"] }];
    const before = contentsOf(clouds);
    const { plan, journal } = await secure(clouds);
    assert.deepEqual(
      plan.changes.find(({ id }) => id === "application")?.fields.map(({ path }) => path),
      ["callbacks", "grantTypes"],
    );
    assert.deepEqual(clouds.auth0.applications[0]?.grantTypes, ["refresh_token", "authorization_code"]);
    await takeBack(journal, clouds);
    assert.deepEqual(contentsOf(clouds), before);
  });

  test("enables no connection that somebody enabled meanwhile, so that undo does not disable it", async () => {
    const clouds = twoClouds();
    const clientId = await addPortalApplication(clouds, []);
    const connection = await add(clouds, auth0Connection, { name: "people", strategy: "auth0" });
    const { plan } = await prepare(clouds);
    await add(clouds, enabledApplication, { connectionId: connection.id, clientId: clientId });
    const { outcome, journal } = await apply(plan, clouds);
    assert.equal(outcome.status, "done");
    assert.ok(
      journal.entries.every(({ change, wrote }) => change.id !== "enable-connection" || !wrote?.length),
    );
    await takeBack(journal, clouds);
    assert.deepEqual(clouds.auth0.enabled, [{ connectionId: connection.id, clientId }]);
  });

  test("knows a test user whose address was typed in other letters", async () => {
    const clouds = twoClouds();
    await secure(clouds);
    const snapshot = await readSecureApi(clouds, basicCalculator, signal);
    const user = { kind: "create", email: "APIM-Tester@Example.com", password: "aA9!aA9!" } as const;
    const choices = { ...suggestSecureApi(snapshot), user };
    const plan = planSecureApi(await readChoices(clouds, snapshot, choices, signal), choices);
    assert.deepEqual(plan.changes, []);
  });

  test("says so when an application disappears between plan and application", async () => {
    const clouds = twoClouds();
    const clientId = await addPortalApplication(clouds, []);
    const { plan } = await prepare(clouds);
    await remove(clouds, auth0Application, clientId);
    const { outcome } = await apply(plan, clouds);
    assert.ok(["application", "enable-connection"].includes(outcome.failed?.id ?? ""));
    assert.match(outcome.failed?.message ?? "", /gone|no such|does not exist/i);
  });

  test("says that a server which the API names stands for nothing any more", async () => {
    const clouds = twoClouds();
    await secure(clouds);
    await remove(clouds, auth0Application, clouds.auth0.applications[0]?.clientId ?? "");
    const { plan } = await prepare(clouds);
    assert.match(plan.notes.join(), /“Auth0 \(Basic Calculator\)”, whose application \(client_\d+\).*gone/);
    const server = plan.changes.find(({ id }) => id === "authorization-server");
    assert.equal(server?.ref.id, "auth0-basic-calculator-2");
  });

  test("needs no right to read the tenant's settings", async () => {
    const clouds = twoClouds();
    clouds.auth0.calls.failNext("readTenant", new Failure("forbidden", "No read:tenant_settings."));
    assert.equal((await secure(clouds)).outcome.status, "done");
  });

  test("takes a link that was made by hand as it is", async () => {
    const clouds = twoClouds();
    const { azure } = clouds;
    const scopes = [{ value: "add", description: undefined }];
    const draft = {
      name: "By hand",
      identifier: "https://by.hand",
      signingAlgorithm: "RS256",
      scopes,
    } as const;
    await add(clouds, auth0ApiKind, draft);
    const { clientId } = await add(clouds, auth0Application, {
      name: "Mine",
      type: "other",
      callbacks: ["https://contoso-apim.developer.azure-api.net/signin-oauth/code/callback/mine"],
      grantTypes: ["authorization_code"],
      tokenEndpointAuthMethod: undefined,
    });
    const connection = await add(clouds, auth0Connection, { name: "people", strategy: "auth0" });
    await add(clouds, enabledApplication, { connectionId: connection.id, clientId: clientId });
    await add(clouds, authorizationServer, { ...byHand, clientId, clientSecret: "secret" }, "Mine");
    const stored = await azure.readApi(basicCalculator, signal);
    const oauth2 = [{ authorizationServerId: "Mine", scope: undefined }];
    const authorization = { form: "list", oauth2, openIdProviderIds: [] } as const;
    await azure.setUserAuthorization(basicCalculator, authorization, stored?.etag ?? "", signal);
    const { plan } = await prepare(clouds);
    assert.deepEqual(
      plan.changes.map(({ id }) => id),
      ["policy"],
    );
    assert.match(textOf(plan.changes[0]), /https:\/\/by\.hand/);
  });

  test("puts no second validate-jwt beside one for another issuer", async () => {
    const clouds = twoClouds();
    const other = `<validate-jwt header-name="Authorization"><openid-config url="https://login.microsoftonline.com/x/.well-known/openid-configuration" /></validate-jwt>`;
    clouds.azure.putPolicy(policyScope, samplePolicy.replace("<base />", `<base />${other}`));
    const { plan } = await prepare(clouds);
    assert.ok(plan.changes.every(({ id }) => id !== "policy"));
    assert.match(plan.notes.join(), /left as it is.*because of line 4 of the policy of “Basic Calculator”\./);
  });
});

const byHand: Omit<AuthorizationServerDraft, "clientId"> = {
  displayName: "Mine",
  description: undefined,
  clientRegistrationEndpoint: "https://placeholder.contoso.com",
  authorizationEndpoint: "https://contoso.eu.auth0.com/authorize?audience=https://by.hand",
  tokenEndpoint: "https://contoso.eu.auth0.com/oauth/token",
  grantTypes: ["authorizationCode"],
  clientAuthenticationMethods: ["Basic"],
  defaultScope: undefined,
  tokenBodyParameters: [],
  useInTestConsole: true,
  useInApiDocumentation: false,
};

/** A Regular Web Application with the suggested name, as an earlier run leaves it. */
async function addPortalApplication(
  clouds: InMemoryClouds,
  callbacks: readonly string[],
  tokenEndpointAuthMethod = "client_secret_basic",
): Promise<string> {
  const name = "Basic Calculator (developer portal of contoso-apim)";
  const grantTypes = ["authorization_code"];
  const draft = { name, type: "regular_web", callbacks, grantTypes, tokenEndpointAuthMethod } as const;
  return (await add(clouds, auth0Application, draft)).clientId;
}
