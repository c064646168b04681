import * as assert from "node:assert/strict";
import * as vscode from "vscode";
import { commandIds } from "../../src/shell/ids.ts";
import { onServer, policyWrites, putElsewhere, recordSandboxes } from "./sandbox-exchanges.ts";
import { activated, closeEditors, eventually, openCalculatorPolicy, retype, stored } from "./support.ts";

const withComment = (comment: string) =>
  `<policies>\r\n\t<inbound>\r\n\t\t<base />\r\n\t\t<!-- ${comment} -->\r\n\t</inbound>\r\n\t<backend>\r\n\t\t<base />\r\n\t</backend>\r\n\t<outbound>\r\n\t\t<base />\r\n\t</outbound>\r\n\t<on-error>\r\n\t\t<base />\r\n\t</on-error>\r\n</policies>`;

const run = (command: string) => vscode.commands.executeCommand(command);
const save = "workbench.action.files.save";

/** Sets when VS Code saves by itself; `undefined` as it was. */
async function autoSave(when: string | undefined): Promise<void> {
  const files = vscode.workspace.getConfiguration("files");
  await files.update(
    "autoSaveDelay",
    when === undefined ? undefined : 100,
    vscode.ConfigurationTarget.Global,
  );
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

/** What stands above the first line, without icons. */
async function lenses({ uri }: vscode.TextDocument): Promise<string[]> {
  const found = await vscode.commands.executeCommand<vscode.CodeLens[]>(
    "vscode.executeCodeLensProvider",
    uri,
  );
  return found.map(({ command }) => command?.title ?? "");
}

const marks = ["Save to API Management", "Compare with Server", "Discard Draft"];

suite("a policy document writes only when a person saves it", function () {
  this.timeout(60_000);
  let document: vscode.TextDocument;
  let before: string;
  let writes: number;

  suiteSetup(async () => {
    recordSandboxes();
    await activated();
  });
  setup(async () => {
    document = await openCalculatorPolicy();
    before = await onServer(document.uri);
    writes = policyWrites().length;
  });
  teardown(async () => {
    await autoSave(undefined);
    await closeEditors();
    // What a test has left as a draft must not be what the next one opens with: saved as the server's text it is none.
    await vscode.workspace.fs.writeFile(document.uri, new TextEncoder().encode(await onServer(document.uri)));
    await vscode.commands.executeCommand(commandIds.savePolicy, document.uri);
    await closeEditors();
  });
  suiteTeardown(async () => {
    await run(commandIds.stopSandbox);
  });

  /** Nothing was sent, the service holds what it held, and the document says so. */
  async function isDraftOf(text: string): Promise<void> {
    assert.equal(policyWrites().length - writes, 0);
    assert.equal(await onServer(document.uri), before);
    assert.equal(await stored(document.uri), text);
    const [words, ...buttons] = await lenses(document);
    assert.match(words ?? "", /Draft, not applied to API Management/);
    assert.deepEqual(buttons, marks);
  }

  test("auto-save of 100 ms over a typed policy writes nothing", async () => {
    await autoSave("afterDelay");
    await vscode.window.showTextDocument(document);
    await run("cursorBottom");
    for (const letter of "<!-- half a pol") {
      const keeping = saved(document);
      await vscode.commands.executeCommand("type", { text: letter });
      await keeping;
    }
    assert.match(document.getText(), /<!-- half a pol/);
    assert.equal(document.isDirty, false);
    await isDraftOf(document.getText());
  });

  test("nor does auto-save when the focus changes", async () => {
    await autoSave("onFocusChange");
    await retype(document, withComment("focus"));
    const keeping = saved(document);
    await vscode.window.showTextDocument(await vscode.workspace.openTextDocument({ content: "elsewhere" }));
    await keeping;
    await isDraftOf(withComment("focus"));
  });

  for (const when of ["afterDelay", "onFocusChange"]) {
    test(`nor does closing the tab with auto-save ${when}; the draft is there again`, async () => {
      await autoSave(when);
      await retype(document, withComment("closed"));
      const keeping = saved(document);
      await run("workbench.action.closeActiveEditor");
      await keeping;
      await autoSave(undefined);
      document = await openCalculatorPolicy();
      assert.equal(document.getText(), withComment("closed"));
      await isDraftOf(withComment("closed"));
    });
  }

  test("a save by hand writes the draft once, with the ETag it was begun from", async () => {
    await autoSave("afterDelay");
    const keeping = saved(document);
    await retype(document, withComment("by hand"));
    await keeping;
    await autoSave(undefined);
    await vscode.window.showTextDocument(document);
    await run(save);
    const sent = policyWrites().slice(writes);
    assert.equal(sent.length, 1);
    assert.ok(sent[0]?.requestHeaders["if-match"]);
    assert.notEqual(sent[0]?.requestHeaders["if-match"], "*");
    assert.equal(await onServer(document.uri), withComment("by hand"));
    assert.deepEqual(await lenses(document), []);
  });

  test("“Save to API Management” does so from anywhere", async () => {
    await vscode.workspace.fs.writeFile(document.uri, new TextEncoder().encode(withComment("elsewhere")));
    await isDraftOf(withComment("elsewhere"));
    await closeEditors();
    await vscode.commands.executeCommand(commandIds.savePolicy, document.uri);
    assert.equal(await onServer(document.uri), withComment("elsewhere"));
    assert.equal(policyWrites().length - writes, 1);
  });

  /** Formats slowly, until VS Code gives up on it, the first save of this reason; `meanwhile` happens then. */
  function slowFormatter(reason: vscode.TextDocumentSaveReason, meanwhile: () => unknown): vscode.Disposable {
    let isFirst = true;
    return vscode.workspace.onWillSaveTextDocument((event) => {
      if (event.document.uri.toString() !== document.uri.toString() || event.reason !== reason || !isFirst)
        return;
      isFirst = false;
      event.waitUntil(new Promise<vscode.TextEdit[]>(() => {}));
      meanwhile();
    });
  }

  test("Ctrl+S while an auto-save is being formatted is written once that has ended", async () => {
    let saving: Thenable<unknown> | undefined;
    const started = new Promise<void>((resolve) => {
      const formatter = slowFormatter(vscode.TextDocumentSaveReason.AfterDelay, () => {
        saving = vscode.commands.executeCommand(commandIds.savePolicy, document.uri);
        formatter.dispose();
        resolve();
      });
    });
    await autoSave("afterDelay");
    await retype(document, withComment("by hand, meanwhile"));
    await started;
    await saving;
    assert.equal(await onServer(document.uri), withComment("by hand, meanwhile"));
    assert.deepEqual(await lenses(document), []);
  });

  test("Ctrl+S that is being formatted while somebody types on and auto-save is on is written", async () => {
    await retype(document, withComment("typed on"));
    const formatter = slowFormatter(vscode.TextDocumentSaveReason.Manual, () => {
      void autoSave("afterDelay");
      void vscode.commands.executeCommand("type", { text: " " });
    });
    await vscode.commands.executeCommand(commandIds.savePolicy, document.uri);
    formatter.dispose();
    assert.notEqual(await onServer(document.uri), before);
    assert.match(await onServer(document.uri), /typed on/);
  });

  test("what other extensions write to the file is a draft, which the open editor shows", async () => {
    const shown = eventually(vscode.workspace.onDidChangeTextDocument, () =>
      document.getText() === withComment("written") ? true : undefined,
    );
    await vscode.workspace.fs.writeFile(document.uri, new TextEncoder().encode(withComment("written")));
    await shown;
    await isDraftOf(withComment("written"));
  });

  test("“Save All” sends the document in front and keeps the others as drafts", async () => {
    await retype(document, withComment("all"));
    await vscode.window.showTextDocument(await vscode.workspace.openTextDocument({ content: "elsewhere" }));
    const keeping = saved(document);
    await run("workbench.action.files.saveFiles");
    await keeping;
    await isDraftOf(withComment("all"));
    await vscode.window.showTextDocument(document);
    await retype(document, withComment("all, in front"));
    await run("workbench.action.files.saveFiles");
    assert.equal(await onServer(document.uri), withComment("all, in front"));
  });

  test("so does a save of all by an extension, as before tasks and debugging", async () => {
    await retype(document, withComment("beside"));
    await vscode.window.showTextDocument(await vscode.workspace.openTextDocument({ content: "elsewhere" }));
    assert.ok(await vscode.workspace.saveAll(false));
    await isDraftOf(withComment("beside"));
  });

  test("“Save without Formatting” is announced to nobody, so it keeps a draft", async () => {
    await retype(document, withComment("unformatted"));
    const keeping = saved(document);
    await run("workbench.action.files.saveWithoutFormatting");
    await keeping;
    await isDraftOf(withComment("unformatted"));
  });

  test("saving another document leaves this one as it is, unsaved", async () => {
    const [folder] = vscode.workspace.workspaceFolders ?? [];
    assert.ok(folder);
    const file = vscode.Uri.joinPath(folder.uri, "another.txt");
    await vscode.workspace.fs.writeFile(file, new Uint8Array());
    await retype(document, withComment("unsaved"));
    const another = await vscode.workspace.openTextDocument(file);
    await vscode.window.showTextDocument(another);
    await retype(another, "another");
    await run(save);
    assert.equal(another.isDirty, false);
    assert.ok(document.isDirty);
    assert.equal(policyWrites().length, writes);
  });

  test("reverting goes back to the draft, discarding it to what the service holds", async () => {
    await autoSave("afterDelay");
    const keeping = saved(document);
    await retype(document, withComment("draft"));
    await keeping;
    await autoSave(undefined);
    await vscode.window.showTextDocument(document);
    await retype(document, withComment("more"));
    await run("workbench.action.files.revert");
    assert.equal(document.getText(), withComment("draft"));
    await isDraftOf(withComment("draft"));
  });

  test("typing the server's text again ends the draft", async () => {
    await autoSave("afterDelay");
    const start = document.getText();
    const keeping = saved(document);
    await retype(document, withComment("and back"));
    await keeping;
    assert.equal((await lenses(document)).length, 4);
    const again = saved(document);
    await retype(document, start);
    await again;
    assert.deepEqual(await lenses(document), []);
    assert.equal(policyWrites().length, writes);
  });

  test("a draft whose policy was changed elsewhere overwrites nothing", async () => {
    await autoSave("afterDelay");
    const keeping = saved(document);
    await retype(document, withComment("mine"));
    await keeping;
    await autoSave(undefined);
    await putElsewhere(document.uri, withComment("theirs"));
    await vscode.window.showTextDocument(document);
    await run(save).then(undefined, () => undefined);
    assert.equal(await onServer(document.uri), withComment("theirs"));
    assert.equal(document.getText(), withComment("mine"));
    assert.deepEqual((await lenses(document)).slice(1), marks);
  });

  test("the server's text can be compared with", async () => {
    await retype(document, withComment("compared"));
    await vscode.commands.executeCommand(commandIds.comparePolicy, document.uri);
    const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
    assert.ok(input instanceof vscode.TabInputTextDiff);
    assert.equal(input.modified.toString(), document.uri.toString());
    const left = await vscode.workspace.openTextDocument(input.original);
    assert.equal(left.getText().replaceAll("\r", ""), before.replaceAll("\r", ""));
  });
});
