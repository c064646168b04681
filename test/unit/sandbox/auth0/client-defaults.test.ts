import assert from "node:assert/strict";
import { suite, test } from "mocha";
import { createClient, isConfidential } from "../../../../src/sandbox/auth0/client-defaults.ts";

suite("a new application", () => {
  const cases: readonly [type: string | undefined, grants: string, confidential: boolean][] = [
    [undefined, "authorization_code implicit refresh_token client_credentials", true],
    ["regular_web", "authorization_code implicit refresh_token client_credentials", true],
    ["non_interactive", "client_credentials", true],
    ["spa", "authorization_code implicit refresh_token", false],
    ["native", "authorization_code implicit refresh_token", false],
  ];
  for (const [type, grants, confidential] of cases) {
    test(`of type ${type ?? "none"} may use ${grants}`, () => {
      const client = createClient({ name: "A", ...(type === undefined ? {} : { app_type: type }) });
      assert.equal(client.grant_types.join(" "), grants);
      assert.equal(isConfidential(client), confidential);
      assert.match(client.client_id, /^[A-Za-z0-9]{32}$/);
      assert.equal(client.client_secret.length, 64);
    });
  }

  test("keeps what it was given", () => {
    const client = createClient({ name: "A", grant_types: ["password"], token_endpoint_auth_method: "none" });
    assert.deepEqual(client.grant_types, ["password"]);
    assert.equal(isConfidential(client), false);
  });
});
