import * as assert from "node:assert/strict";
import * as vscode from "vscode";
import { auth0Api } from "../../src/resources/kinds/auth0-api.ts";
import { resourceUri } from "../../src/shell/documents/resource-uri.ts";
import { commandIds, schemes } from "../../src/shell/ids.ts";
import { askAuth0, recordSandboxes, requestsAbout } from "./sandbox-exchanges.ts";
import { activated, closeEditors, eventually, repeatUntil, retype, stored } from "./support.ts";

interface StoredApi {
  readonly id: string;
  readonly name: string;
}

const run = (command: string, ...values: readonly unknown[]) =>
  vscode.commands.executeCommand(command, ...values);

/** Sets when VS Code saves by itself; `undefined` as it was. */
async function autoSave(when: string | undefined): Promise<void> {
  const files = vscode.workspace.getConfiguration("files");
  const delay = when === undefined ? undefined : 100;
  await files.update("autoSaveDelay", delay, vscode.ConfigurationTarget.Global);
  await files.update("autoSave", when, vscode.ConfigurationTarget.Global);
}

/** The next save that VS Code tells of `document`. */
function saved(document: vscode.TextDocument): Promise<void> {
  return new Promise((resolve) => {
    const listener = vscode.workspace.onDidSaveTextDocument(({ uri }) => {
      if (uri.toString() !== document.uri.toString()) return;
      listener.dispose();
      resolve();
    });
  });
}

/** What stands above the first line. */
async function lenses({ uri }: vscode.TextDocument): Promise<string[]> {
  const found = await vscode.commands.executeCommand<vscode.CodeLens[]>(
    "vscode.executeCodeLensProvider",
    uri,
  );
  return found.map(({ command }) => command?.title ?? "");
}

/** The tab of a page with this title, as soon as it is there. */
function page(title: RegExp): Promise<vscode.Tab> {
  return eventually(vscode.window.tabGroups.onDidChangeTabs, () =>
    vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs).find(({ label }) => title.test(label)),
  );
}

/** Opens a document as a click in a tree does. */
async function show(uri: vscode.Uri): Promise<vscode.TextDocument> {
  await run("vscode.open", uri, { preview: false });
  const { document } = vscode.window.activeTextEditor ?? {};
  assert.equal(document?.uri.toString(), uri.toString());
  return document;
}

/** The one API that a new sandbox's tenant has, its own, opened as from the palette with what is proposed first. */
async function openSystemApi(): Promise<vscode.TextDocument> {
  await run(commandIds.startSandbox);
  const opened = eventually(vscode.window.onDidChangeActiveTextEditor, () =>
    vscode.window.activeTextEditor?.document.uri.scheme === schemes.resource
      ? vscode.window.activeTextEditor.document
      : undefined,
  );
  const command = run(commandIds.openDocument);
  const accepting = repeatUntil(command, "workbench.action.acceptSelectedQuickOpenItem");
  const document = await opened;
  await Promise.all([command, accepting]);
  return document;
}

