import assert from "node:assert/strict";
import { auth0Limits, auth0Name } from "../../../src/domain/auth0-limits.ts";

suite("a name for Auth0 made of the name of an API in Azure", () => {
  test("stays as it is when it is one", () =>
    assert.equal(auth0Name("Zoë's 注文 API 🚀"), "Zoë's 注文 API 🚀"));

  test("holds nothing that Auth0 refuses, and is one line", () => {
    assert.equal(auth0Name(" Orders <v2>\r\nbeta "), "Orders v2 beta");
    assert.equal(auth0Name("<>"), "");
    assert.equal(auth0Name("x".repeat(300)).length, auth0Limits.apiName);
  });

  test("holds no mark that turns or hides what stands in it", () => {
    assert.equal(auth0Name("Pay\u202elatrop\u202c\u200b\u001b[31m"), "Paylatrop[31m");
    assert.equal(auth0Name("\u2066\u200f\u2069"), "");
  });
});
