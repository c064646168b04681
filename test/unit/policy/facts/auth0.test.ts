import assert from "node:assert/strict";
import { isAuth0Domain } from "../../../../src/core/tenant-hosts.ts";
import {
  accessTokenClaims,
  auth0DiscoveryUrl,
  auth0Issuer,
  tokenDialects,
} from "../../../../src/policy/facts/auth0.ts";

suite("Auth0 facts", () => {
  for (const host of ["t.eu.auth0.com", "t.us-3.auth0.com", "old-tenant.auth0.com", "T.AU.auth0.com"]) {
    test(`${host} is a tenant`, () => assert.ok(isAuth0Domain(host)));
  }

  for (const host of [
    "auth0.com",
    "manage.auth0.com",
    "t.auth0.com.evil.example",
    "login.example.com",
    ".auth0.com",
    "a..auth0.com",
    "",
  ]) {
    test(`"${host}" is none`, () => assert.ok(!isAuth0Domain(host)));
  }

  test("the issuer ends with a slash, the discovery document has one slash", () => {
    assert.equal(auth0Issuer("t.eu.auth0.com"), "https://t.eu.auth0.com/");
    assert.equal(
      auth0DiscoveryUrl("t.eu.auth0.com"),
      "https://t.eu.auth0.com/.well-known/openid-configuration",
    );
  });

  test("claims have one name each, and scope is one text", () => {
    const names = accessTokenClaims.map((claim) => claim.name);
    assert.equal(new Set(names).size, names.length);
    assert.equal(accessTokenClaims.find((claim) => claim.name === "scope")?.form, "list");
    assert.equal(accessTokenClaims.find((claim) => claim.name === "permissions")?.form, "array");
  });

  test("only the dialects that say so carry permissions", () => {
    assert.deepEqual(
      tokenDialects.filter((facts) => facts.permissions).map((facts) => facts.dialect),
      ["access_token_authz", "rfc9068_profile_authz"],
    );
  });
});
