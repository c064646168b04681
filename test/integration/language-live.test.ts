import * as assert from "node:assert/strict";
import * as vscode from "vscode";
import { commandIds } from "../../src/shell/ids.ts";
import { cursor } from "../support/marked-text.ts";
import { completions, inbound, labelOf, problems } from "./language-support.ts";
import { activated, closeEditors, openCalculatorPolicy, retype } from "./support.ts";

suite("the policy language, with a sandbox connected", function () {
  this.timeout(60_000);
  let document: vscode.TextDocument;
  suiteSetup(activated);
  setup(async () => {
    document = await openCalculatorPolicy();
  });
  teardown(closeEditors);
  suiteTeardown(async () => {
    await vscode.commands.executeCommand(commandIds.stopSandbox);
  });

  /** Offers at the mark, asked for until one is `wanted`: what the clouds hold is offered as soon as it is known. */
  async function offeredInTime(body: string, wanted: RegExp): Promise<string> {
    const marked = inbound(body);
    await retype(document, marked.replace(cursor, ""));
    // counted in lines: the document of an instance has line ends of its own
    const before = marked.slice(0, marked.indexOf(cursor)).split("\n");
    const position = new vscode.Position(before.length - 1, before.at(-1)?.length ?? 0);
    const editor = await vscode.window.showTextDocument(document);
    for (;;) {
      const found = (await completions({ document, editor, position }))
        .map(labelOf)
        .find((label) => wanted.test(label));
      if (found !== undefined) return found;
    }
  }

  test("completion knows discovery document and issuer of the tenant", async () => {
    const discovery = await offeredInTime(
      '<validate-jwt header-name="Authorization"><openid-config url="‸" /></validate-jwt>',
      /\/\.well-known\/openid-configuration$/,
    );
    const { origin } = new URL(discovery);
    assert.match(origin, /^https:\/\/127\.0\.0\.1:\d+$/);
    const issuer = await offeredInTime(
      '<validate-jwt header-name="Authorization"><issuers><issuer>‸</issuer></issuers></validate-jwt>',
      /^https:/,
    );
    assert.equal(issuer, `${origin}/`);
  });

  test("an audience that no API of the tenant has is a problem, as soon as the tenant is known", async () => {
    const discovery = await offeredInTime(
      '<validate-jwt header-name="Authorization"><openid-config url="‸" /></validate-jwt>',
      /\/\.well-known\/openid-configuration$/,
    );
    const { origin } = new URL(discovery);
    await retype(
      document,
      inbound(
        `<validate-jwt header-name="Authorization" failed-validation-httpcode="401" require-scheme="Bearer" clock-skew="60"><openid-config url="${discovery}" /><audiences><audience>nobody</audience></audiences><issuers><issuer>${origin}/</issuer></issuers></validate-jwt>`,
      ),
    );
    const [problem] = await problems(document, "auth0-known-audience");
    assert.ok(problem);
    assert.equal(document.getText(problem.range), "nobody");
  });
});
