import assert from "node:assert/strict";
import { suite, test } from "mocha";
import {
  asksOffline,
  markScope,
  markTokenAlone,
  unmarkScope,
} from "../../../../src/sandbox/auth0/authentication/scope-markers.ts";

suite("scopes with markers", () => {
  const cases: readonly [asked: string | undefined, shown: string][] = [
    [undefined, "openid profile email"],
    ["", ""],
    ["openid add", "openid add"],
    ["add add", "add"],
    ["openid offline_access", "openid offline_access"],
  ];
  for (const [asked, shown] of cases) {
    test(`${JSON.stringify(asked)} is shown as "${shown}"`, () => {
      assert.equal(unmarkScope(markScope(asked)), shown);
    });
  }

  test("only offline_access asks for a refresh token", () => {
    assert.equal(asksOffline(markScope("openid offline_access")), true);
    assert.equal(asksOffline(markScope("openid")), false);
    assert.equal(asksOffline(undefined), false);
  });

  test("a token asked for alone shows openid only when it was asked for", () => {
    assert.equal(unmarkScope(markTokenAlone(markScope("add"))), "add");
    assert.equal(unmarkScope(markTokenAlone(markScope("openid add"))), "openid add");
  });
});
