import assert from "node:assert/strict";
import { environmentOf } from "../../../src/domain/azure-clouds.ts";
import {
  applicationPreset,
  auth0Preset,
  directoryProblem,
  entraPreset,
  entraProviderPreset,
} from "../../../src/workflows/server-presets.ts";

const discovery = {
  url: "https://contoso.eu.auth0.com/.well-known/openid-configuration",
  issuer: "https://contoso.eu.auth0.com/",
  authorizationEndpoint: "https://contoso.eu.auth0.com/authorize",
  tokenEndpoint: "https://contoso.eu.auth0.com/oauth/token",
  jwksUri: "https://contoso.eu.auth0.com/.well-known/jwks.json",
};
const orders = {
  id: "rs_1",
  name: "Orders",
  identifier: "https://orders.example/",
  scopes: [{ value: "read:orders" }, { value: "write:orders" }],
  isSystem: false,
};

suite("what is known of an authorization server before anybody is asked", () => {
  test("of an API of a tenant: its endpoints, with the audience, and its scopes", () => {
    assert.deepEqual(auth0Preset(discovery, orders), {
      displayName: "Auth0 (Orders)",
      clientRegistrationEndpoint: "https://contoso.eu.auth0.com/",
      authorizationEndpoint:
        "https://contoso.eu.auth0.com/authorize?audience=https%3A%2F%2Forders.example%2F",
      tokenEndpoint: "https://contoso.eu.auth0.com/oauth/token",
      defaultScope: "read:orders write:orders",
    });
  });

  test("of a tenant without one of its APIs: no audience, no scope", () => {
    const { authorizationEndpoint, defaultScope, displayName } = auth0Preset(discovery, undefined);
    assert.deepEqual(
      [authorizationEndpoint, defaultScope, displayName],
      ["https://contoso.eu.auth0.com/authorize", undefined, "Auth0 (contoso.eu.auth0.com)"],
    );
  });

  test("a name is no longer than the service takes", () => {
    const name = auth0Preset(discovery, { ...orders, name: "O".repeat(200) }).displayName ?? "";
    assert.equal(name.length, 50);
  });

  for (const [method, methods] of [
    ["client_secret_basic", ["Basic"]],
    ["client_secret_post", ["Body"]],
    ["none", []],
  ] as const) {
    test(`of an application that authenticates by ${method}: ${methods.join() || "no client authentication"}`, () => {
      const application = { clientId: "c1", name: "Portal", tokenEndpointAuthMethod: method };
      assert.deepEqual(applicationPreset(application), {
        clientId: "c1",
        clientAuthenticationMethods: methods,
      });
    });
  }

  for (const [cloud, authority] of [
    [undefined, "https://login.microsoftonline.com"],
    ["USGovernment", "https://login.microsoftonline.us"],
    ["ChinaCloud", "https://login.chinacloudapi.cn"],
  ] as const) {
    test(`of a directory of Entra, in ${cloud ?? "the public cloud"}: the endpoints of its second version`, () => {
      const { authorizationEndpoint, tokenEndpoint } = entraPreset("contoso.com", environmentOf(cloud));
      assert.deepEqual(
        [authorizationEndpoint, tokenEndpoint],
        [`${authority}/contoso.com/oauth2/v2.0/authorize`, `${authority}/contoso.com/oauth2/v2.0/token`],
      );
      assert.equal(
        entraProviderPreset("contoso.com", environmentOf(cloud)).metadataEndpoint,
        `${authority}/contoso.com/v2.0/.well-known/openid-configuration`,
      );
    });
  }

  for (const text of ["00000000-0000-0000-0000-000000000000", "contoso.onmicrosoft.com"])
    test(`“${text}” names a directory`, () => assert.equal(directoryProblem(text), undefined));

  for (const text of ["contoso", "https://contoso.com", "contoso.com/x", "0000", "a.b", "a b.com"])
    test(`“${text}” names no directory`, () => assert.match(directoryProblem(text) ?? "", /named by its id/));
});
