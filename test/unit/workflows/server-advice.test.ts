import assert from "node:assert/strict";
import { suite, test } from "mocha";
import { known, unknown } from "../../../src/core/known.ts";
import { serverAdvice } from "../../../src/workflows/server-advice.ts";

const server = {
  id: "auth0-orders",
  clientId: "portal-client",
  grantTypes: ["authorizationCode"],
  authorizationEndpoint: "https://contoso.eu.auth0.com/authorize?audience=urn%3Aorders",
};
const portal = known(["https://contoso.developer.azure-api.net", "https://developer.contoso.com/"]);

suite("what an authorization server needs besides", () => {
  test("is a callback for each address of the portal, and for nobody without a portal", () => {
    assert.deepEqual(serverAdvice(server, portal), [
      "The application with the client id portal-client must allow the developer portal's callback, or signing in there fails: https://contoso.developer.azure-api.net/signin-oauth/code/callback/auth0-orders, https://developer.contoso.com/signin-oauth/code/callback/auth0-orders.",
    ]);
    assert.deepEqual(serverAdvice(server, known([])), []);
  });

  test("is another callback with PKCE, and with implicit, and none where nobody comes back", () => {
    const of = (...grantTypes: string[]) => serverAdvice({ ...server, grantTypes }, portal).join(" ");
    assert.match(of("authorizationCodeWithPkce"), /net\/signin-oauth\/code-pkce\/callback\/auth0-orders,/);
    assert.match(of("implicit"), /net\/signin-oauth\/implicit\/callback,/);
    assert.equal(of("clientCredentials", "resourceOwnerPassword"), "");
  });

  test("is said as far as it is known where the portal's addresses are not", () => {
    const [note = ""] = serverAdvice(server, unknown);
    assert.match(note, /https:\/\/<the developer portal>\/signin-oauth\/code\/callback\/auth0-orders\./);
    assert.match(note, /could not be read\.$/);
  });

  test("with PKCE is an id in lower case and an endpoint without a query, and only with PKCE", () => {
    const about = (id: string, query: string, grantType = "authorizationCodeWithPkce") =>
      serverAdvice(
        { ...server, id, grantTypes: [grantType], authorizationEndpoint: `https://t/authorize${query}` },
        known([]),
      );
    const [capitals = "", ...more] = about("Auth0-Orders", "");
    assert.match(capitals, /“Auth0-Orders” has capital letters/);
    assert.deepEqual(more, []);
    const [query = ""] = about("auth0-orders", "?audience=x");
    assert.match(query, /a second “\?”/);
    assert.equal(about("Auth0-Orders", "?audience=x").length, 2);
    assert.deepEqual(about("auth0-orders", ""), []);
    assert.deepEqual(about("Auth0-Orders", "?audience=x", "authorizationCode"), []);
  });
});
