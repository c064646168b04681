import assert from "node:assert/strict";
import { suite, test } from "mocha";
import { applicationOf } from "../../../src/documents/from-application.ts";
import { authorizationServer } from "../../../src/resources/kinds/authorization-server.ts";

suite("the application whose secret a document wants", () => {
  const ownerOf = (values: Readonly<Record<string, string>>) =>
    applicationOf(authorizationServer, "clientSecret", { clientId: "portal", ...values })?.owner;

  test("is one of the tenant that the secret is sent to, whoever asks people to sign in", () => {
    const authorizationEndpoint = "https://contoso.eu.auth0.com/authorize";
    const tokenEndpoint = "https://somebody.example/oauth/token";
    assert.equal(ownerOf({ authorizationEndpoint, tokenEndpoint }), "somebody.example");
    assert.equal(ownerOf({ authorizationEndpoint }), "contoso.eu.auth0.com");
  });
});
