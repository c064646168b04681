import assert from "node:assert/strict";
import { suite, test } from "mocha";
import type { Kind } from "../../../../src/resources/kind.ts";
import { auth0Api } from "../../../../src/resources/kinds/auth0-api.ts";
import { auth0Application } from "../../../../src/resources/kinds/auth0-application.ts";
import { authorizationServer } from "../../../../src/resources/kinds/authorization-server.ts";
import { givenText } from "../../../../src/shell/documents/given-text.ts";

function given(kind: Kind, body: object): unknown {
  return JSON.parse(givenText(kind, { body }));
}

suite("View as the Service Gives It", () => {
  test("says everything in the service's own order and nesting, also what is not known here", () => {
    const body = {
      id: "/subscriptions/1/x",
      type: "Microsoft.ApiManagement/service/authorizationServers",
      name: "portal",
      properties: {
        displayName: "Portal",
        grantTypes: [],
        tokenEndpoint: null,
        inventedLater: { deep: [1, true] },
      },
    };
    assert.equal(givenText(authorizationServer, { body }), `${JSON.stringify(body, null, 2)}\n`);
  });

  test("tells the ETag where there is one", () => {
    assert.equal(givenText(authorizationServer, { body: {}, version: '"AAA"' }), '// ETag: "AAA"\n{}\n');
  });

  test("masks secrets wherever they stand, and says where none is", () => {
    const body = {
      client_secret: "geheim-1",
      signing_secret: "",
      signing_keys: [{ cert: "geheim-2", subject: "geheim-3" }],
      properties: {
        clientSecret: "geheim-4",
        resourceOwnerPassword: "geheim-5",
        tokenBodyParameters: [
          { name: "client_secret", value: "geheim-6" },
          { name: "audience", value: "urn:orders" },
        ],
        credentials: {
          header: { "x-anything": ["geheim-7"] },
          query: { code: ["geheim-8"] },
          authorization: { scheme: "Basic", parameter: "geheim-9" },
        },
        proxy: { url: "http://proxy", username: "u", password: "geheim-10" },
        url: "https://user:geheim-11@backend.example/",
      },
      options: { client_secret: "geheim-12", configuration: { ANY_NAME: "geheim-13" }, disable_signup: true },
      description: "eyJhbGciOiJSUzI1NiJ9.geheim-14.x",
    };
    for (const kind of [authorizationServer, auth0Application, auth0Api]) {
      const text = givenText(kind, { body });
      assert.doesNotMatch(text, /geheim/);
      for (const stays of ["urn:orders", "http://proxy", '"signing_secret": ""', '"disable_signup": true'])
        assert.ok(text.includes(stays), stays);
    }
  });

  test("masks nothing else of what a tenant says of an application", () => {
    const body = {
      token_endpoint_auth_method: "client_secret_post",
      grant_types: ["authorization_code", "password"],
      jwt_configuration: { alg: "RS256", secret_encoded: false },
      refresh_token: { rotation_type: "rotating", leeway: 0 },
      client_authentication_methods: { private_key_jwt: { credentials: [{ id: "cred_1" }] } },
    };
    assert.deepEqual(given(auth0Application, body), body);
  });
});
