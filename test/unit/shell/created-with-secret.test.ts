import assert from "node:assert/strict";
import { suite, test } from "mocha";
import { connectedShell } from "../../support/shell.ts";
import { env, person, window } from "../../support/vscode/index.ts";

const { runCommand } = await import("../../../src/shell/commands/run-command.ts");
const { createResourceCommand } = await import("../../../src/shell/resources/create-resource.ts");
const { secretActions } = await import("../../../src/shell/review/secret-card.ts");

type Moves = typeof person.moves;

/** A tenant, and a person who makes something in it and applies what is shown. */
async function creating(moves: Moves) {
  const shell = await connectedShell();
  window.panels.length = 0;
  window.onPanel = (panel) => panel.press("apply");
  person.moves = [...moves];
  await runCommand(createResourceCommand(shell.services), undefined, shell.services.logger);
  return { ...shell, page: window.panels.at(-1), html: window.panels.at(-1)?.webview.html ?? "" };
}

suite("what is made with more than was typed", () => {
  for (const [type, more] of [
    ["Regular Web", [{ type: "https://portal.example/callback" }, { type: "https://portal.example/" }]],
    ["Machine to Machine", []],
  ] as const) {
    test(`an application of type ${type}: its secret can be copied from the page, and is nowhere on it`, async () => {
      const { auth0, page, html } = await creating([
        { pick: "Application" },
        { type: "Portal" },
        { pick: type },
        ...more,
      ]);
      const [secret = assert.fail("It has no secret.")] = auth0.clientSecrets.values();
      assert.match(html, /New client secret of Portal/);
      assert.ok(!html.includes(secret));
      page?.press(secretActions.copy);
      for (let turn = 0; turn < 50 && env.clipboard.text !== secret; turn += 1) await Promise.resolve();
      assert.equal(env.clipboard.text, secret);
    });
  }

  test("a single page application has no secret to show", async () => {
    const { html } = await creating([
      { pick: "Application" },
      { type: "Browser" },
      { pick: "Single Page" },
      { type: "https://spa.example/" },
      "enter",
      { type: "https://spa.example" },
    ]);
    assert.doesNotMatch(html, /client secret of/);
  });

  test("an API with role-based access control has permissions in its tokens", async () => {
    const { auth0 } = await creating([
      { pick: "Auth0 API" },
      { type: "https://orders.example/" },
      { type: "Orders" },
      { type: "read:orders" },
      { pick: "RS256" },
      { pick: "On" },
      { pick: [] },
    ]);
    const [api] = auth0.apis;
    assert.deepEqual([api?.enforcesPolicies, api?.tokenDialect], [true, "access_token_authz"]);
  });

  test("an API with another lifetime, refresh tokens and stricter access, each asked only when it is chosen", async () => {
    const start: Moves = [
      { pick: "Auth0 API" },
      { type: "https://orders.example/" },
      { type: "Orders" },
      "enter",
      { pick: "RS256" },
      { pick: "Off" },
    ];
    const { auth0 } = await creating([
      ...start,
      { pick: ["Offline access", "Another token lifetime", "Users by client grant only", "No machines"] },
      { type: "3600" },
    ]);
    const [api] = auth0.apis;
    assert.deepEqual(
      [api?.allowsOfflineAccess, api?.tokenLifetime, api?.accessPolicies],
      [true, 3600, { user: { policy: "require_client_grant" }, client: { policy: "deny_all" } }],
    );
    const { auth0: other } = await creating([...start, { pick: ["lifetime"] }, { type: "2592001" }]);
    assert.match(person.complaint ?? "", /between 1 and 2592000/);
    assert.deepEqual(other.apis, []);
  });

  test("an origin with a path is refused where it is typed", async () => {
    const moves: Moves = [{ pick: "Application" }, { type: "Browser" }, { pick: "Single Page" }];
    const shell = await connectedShell();
    person.moves = [...moves, { type: "https://spa.example/" }, "enter", { type: "https://spa.example/x" }];
    await runCommand(createResourceCommand(shell.services), undefined, shell.services.logger);
    assert.match(person.complaint ?? "", /without a path/);
  });
});