suite("a document of a resource goes to a cloud only by a plan", function () {
  this.timeout(60_000);
  let document: vscode.TextDocument;
  let api: StoredApi;
  let owner: string;
  let system: vscode.Uri;
  let start: string | undefined;
  let before: number;

  suiteSetup(async () => {
    recordSandboxes();
    await activated();
    system = (await openSystemApi()).uri;
    owner = system.path.split("/")[2] ?? "";
    await closeEditors();
    api = await askAuth0<StoredApi>("POST", "", { name: "Orders", identifier: "https://orders.example" });
  });
  setup(async () => {
    const uri = resourceUri(auth0Api, { kind: auth0Api.id, owner, id: api.id });
    document = await show(uri);
    start ??= document.getText();
    assert.equal(document.getText(), start);
    before = requestsAbout(api.id).length;
  });
  teardown(async () => {
    await autoSave(undefined);
    // What a test has left as a draft must not be what the next one opens with: the text that it was begun from is none.
    document = await show(document.uri);
    await retype(document, start ?? "");
    assert.ok(await document.save());
    await closeEditors();
  });
  suiteTeardown(async () => {
    await run(commandIds.stopSandbox);
  });

  const textOf = (name: string) => (start ?? "").replace(/"name": "[^"]*"/, `"name": "${name}"`);
  const writesSince = () =>
    requestsAbout(api.id)
      .slice(before)
      .filter(({ method }) => method !== "GET");
  const onServer = async () => (await askAuth0<StoredApi>("GET", api.id)).name;

  test("it is JSON with comments in the service's own words, bound to its schema", async () => {
    assert.equal(document.languageId, "jsonc");
    assert.match(document.getText(), /"identifier": "https:\/\/orders\.example"/);
    await retype(document, textOf("Orders").replace("86400", '"long"'));
    const problem = await eventually(vscode.languages.onDidChangeDiagnostics, () =>
      vscode.languages.getDiagnostics(document.uri).find(({ source }) => source !== "auth0-apim"),
    );
    assert.match(problem.message, /Incorrect type/);
  });

  test("auto-save of 100 ms over typed text asks nothing of any cloud, and keeps a draft", async () => {
    await autoSave("afterDelay");
    await run("cursorBottom");
    for (const letter of "// typed") {
      const keeping = saved(document);
      await run("type", { text: letter });
      await keeping;
    }
    assert.equal(document.isDirty, false);
    assert.equal(requestsAbout(api.id).length, before);
    assert.equal(await stored(document.uri), document.getText());
    assert.match((await lenses(document))[0] ?? "", /Nothing in it is changed/);
  });

  test("nor does saving all while another document is in front", async () => {
    await retype(document, textOf("All"));
    await vscode.window.showTextDocument(await vscode.workspace.openTextDocument({ content: "elsewhere" }));
    assert.ok(await vscode.workspace.saveAll(false));
    assert.match((await lenses(document))[0] ?? "", /1 change not applied/);
    assert.equal(requestsAbout(api.id).length, before);
  });

  test("nor does closing the tab; the draft is there again", async () => {
    await autoSave("onFocusChange");
    await retype(document, textOf("Closed"));
    const keeping = saved(document);
    await run("workbench.action.closeActiveEditor");
    await keeping;
    // the editor may read a file again that it has closed
    assert.deepEqual(writesSince(), []);
    await autoSave(undefined);
    document = await show(document.uri);
    assert.match(document.getText(), /Closed/);
    assert.match((await lenses(document))[0] ?? "", /1 change not applied/);
    assert.equal(await onServer(), "Orders");
  });

  test("a save by hand opens the review at once, which writes nothing", async () => {
    await retype(document, textOf("By hand"));
    await run("workbench.action.files.save");
    const tab = await page(/^Review: Change the Auth0 API/);
    assert.equal(document.isDirty, false);
    assert.deepEqual(writesSince(), []);
    await vscode.window.tabGroups.close(tab);
  });

  test("so does the review while auto-save is at work", async () => {
    await autoSave("afterDelay");
    await retype(document, textOf("Meanwhile"));
    void run(commandIds.reviewChanges);
    const tab = await page(/^Review: Change the Auth0 API/);
    await vscode.window.tabGroups.close(tab);
    assert.equal(await onServer(), "Orders");
  });

  test("a secret is not kept, and the text stays unsaved", async () => {
    await retype(document, textOf("Orders").replace('"secret": "keep"', '"secret": "Pa55-w0rd-of-nobody"'));
    assert.equal(await document.save(), false);
    assert.ok(document.isDirty);
    await run("workbench.action.files.revert");
  });

  test("a secret that its problem has taken out does not come back by Undo", async () => {
    const kept = document.getText();
    await retype(document, kept.replace('"secret": "keep"', '"secret": "Pa55-w0rd-of-nobody"'));
    const at = document.positionAt(document.getText().indexOf("Pa55-w0rd"));
    const fixes = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      "vscode.executeCodeActionProvider",
      document.uri,
      new vscode.Range(at, at),
      vscode.CodeActionKind.QuickFix.value,
    );
    const fix = fixes.find(({ command }) => command?.command === commandIds.openWithoutUndo);
    assert.ok(fix?.edit && fix.command, JSON.stringify(fixes.map(({ title, command }) => [title, command])));
    await vscode.workspace.applyEdit(fix.edit);
    await run(fix.command.command, ...(fix.command.arguments ?? []));
    const { document: anew } = vscode.window.activeTextEditor ?? assert.fail();
    assert.equal(anew.uri.toString(), document.uri.toString());
    for (const _ of [1, 2, 3]) {
      await run("undo");
      assert.doesNotMatch(anew.getText(), /Pa55-w0rd/);
    }
    document = anew;
  });

  test("what takes no change cannot be typed into", async () => {
    const locked = await show(system);
    await run("type", { text: "x" });
    assert.equal(locked.isDirty, false);
  });
});
