import assert from "node:assert/strict";
import { suite, test } from "mocha";
import {
  callbackMismatchPage,
  errorPage,
  loginPage,
} from "../../../../src/sandbox/auth0/authentication/pages.ts";

const hostile = `"><script>alert('x')</script>`;

suite("pages of the login server", () => {
  const pages: readonly [name: string, html: string][] = [
    ["login", loginPage({ application: hostile, state: hostile, email: hostile, error: hostile })],
    ["error", errorPage(hostile, hostile, hostile)],
    ["callback mismatch", callbackMismatchPage(hostile, hostile)],
  ];
  for (const [name, html] of pages) {
    test(`the ${name} page shows names and parameters as text`, () => {
      assert.ok(!html.includes("<script"));
      assert.ok(html.includes("&lt;script&gt;alert(&#39;x&#39;)"));
    });
  }

  test("each field of the login page has its label", () => {
    const html = loginPage({ application: "Portal", state: "s", email: "ada@example.com" });
    const labelled = [...html.matchAll(/<label for="(\w+)">/g)].map((match) => match[1]);
    assert.deepEqual(labelled, ["username", "password"]);
    for (const id of labelled) assert.ok(html.includes(`id="${id}"`));
    assert.ok(html.includes('value="ada@example.com"'));
    assert.ok(!html.includes('role="alert"'));
  });
});
