import assert from "node:assert/strict";
import { authorizationServer } from "../../../../src/resources/kinds/authorization-server.ts";
import { commandIds } from "../../../../src/shell/ids.ts";
import { commands, type EditorDocument, TextDocumentSaveReason, Uri } from "../../../support/vscode/index.ts";
import { owner, ref, shellWithServer, uri } from "./opened.ts";

const { resourceUri } = await import("../../../../src/shell/documents/resource-uri.ts");
const { DocumentMarks } = await import("../../../../src/shell/documents/document-marks.ts");
const { ResourceDrafts } = await import("../../../../src/shell/documents/resource-drafts.ts");

async function marked() {
  const shell = await shellWithServer();
  const marks = new DocumentMarks({
    drafts: new ResourceDrafts(shell.workspaceState),
    documents: shell.resources,
  });
  const lensesOf = async (document: EditorDocument) =>
    (await marks.provideCodeLenses(document as never)).map(({ command }) => command);
  const words = async (document: EditorDocument) =>
    (await lensesOf(document))[0]?.title.replace("$(warning)\u00a0", "");
  return { ...shell, marks, lensesOf, words, document: await shell.open() };
}

suite("the marks of a document's draft", () => {
  test("are none where nothing was changed", async () => {
    const { marks, lensesOf, document } = await marked();
    assert.deepEqual(await lensesOf(document), []);
    assert.equal(marks.provideFileDecoration(uri), undefined);
    assert.equal(marks.provideFileDecoration(Uri.parse("file:///a.json") as never), undefined);
  });

  test("count what is not applied, in the first line with what can be done", async () => {
    const { lensesOf, words, document } = await marked();
    document.retype("(Calculator)", "(Mine)");
    await document.save(TextDocumentSaveReason.AfterDelay);
    assert.equal(await words(document), "1 change not applied");
    document.retype('"clientId": "client"', '"clientId": "other"');
    assert.equal(await words(document), "2 changes not applied");
    const [, ...buttons] = await lensesOf(document);
    assert.deepEqual(
      buttons.map((button) => [button?.title, button?.command, button?.arguments]),
      [
        ["Review", commandIds.reviewChanges, [uri]],
        ["Discard", commandIds.discardChanges, [uri]],
      ],
    );
  });

  test("stand on the tab and in the tree, whatever the document was called when it was opened", async () => {
    const { marks, open, resources } = await marked();
    const named = resourceUri(authorizationServer, ref, "Auth0 (Calculator)");
    const [, ...listeners] = marks.register();
    const decorated: string[] = [];
    marks.onDidChangeFileDecorations((one) => decorated.push(one.toString()));
    const document = await open(named);
    document.retype("(Calculator)", "(Mine)");
    await document.save(TextDocumentSaveReason.AfterDelay);
    assert.ok(marks.provideFileDecoration(uri));
    assert.ok(marks.provideFileDecoration(named));
    assert.deepEqual(
      resources.drafted().map((one) => one.toString()),
      [uri.toString()],
      "open under its address of before, too",
    );
    for (const one of listeners) one.dispose();
  });

  test("count secrets that are to be asked for, and what is fixed", async () => {
    const { words, document } = await marked();
    document.retype('{ "secret": "keep" }', '{ "secret": "ask" }');
    assert.equal(await words(document), "1 change not applied");
    document.retype('"auth0-calculator"', '"another"');
    assert.equal(await words(document), "1 change not applied");
  });

  test("say of comments that nothing is changed, and of broken texts no number", async () => {
    const { words, document } = await marked();
    document.type(`// why\n${document.getText()}`);
    assert.equal(await words(document), "Nothing in it is changed");
    document.type("{ broken");
    assert.equal(await words(document), "Changes not applied");
  });

  test("say of a new one that it is not created yet", async () => {
    const { resources, open, words } = await marked();
    const document = await open(await resources.begin(authorizationServer, owner, "{}"));
    assert.equal(await words(document), "New authorization server, not created yet");
  });

  test("stand on tab and tree item, and in the key that menus ask", async () => {
    const { marks, resources } = await marked();
    await resources.writeFile(uri, new TextEncoder().encode("{}"));
    const { badge, tooltip } = marks.provideFileDecoration(uri) ?? assert.fail();
    assert.deepEqual([badge, tooltip], ["D", "Draft, not applied to the cloud"]);
    assert.deepEqual(commands.context("auth0Apim.resourceDrafts"), [uri.toString()]);
    await resources.discard(uri);
    assert.deepEqual(commands.context("auth0Apim.resourceDrafts"), []);
  });
});
