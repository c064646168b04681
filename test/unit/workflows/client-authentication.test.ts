import assert from "node:assert/strict";
import type { Application } from "../../../src/domain/auth0.ts";
import { applicationProblem } from "../../../src/workflows/secure-api.ts";

/** An application as the dashboard makes one for a web site, but for `more`. */
const application = (more: Partial<Application>): Application => ({
  clientId: "abc",
  name: "Portal",
  type: "regular_web",
  grantTypes: ["authorization_code"],
  tokenEndpointAuthMethod: "client_secret_post",
  ...more,
});

const keys = { private_key_jwt: { credentials: [{ id: "cred_1" }] } };

suite("whether a developer portal can sign in with an application", () => {
  const cases: readonly (readonly [string, Partial<Application>, RegExp | undefined])[] = [
    ["with a client secret in the body", {}, undefined],
    ["with a client secret in a header", { tokenEndpointAuthMethod: "client_secret_basic" }, undefined],
    ["where the tenant does not say how", { tokenEndpointAuthMethod: undefined }, undefined],
    ["in a browser", { type: "spa" }, /keeps no client secret/],
    ["of machines", { type: "non_interactive", grantTypes: ["client_credentials"] }, /signs no users in/],
    ["without a secret", { tokenEndpointAuthMethod: "none" }, /authenticates by “none”/],
    [
      "with keys, of which the method says nothing",
      { tokenEndpointAuthMethod: undefined, clientAuthenticationMethods: keys },
      /authenticates with keys or certificates/,
    ],
  ];
  for (const [name, more, problem] of cases) {
    test(name, () => {
      const found = applicationProblem(application(more));
      if (problem) assert.match(found ?? "", problem);
      else assert.equal(found, undefined);
    });
  }
});
