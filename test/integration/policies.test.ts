import * as assert from "node:assert/strict";
import * as vscode from "vscode";
import { commandIds } from "../../src/shell/ids.ts";
import { onServer, putElsewhere, recordSandboxes } from "./sandbox-exchanges.ts";
import { activated, closeEditors, eventually, openCalculatorPolicy, retype, stored } from "./support.ts";

const withComment = (comment: string) =>
  `<policies>\r\n\t<inbound>\r\n\t\t<base />\r\n\t\t<!-- ${comment} -->\r\n\t</inbound>\r\n\t<backend>\r\n\t\t<base />\r\n\t</backend>\r\n\t<outbound>\r\n\t\t<base />\r\n\t</outbound>\r\n\t<on-error>\r\n\t\t<base />\r\n\t</on-error>\r\n</policies>`;

suite("policies as documents, on a sandbox", function () {
  this.timeout(60_000);
  let document: vscode.TextDocument;

  suiteSetup(async () => {
    recordSandboxes();
    await activated();
  });
  setup(async () => {
    document = await openCalculatorPolicy();
  });
  teardown(closeEditors);
  suiteTeardown(async () => {
    await vscode.commands.executeCommand(commandIds.stopSandbox);
  });

  test("open from the palette as the policy language, under an address a person can read", () => {
    assert.equal(document.languageId, "apim-policy");
    assert.match(document.uri.path, /^\/contoso-apim\/apis\/[\w-]+\/[\w-]+\.policy\.xml$/);
    assert.match(document.getText(), /^<policies>/);
  });

  test("saving writes to the service", async () => {
    await retype(document, withComment("saved"));
    assert.ok(await document.save());
    assert.equal(document.isDirty, false);
    assert.match(await stored(document.uri), /<!-- saved -->/);
  });

  test("the editor shows what the service made of the text", async () => {
    await retype(document, `<?xml version="1.0"?>${withComment("declared")}`);
    const reloaded = eventually(vscode.workspace.onDidChangeTextDocument, () =>
      document.getText().startsWith("<policies>") ? true : undefined,
    );
    assert.ok(await document.save());
    await reloaded;
    assert.equal(document.getText(), await stored(document.uri));
    assert.equal(document.isDirty, false);
  });

  test("what the service refuses is underlined where it stands, and nothing is written", async () => {
    const before = await stored(document.uri);
    await retype(document, withComment("refused").replace("<base />", "<set-headr />"));
    assert.equal(await document.save(), false);
    const [problem] = vscode.languages
      .getDiagnostics(document.uri)
      .filter(({ source }) => source === "API Management");
    assert.ok(problem, "no diagnostic of the service");
    assert.equal(document.lineAt(problem.range.start.line).text.trim(), "<set-headr />");
    assert.equal(await stored(document.uri), before);
    assert.ok(document.isDirty);
  });

  test("the refusal goes once the text is reverted", async () => {
    await retype(document, withComment("refused").replace("<base />", "<set-headr />"));
    assert.equal(await document.save(), false);
    const gone = eventually(vscode.languages.onDidChangeDiagnostics, () =>
      vscode.languages.getDiagnostics(document.uri).some(({ source }) => source === "API Management")
        ? undefined
        : true,
    );
    await vscode.commands.executeCommand("workbench.action.files.revert");
    assert.ok(await gone);
  });

  test("a change made elsewhere is never overwritten by a save", async () => {
    await retype(document, withComment("mine"));
    await putElsewhere(document.uri, withComment("theirs"));
    assert.equal(await document.save(), false);
    assert.match(await onServer(document.uri), /<!-- theirs -->/);
    assert.match(document.getText(), /<!-- mine -->/);
  });

  test("a scope without a policy opens with the text it behaves like", async () => {
    const uri = document.uri.with({ path: "/contoso-apim/apis/no-such-api/policy.xml" });
    assert.match(await stored(uri), /<inbound>\s*<base \/>/);
  });

  test("a fragment that is missing is reported, one definition away, and created by its first save", async () => {
    const include = '<include-fragment fragment-id="who-calls" />';
    await retype(document, withComment("none").replace("<!-- none -->", include));
    const missing = () =>
      vscode.languages.getDiagnostics(document.uri).some(({ message }) => message.includes("who-calls"));
    await eventually(vscode.languages.onDidChangeDiagnostics, () => (missing() ? true : undefined));
    const place = document.positionAt(document.getText().indexOf("who-calls") + 1);
    const [definition] = await vscode.commands.executeCommand<vscode.Location[]>(
      "vscode.executeDefinitionProvider",
      document.uri,
      place,
    );
    assert.equal(definition?.uri.path, "/contoso-apim/fragments/who-calls/who-calls.policy.xml");
    const fragment = await vscode.workspace.openTextDocument(definition.uri);
    assert.equal(fragment.languageId, "apim-policy");
    assert.match(fragment.getText(), /^<fragment>\s+<\/fragment>$/);
    await vscode.window.showTextDocument(fragment);
    await retype(fragment, "<fragment>\r\n\t<!-- who calls -->\r\n</fragment>");
    const found = eventually(vscode.languages.onDidChangeDiagnostics, () => (missing() ? undefined : true));
    assert.ok(await fragment.save());
    assert.match(await stored(fragment.uri), /<!-- who calls -->/);
    assert.ok(await found);
    await vscode.window.showTextDocument(document);
    await vscode.commands.executeCommand("workbench.action.files.revert");
  });

  test("an address that is none says so", async () => {
    const uri = document.uri.with({ path: "/contoso-apim/nothing/policy.xml" });
    await assert.rejects(stored(uri), /not the address of a policy/);
  });

  test("policies cannot be renamed, copied over or deleted as files", async () => {
    const { stat, delete: remove } = vscode.workspace.fs;
    assert.equal((await stat(document.uri)).type, vscode.FileType.File);
    await assert.rejects(Promise.resolve(remove(document.uri)));
  });
});

suite("policies without anybody signed in", () => {
  test("a document left open from another day says what to do", async () => {
    await activated();
    const uri = vscode.Uri.parse("apim-policy://1-2-3.group/contoso-apim/apis/calc/policy.xml");
    await assert.rejects(stored(uri), /not signed in to Azure.*sandbox/s);
  });
});
