import assert from "node:assert/strict";
import { suite, test } from "mocha";
import { dictionary, evaluateExpression, PassedOver, thing } from "../../../../src/policy/index.ts";

const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
const tokenOf = (claims: unknown) => `${part({ alg: "RS256", typ: "JWT" })}.${part(claims)}.c2ln`;

const claims = { iss: "https://täglich.example/", aud: ["a", "b"], sub: "s", scope: "read write", exp: 1 };

function read(member: string, token = tokenOf(claims)): unknown {
  const headers: Record<string, readonly string[]> = { Authorization: [`Bearer ${token}`] };
  const context = thing({ Headers: () => dictionary((name) => headers[name], true) });
  const code = `@(context.Headers.GetValueOrDefault("Authorization", "").Split(' ').Last().AsJwt()?.${member})`;
  return evaluateExpression(code, context);
}

suite("policy expressions: a text as a token", () => {
  test("has the claims that it is asked for", () => {
    assert.equal(read("Issuer"), "https://täglich.example/");
    assert.equal(read('Issuer == "https://täglich.example/"'), true);
    assert.equal(read("Subject"), "s");
    assert.equal(read("Algorithm"), "RS256");
    assert.equal(read('Audiences.Contains("b")'), true);
    assert.equal(read('Claims.GetValueOrDefault("scope", "")'), "read write");
    assert.equal(read('Claims["aud"][0]'), "a");
    assert.equal(read("Id"), null);
  });

  test("is nothing where the text is no token", () => {
    for (const token of ["", "abc", "a.b", "a.b.c", `${part([1])}.${part({})}.x`, `${part({})}.e30!.x`]) {
      assert.equal(read("Issuer", token), null, token);
    }
  });

  test("says nothing of what is not known", () => {
    assert.throws(() => read('Claims["exp"]'), PassedOver);
    assert.throws(() => evaluateExpression('@("Bearer a.b.c".AsJwt())', thing({})), PassedOver);
  });
});
