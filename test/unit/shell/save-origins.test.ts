import assert from "node:assert/strict";
import "../../support/vscode/install.ts";
import {
  TabInputText,
  TabInputTextDiff,
  TextDocumentSaveReason,
  Uri,
  window,
  workspace,
} from "../../support/vscode/index.ts";

const { SaveOrigins } = await import("../../../src/shell/editor/save-origins.ts");

const uri = Uri.parse("apim-policy://s.g/n/apis/a/policy.xml");
const other = Uri.parse("apim-policy://s.g/n/apis/b/policy.xml");
const documentOf = (text: string, address = uri, isDirty = true) => ({
  uri: address,
  isDirty,
  getText: () => text,
});
const announce = (text: string, reason = TextDocumentSaveReason.Manual, address = uri) =>
  workspace.willSave.fire({ document: documentOf(text, address), reason });
const announceClean = (text: string) =>
  workspace.willSave.fire({ document: documentOf(text, uri, false), reason: TextDocumentSaveReason.Manual });
const change = (text: string, isDirty = true) =>
  workspace.changed.fire({ document: documentOf(text, uri, isDirty) });

suite("how a write to a policy came about", () => {
  let origins: InstanceType<typeof SaveOrigins>;
  let registered: readonly { dispose(): unknown }[];
  let now: number;
  const take = (text: string) => origins.take(uri as never, text);

  setup(() => {
    now = 1;
    origins = new SaveOrigins("apim-policy", () => now);
    registered = origins.register();
    window.activeTextEditor = { document: { uri } };
    window.tabGroups.activeTabGroup.activeTab = undefined;
  });
  teardown(() => {
    for (const one of registered) one.dispose();
    window.activeTextEditor = undefined;
    window.tabGroups.activeTabGroup.activeTab = undefined;
  });

  test("a save by hand of the document in front is the person’s, once", () => {
    announce("a");
    assert.equal(take("a"), "person");
    assert.equal(take("a"), "unannounced");
  });

  for (const reason of [TextDocumentSaveReason.AfterDelay, TextDocumentSaveReason.FocusOut, 99]) {
    test(`one of reason ${reason} is automatic`, () => {
      announce("a", reason);
      assert.equal(take("a"), "automatic");
    });
  }

  test("one by hand while another document is in front is beside", () => {
    window.activeTextEditor = { document: { uri: other } };
    announce("a");
    assert.equal(take("a"), "beside");
    window.activeTextEditor = undefined;
    announce("a");
    assert.equal(take("a"), "beside");
  });

  test("in front is also what the tab shows while an output has the editor, and the right of a comparison", () => {
    window.activeTextEditor = { document: { uri: Uri.parse("output:log") } };
    for (const input of [new TabInputText(uri), new TabInputTextDiff(other, uri)]) {
      window.tabGroups.activeTabGroup.activeTab = { input };
      announce("a");
      assert.equal(take("a"), "person");
    }
    window.tabGroups.activeTabGroup.activeTab = { input: new TabInputTextDiff(uri, other) };
    announce("a");
    assert.equal(take("a"), "beside");
  });

  test("a write that nobody announced, or of a text the document never had, is nobody’s", () => {
    assert.equal(take("a"), "unannounced");
    announce("a", TextDocumentSaveReason.Manual, other);
    assert.equal(take("a"), "unannounced");
    announce("a");
    assert.equal(take("b"), "unannounced");
    assert.equal(take("a"), "person");
  });

  test("what is formatted or typed between the announcement and the write is still the person’s", () => {
    announce("a");
    change("a formatted");
    change("a formatted, and more");
    assert.equal(take("a formatted"), "person");
  });

  test("an auto-save after an announcement that led to no write is automatic", () => {
    announce("a");
    announce("a", TextDocumentSaveReason.AfterDelay);
    assert.equal(take("a"), "automatic");
  });

  test("an announcement ends with its document, and when much was typed since", () => {
    announce("a");
    workspace.closed.fire(documentOf("a"));
    assert.equal(take("a"), "unannounced");
    announce("a");
    for (let letter = 0; letter < 60; letter += 1) change(`a${letter}`);
    assert.equal(take("a"), "unannounced");
    assert.equal(take("a59"), "unannounced");
  });

  test("an announcement whose save was stopped before the write does not count for a later write of the same text", () => {
    const endings: Readonly<Record<string, () => void>> = {
      "the document was saved past it": () => workspace.saved.fire(documentOf("a", uri, false)),
      "what was unsaved was dropped": () => change("a", false),
      "the command that saved has returned": () => origins.endByHand(uri as never),
      "time has passed": () => {
        now += 60_000;
      },
    };
    for (const [ending, end] of Object.entries(endings)) {
      announce("a");
      end();
      assert.equal(take("a"), "unannounced", ending);
      assert.equal(take("a"), "unannounced", ending);
    }
  });

  test("a slow formatter has half a minute", () => {
    announce("a");
    now += 29_000;
    change("a formatted");
    assert.equal(take("a formatted"), "person");
  });

  test("the command that saved ends no auto-save that goes on", () => {
    announce("a", TextDocumentSaveReason.AfterDelay);
    origins.endByHand(uri as never);
    assert.equal(take("a"), "automatic");
  });

  test("of a text without anything unsaved, what is formatted is the person’s, what is read anew is not", () => {
    announceClean("a");
    change("a formatted", false);
    assert.equal(take("a formatted"), "unannounced");
    change("a formatted");
    assert.equal(take("a formatted"), "person");
    announceClean("a");
    change("written by another", false);
    assert.equal(take("written by another"), "unannounced");
    assert.equal(take("a"), "person");
  });

  test("a person’s writes are counted by document", () => {
    announce("a");
    take("a");
    announce("b", TextDocumentSaveReason.AfterDelay);
    take("b");
    assert.deepEqual([origins.byPerson(uri as never), origins.byPerson(other as never)], [1, 0]);
  });

  test("saves of other files are none of ours", () => {
    const file = Uri.parse("file:///a/policy.xml");
    announce("a", TextDocumentSaveReason.Manual, file);
    assert.equal(origins.take(file as never, "a"), "unannounced");
  });
});
