import assert from "node:assert/strict";
import { suite, test } from "mocha";
import {
  type AccessTokenFacts,
  accessTokenParts,
} from "../../../../src/sandbox/auth0/authentication/access-token-claims.ts";
import { emptyAuth0State } from "../../../../src/sandbox/auth0/new-tenant.ts";
import type { ResourceServer } from "../../../../src/sandbox/auth0/state.ts";

const state = emptyAuth0State();
state.users.push({
  user_id: "auth0|ada",
  connection: "people",
  permissions: [
    { resource_server_identifier: "https://api.example", permission_name: "add" },
    { resource_server_identifier: "https://other.example", permission_name: "subtract" },
  ],
  properties: {},
});
const origins = {
  auth0: "https://tenant.example",
  entra: "",
  resourceManager: "",
  gateway: "",
  portal: "",
  backend: "",
};
const context = { origins, ca: "", now: () => 1_000_000, changed: () => {} };

const api = (more: Partial<ResourceServer> = {}): ResourceServer => ({
  id: "1",
  identifier: "https://api.example",
  signing_alg: "RS256",
  token_lifetime: 60,
  token_lifetime_for_web: 60,
  allow_offline_access: false,
  skip_consent_for_verifiable_first_party_clients: false,
  subject_type_authorization: { client: { policy: "require_client_grant" }, user: { policy: "allow_all" } },
  ...more,
});

const facts = (more: Partial<AccessTokenFacts> = {}): AccessTokenFacts => ({
  clientId: "app",
  userId: "auth0|ada",
  scope: "add",
  grantTypes: ["authorization_code"],
  id: "token-1",
  ...more,
});

const claims = (server: ResourceServer, token: AccessTokenFacts) =>
  accessTokenParts(server, token, state, context).claims;

suite("claims of an access token", () => {
  test("of a user: subject, one audience, lifetime, azp and no gty", () => {
    assert.deepEqual(accessTokenParts(api(), facts(), state, context), {
      header: { typ: "JWT" },
      claims: {
        iss: "https://tenant.example/",
        sub: "auth0|ada",
        aud: "https://api.example",
        iat: 1000,
        exp: 1060,
        scope: "add",
        azp: "app",
      },
    });
  });

  test("with openid the audience is a list with the user info endpoint", () => {
    assert.deepEqual(claims(api(), facts({ scope: "openid add" }))["aud"], [
      "https://api.example",
      "https://tenant.example/userinfo",
    ]);
  });

  const origin: readonly [grantTypes: string[], gty: unknown][] = [
    [["client_credentials"], "client-credentials"],
    [["password"], "password"],
    [["authorization_code", "refresh_token"], "refresh_token"],
    [
      ["password", "refresh_token"],
      ["refresh_token", "password"],
    ],
    [["device_code"], "urn:ietf:params:oauth:grant-type:device_code"],
    [["implicit"], undefined],
  ];
  for (const [grantTypes, gty] of origin) {
    test(`gty after ${grantTypes.join(" and ")} is ${JSON.stringify(gty)}`, () => {
      assert.deepEqual(claims(api(), facts({ grantTypes }))["gty"], gty);
    });
  }

  test("the RFC 9068 dialect has client_id and jti instead of azp and gty", () => {
    const server = api({ token_dialect: "rfc9068_profile" });
    const token = facts({ grantTypes: ["password"] });
    const { client_id, jti, azp, gty } = claims(server, token);
    assert.deepEqual([client_id, jti, azp, gty], ["app", "token-1", undefined, undefined]);
    assert.equal(accessTokenParts(server, token, state, context).header["typ"], "at+jwt");
  });

  test("permissions are there only in an _authz dialect: the user's on this API, the application's granted scopes", () => {
    assert.equal("permissions" in claims(api(), facts()), false);
    const server = api({ token_dialect: "access_token_authz" });
    assert.deepEqual(claims(server, facts({ scope: "openid" }))["permissions"], ["add"]);
    assert.deepEqual(claims(server, facts({ userId: undefined, scope: "add divide" }))["permissions"], [
      "add",
      "divide",
    ]);
  });

  test("an application acts as itself", () => {
    assert.equal(claims(api(), facts({ userId: undefined }))["sub"], "app@clients");
  });
});
