import assert from "node:assert/strict";
import { suite, test } from "mocha";
import {
  fromAuthorizationServerChanges,
  fromAuthorizationServerDraft,
  toAuthorizationServer,
} from "../../../src/adapters/azure/mapping/authorization-server.ts";
import { fieldsOf } from "../../../src/resources/fields.ts";
import type { Field } from "../../../src/resources/kind.ts";
import { authorizationServer } from "../../../src/resources/kinds/authorization-server.ts";

const instance = { subscriptionId: "s", resourceGroup: "g", serviceName: "contoso-apim" };

/** As the service shows one, with what no list of today has, and with a secret that it gives away. */
const answer = {
  name: "auth0",
  displayName: "Auth0",
  description: "Sign-in",
  clientRegistrationEndpoint: "https://contoso.eu.auth0.com/",
  authorizationEndpoint: "https://contoso.eu.auth0.com/authorize?audience=orders",
  authorizationMethods: ["GET" as const, "POST" as const],
  clientAuthenticationMethod: ["Body", "PrivateKeyJwt"],
  tokenBodyParameters: [{ name: "audience", value: "orders" }],
  tokenEndpoint: "https://contoso.eu.auth0.com/oauth/token",
  supportState: true,
  defaultScope: "read:orders",
  grantTypes: ["authorizationCode", "tokenExchange", "AuthorizationCodeWithPkce"],
  bearerTokenSendingMethods: ["authorizationHeader", "cookie"],
  clientId: "client-1",
  resourceOwnerUsername: "ada",
  resourceOwnerPassword: "hunter2",
  clientSecret: "hunter3",
  useInTestConsole: false,
  useInApiDocumentation: true,
};

const fields = Object.entries<Field>(authorizationServer.fields);
const open = fields.filter(([, { secret }]) => !secret);

suite("authorization servers between Azure's words and ours", () => {
  test("every field that is no secret is there and back the same, whatever it says", () => {
    const read = fieldsOf(authorizationServer, toAuthorizationServer(instance, answer));
    const said = new Map<string, unknown>(Object.entries(answer));
    for (const [path, { name }] of open) assert.deepEqual(read[path], said.get(name ?? path), path);
    const { name: _, clientSecret: _secret, resourceOwnerPassword: _password, ...sent } = answer;
    assert.deepEqual(fromAuthorizationServerChanges(read), sent);
  });

  test("no secret that an answer gives away is in a value", () => {
    assert.doesNotMatch(JSON.stringify(toAuthorizationServer(instance, answer)), /hunter/);
  });

  test("what the service does not say has no value, and an empty text says nothing", () => {
    const silent = { displayName: "A", clientId: "c", description: "", resourceOwnerUsername: "" };
    const value = fieldsOf(authorizationServer, toAuthorizationServer(instance, silent));
    for (const path of [
      "description",
      "tokenEndpoint",
      "defaultScope",
      "authorizationMethods",
      "bearerTokenSendingMethods",
      "supportState",
      "resourceOwnerUsername",
      "useInTestConsole",
      "useInApiDocumentation",
    ])
      assert.ok(!Object.hasOwn(value, path), path);
  });

  test("each field is sent alone, under the service's name", () => {
    for (const [path, { name }] of fields)
      assert.deepEqual(fromAuthorizationServerChanges({ [path]: "x" }), { [name ?? path]: "x" });
  });

  test("what goes away becomes what the service takes for nothing, secrets too", () => {
    const gone = {
      description: undefined,
      resourceOwnerUsername: undefined,
      clientSecret: undefined,
      supportState: undefined,
      useInTestConsole: undefined,
      useInApiDocumentation: undefined,
    };
    assert.deepEqual(fromAuthorizationServerChanges({ ...gone } as object), {
      description: "",
      resourceOwnerUsername: "",
      clientSecret: "",
      supportState: false,
      useInTestConsole: true,
      useInApiDocumentation: false,
    });
  });

  test("a new one says no more than was decided", () => {
    const draft = {
      displayName: "Auth0",
      description: undefined,
      clientRegistrationEndpoint: "https://a.example/",
      authorizationEndpoint: "https://a.example/authorize",
      tokenEndpoint: undefined,
      clientId: "c",
      grantTypes: ["clientCredentials"],
      clientAuthenticationMethods: [],
      defaultScope: undefined,
      tokenBodyParameters: [],
      useInTestConsole: undefined,
      useInApiDocumentation: undefined,
    };
    assert.deepEqual(fromAuthorizationServerDraft(draft), {
      displayName: "Auth0",
      clientRegistrationEndpoint: "https://a.example/",
      authorizationEndpoint: "https://a.example/authorize",
      clientId: "c",
      grantTypes: ["clientCredentials"],
      clientAuthenticationMethod: [],
      tokenBodyParameters: [],
    });
  });
});
