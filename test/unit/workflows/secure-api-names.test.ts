import assert from "node:assert/strict";
import {
  apiIdentifier,
  applicationName,
  auth0ApiName,
  authorizationServerId,
  authorizationServerName,
  suggestScopes,
  testApplicationName,
} from "../../../src/workflows/secure-api/names.ts";
import { authorizationEndpoint } from "../../../src/workflows/secure-api/portal.ts";
import { generatePassword, redirectUris } from "../../../src/workflows/secure-api.ts";
import { basicCalculator, calculatorOperations } from "../../support/in-memory/index.ts";

suite("suggested names", () => {
  const identifiers: readonly (readonly [displayName: string, path: string, identifier: string])[] = [
    ["Basic Calculator", "calc", "basic-calculator"],
    ["  Größe & Maß (v2)  ", "x", "grosse-mass-v2"],
    ["計算機", "Calc/V1", "calc-v1"],
    ["計算機", "", "basic-calculator"],
  ];
  for (const [displayName, path, identifier] of identifiers) {
    test(`the API “${displayName.trim()}” at “${path}” becomes ${identifier}`, () => {
      assert.equal(apiIdentifier({ ...basicCalculator, displayName, path }), identifier);
    });
  }

  test("names of what is made in Auth0 are names that it takes, whatever the API is called", () => {
    for (const displayName of ["Map<string, int>", "<<>>", "a <b> c".repeat(80), "x".repeat(300)]) {
      const api = { ...basicCalculator, displayName };
      for (const name of [auth0ApiName(api), applicationName(api), testApplicationName(api)]) {
        assert.match(name, /^[^<>]{1,200}$/, `${displayName} → ${name}`);
      }
      const [read] = suggestScopes(api, calculatorOperations);
      assert.ok((read?.description?.length ?? 0) <= 500);
    }
    assert.equal(auth0ApiName({ ...basicCalculator, displayName: "Map<string, int>" }), "Map string, int");
    assert.equal(auth0ApiName({ ...basicCalculator, displayName: "<>" }), basicCalculator.apiId);
    assert.equal(auth0ApiName(basicCalculator), basicCalculator.displayName);
  });

  test("an authorization server's id is lower-case, short enough and not taken", () => {
    assert.equal(authorizationServerId("https://API.example/V1", []), "auth0-https-api-example-v1");
    assert.equal(authorizationServerId("a", ["AUTH0-A", "auth0-a-2"]), "auth0-a-3");
    assert.ok(authorizationServerId("x".repeat(200), []).length <= 80);
    assert.equal(authorizationServerId("計", []), "auth0-api");
  });

  test("an authorization server's display name fits the service's 50 characters", () => {
    assert.equal(authorizationServerName(basicCalculator), "Auth0 (Basic Calculator)");
    const long = authorizationServerName({ ...basicCalculator, displayName: "A".repeat(80) });
    assert.equal(long.length, 50);
    assert.match(long, /…\)$/);
  });

  test("scopes follow from what the operations do", () => {
    const [add] = calculatorOperations;
    assert.ok(add);
    const operations = ["GET", "PATCH", "delete"].map((method) => ({ ...add, method }));
    const values = suggestScopes(basicCalculator, operations).map(({ value }) => value);
    assert.deepEqual(values, ["read:basic-calculator", "write:basic-calculator", "delete:basic-calculator"]);
    assert.deepEqual(suggestScopes(basicCalculator, []), []);
  });

  test("redirect URIs are lower-case in the id and there is one per address", () => {
    const urls = ["https://a.example/", "https://a.example", "https://b.example"];
    assert.deepEqual(redirectUris(urls, "Auth0"), [
      "https://a.example/signin-oauth/code/callback/auth0",
      "https://b.example/signin-oauth/code/callback/auth0",
    ]);
  });

  test("the authorization endpoint carries the audience, encoded", () => {
    const discovery = {
      url: "",
      issuer: "",
      tokenEndpoint: "",
      jwksUri: "",
      authorizationEndpoint: "https://d.example/authorize",
    };
    const audience = "https://api.example/v1?a&b";
    const endpoint = new URL(authorizationEndpoint(discovery, audience));
    assert.equal(endpoint.search, "?audience=https%3A%2F%2Fapi.example%2Fv1%3Fa%26b");
    const withQuery = { ...discovery, authorizationEndpoint: "https://d.example/authorize?organization=o" };
    assert.match(authorizationEndpoint(withQuery, "a"), /\?organization=o&audience=a$/);
  });

  test("passwords differ and hold what Auth0 asks for", () => {
    const password = generatePassword();
    assert.match(password, /^(?=.*[a-z])(?=.*[A-Z])(?=.*\d)(?=.*!).{20,}$/);
    assert.notEqual(password, generatePassword());
  });
});
