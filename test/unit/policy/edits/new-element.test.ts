import assert from "node:assert/strict";
import { Failure } from "../../../../src/core/failure.ts";
import { fragmentOf, type NewElement, type NewValue, parsePolicy } from "../../../../src/policy/index.ts";

const check = (url: NewValue, audience: NewValue = "orders"): NewElement => ({
  name: "validate-jwt",
  attributes: { "header-name": "Authorization" },
  children: [
    { name: "openid-config", attributes: { url } },
    { name: "audiences", children: [{ name: "audience", text: audience }] },
  ],
});

const lines = (text: string) => text.split("\n");

suite("a fragment made new", () => {
  test("holds its elements, indented as the service's portal does", () => {
    assert.deepEqual(lines(fragmentOf([check("https://acme.eu.auth0.com/"), { name: "base" }])), [
      "<fragment>",
      '    <validate-jwt header-name="Authorization">',
      '        <openid-config url="https://acme.eu.auth0.com/" />',
      "        <audiences>",
      "            <audience>orders</audience>",
      "        </audiences>",
      "    </validate-jwt>",
      "    <base />",
      "</fragment>",
      "",
    ]);
  });

  test("names a named value, alone and with more behind it", () => {
    const url = { namedValue: "issuer", suffix: ".well-known/openid-configuration" };
    const text = fragmentOf([check(url, { namedValue: "audience" })]);
    assert.match(text, /url="\{\{issuer\}\}\.well-known\/openid-configuration"/);
    assert.match(text, /<audience>\{\{audience\}\}<\/audience>/);
    assert.deepEqual(parsePolicy(text).problems, []);
  });

  test("encodes texts, so that they stay texts", () => {
    const text = fragmentOf([check('https://acme.example/?a="1"&b=<2>', "a & b")]);
    assert.match(text, /url="https:\/\/acme\.example\/\?a=&quot;1&quot;&amp;b=&lt;2&gt;"/);
    assert.match(text, /<audience>a &amp; b<\/audience>/);
    assert.deepEqual(parsePolicy(text).problems, []);
  });

  for (const unsafe of ["{{secret}}", "@(context.Api.Name)", "@{ return 1; }", ""]) {
    test(`refuses ${JSON.stringify(unsafe)} as a text, which the gateway would run or replace`, () => {
      assert.throws(
        () => fragmentOf([check("https://acme.example/", unsafe)]),
        (error) => error instanceof Failure && error.code === "invalid-input",
      );
    });
  }
});
