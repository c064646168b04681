import * as assert from "node:assert/strict";
import * as vscode from "vscode";
import { commandIds, schemes } from "../../src/shell/ids.ts";
import { activated, closeEditors, eventually, openCalculatorPolicy, repeatUntil, retype } from "./support.ts";

const inbound = (content: string) =>
  `<policies>\r\n\t<inbound>\r\n\t\t<base />\r\n\t\t${content}\r\n\t</inbound>\r\n\t<backend>\r\n\t\t<base />\r\n\t</backend>\r\n\t<outbound>\r\n\t\t<base />\r\n\t</outbound>\r\n\t<on-error>\r\n\t\t<base />\r\n\t</on-error>\r\n</policies>`;

suite("what the gateway runs, as one document, on a sandbox", function () {
  this.timeout(60_000);
  let policy: vscode.TextDocument;
  let shown: vscode.TextDocument;

  suiteSetup(async () => {
    await activated();
    policy = await openCalculatorPolicy();
    const opened = eventually(vscode.window.onDidChangeActiveTextEditor, () => {
      const document = vscode.window.activeTextEditor?.document;
      return document?.uri.scheme === schemes.effective ? document : undefined;
    });
    const command = vscode.commands.executeCommand(commandIds.showEffectivePolicy, policy.uri);
    await repeatUntil(command, "workbench.action.acceptSelectedQuickOpenItem");
    shown = await opened;
  });
  suiteTeardown(async () => {
    await closeEditors();
    await vscode.commands.executeCommand(commandIds.stopSandbox);
  });

  test("what is saved in a policy is shown at once", async () => {
    const changed = eventually(vscode.workspace.onDidChangeTextDocument, () =>
      shown.getText().includes("x-shown") ? true : undefined,
    );
    await vscode.window.showTextDocument(policy);
    await retype(
      policy,
      inbound('<set-header name="x-shown" exists-action="override"><value>1</value></set-header>'),
    );
    assert.ok(await policy.save());
    assert.ok(await changed);
  });

  test("it has the policies of all levels, in the policy language, and says who gets in", () => {
    const text = shown.getText();
    assert.equal(shown.languageId, "apim-policy");
    assert.match(text, /All APIs, line \d+/);
    assert.match(text, /API Basic Calculator, line \d+/);
    assert.match(text, /<forward-request/);
    assert.match(text, /Who gets in: /);
  });

  test("each part leads to the line of the policy that it is written in", async () => {
    const links = await vscode.commands.executeCommand<vscode.DocumentLink[]>(
      "vscode.executeLinkProvider",
      shown.uri,
    );
    const own = links.find(({ target }) => target?.path === policy.uri.path);
    assert.match(own?.target?.fragment ?? "", /^L\d+$/);
    const place = shown.positionAt(shown.getText().indexOf("<forward-request") + 1);
    const [definition] = await vscode.commands.executeCommand<vscode.Location[]>(
      "vscode.executeDefinitionProvider",
      shown.uri,
      place,
    );
    assert.ok(definition);
    const origin = await vscode.workspace.openTextDocument(definition.uri);
    assert.match(origin.getText().slice(origin.offsetAt(definition.range.start)), /^.?forward-request/);
  });

  test("what only the whole shows is a problem where it stands, and leads to what it does not go together with", async () => {
    const check = (tenant: string) =>
      `<validate-jwt header-name="Authorization"><openid-config url="https://${tenant}.eu.auth0.com/.well-known/openid-configuration" /></validate-jwt>`;
    const problem = () =>
      vscode.languages
        .getDiagnostics(shown.uri)
        .find(({ code }) => typeof code === "object" && code.value === "checks-never-agree");
    const told = eventually(vscode.languages.onDidChangeDiagnostics, problem);
    await vscode.window.showTextDocument(policy);
    await retype(policy, inbound(`${check("partner")}${check("contoso")}`));
    assert.ok(await policy.save());
    const [other] = (await told).relatedInformation ?? [];
    assert.equal(other?.location.uri.toString(), policy.uri.toString());
    assert.match(policy.getText(other.location.range), /validate-jwt/);
  });

  test("nobody can write in it", async () => {
    await vscode.window.showTextDocument(shown);
    assert.notEqual(vscode.workspace.fs.isWritableFileSystem(schemes.effective), true);
  });
});
