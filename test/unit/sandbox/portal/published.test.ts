import assert from "node:assert/strict";
import { setup, suite, test } from "mocha";
import type { JsonObject } from "../../../../src/sandbox/azure/state.ts";
import {
  findApi,
  listApis,
  listOperations,
  masterKey,
  type PortalServer,
  serversOf,
} from "../../../../src/sandbox/portal/published.ts";
import { InstanceState, service } from "./instance-state.ts";

suite("what the sandbox's portal has published", () => {
  let state: InstanceState;
  setup(() => {
    state = new InstanceState();
  });

  function servers(): readonly PortalServer[] {
    const api = findApi(state.azure, "calc");
    assert.ok(api);
    return serversOf(state.azure, api);
  }

  const server = (changes: JsonObject = {}) =>
    state.put(
      "authorizationServers/auth0",
      {
        displayName: "Auth0",
        authorizationEndpoint: "https://a/authorize",
        tokenEndpoint: "https://a/token",
        clientId: "client",
        grantTypes: ["implicit", "authorizationCode"],
        defaultScope: "openid",
        ...changes,
      },
      { clientSecret: "s3" },
    );
  const link = (authenticationSettings: JsonObject) =>
    state.put("apis/calc", { path: "calc", authenticationSettings });
  const publish = (name = "r1", isCurrent = true) => state.put(`portalRevisions/${name}`, { isCurrent });
  const array = { oAuth2AuthenticationSettings: [{ authorizationServerId: "auth0" }] };

  test("a server is shown for the array form and for the singular one", () => {
    server();
    publish();
    link(array);
    assert.deepEqual(
      servers().map(({ id }) => id),
      ["auth0"],
    );
    link({ oAuth2: { authorizationServerId: "AUTH0" }, oAuth2AuthenticationSettings: [] });
    assert.deepEqual(
      servers().map(({ name }) => name),
      ["Auth0"],
    );
    link({ oAuth2: null });
    assert.deepEqual(servers(), []);
  });

  test("a server is not shown before the portal is published, nor when it changed since", () => {
    link(array);
    publish();
    server();
    assert.deepEqual(servers(), []);
    publish("r2", false);
    assert.deepEqual(servers(), []);
    publish("r3");
    assert.equal(servers().length, 1);
    server({ displayName: "Changed" });
    assert.deepEqual(servers(), []);
  });

  test("a revision counts only once its publishing has ended", () => {
    link(array);
    server();
    publish();
    state.azure.running["op"] = {
      kind: "put",
      resourceId: `${service}/portalRevisions/R1`,
      remainingPolls: 1,
    };
    assert.deepEqual(servers(), []);
    state.azure.running["op"].remainingPolls = 0;
    assert.equal(servers().length, 1);
  });

  test("a server that is not for the console is not shown", () => {
    link(array);
    server({ useInTestConsole: false });
    publish();
    assert.deepEqual(servers(), []);
  });

  test("a server is read with its secret, its grants and the API's own scope", () => {
    server({
      clientAuthenticationMethod: ["Basic"],
      tokenBodyParameters: [{ name: "audience", value: "x" }],
      bearerTokenSendingMethods: ["query"],
    });
    link({ oAuth2AuthenticationSettings: [{ authorizationServerId: "auth0", scope: "add" }] });
    publish();
    const [found] = servers();
    assert.equal(found?.clientSecret, "s3");
    assert.deepEqual(found?.grants, ["authorizationCode"]);
    assert.equal(found?.scope, "add");
    assert.equal(found?.authenticatesBy, "Basic");
    assert.equal(found?.sendsTokenIn, "query");
    assert.deepEqual(found?.tokenBody, [["audience", "x"]]);
  });

  test("without a scope of its own the API takes the server's default", () => {
    server();
    link(array);
    publish();
    assert.equal(servers()[0]?.scope, "openid");
    assert.equal(servers()[0]?.authenticatesBy, "Body");
  });

  test("APIs are listed by name, current revisions only", () => {
    state.put("apis/b", { displayName: "Beta", path: "b", isCurrent: true });
    state.put("apis/b;rev=2", { displayName: "Beta", path: "b", isCurrent: false });
    state.put("apis/a", { displayName: "Alpha", path: "a" });
    assert.deepEqual(
      listApis(state.azure).map(({ id }) => id),
      ["a", "b"],
    );
  });

  test("operations bring all their parameters with defaults", () => {
    state.put("apis/calc", { path: "calc" });
    state.put("apis/calc/operations/add", {
      displayName: "Add",
      method: "GET",
      urlTemplate: "/add/{a}",
      templateParameters: [{ name: "a", type: "integer", defaultValue: "49", required: true }],
      request: { queryParameters: [{ name: "b" }], headers: [{ name: "X-Trace", description: "Any text." }] },
    });
    const api = findApi(state.azure, "calc");
    assert.ok(api);
    const [operation] = listOperations(state.azure, api);
    assert.deepEqual(operation?.parameters, [
      { name: "a", place: "template", description: "", required: true, value: "49" },
      { name: "b", place: "query", description: "", required: false, value: "" },
      { name: "X-Trace", place: "header", description: "Any text.", required: false, value: "" },
    ]);
  });

  test("the key of the all-access subscription is at hand", () => {
    assert.equal(masterKey(state.azure), "");
    state.put("subscriptions/master", { scope: `${service}/` }, { primaryKey: "k1" });
    assert.equal(masterKey(state.azure), "k1");
  });
});
