import * as assert from "node:assert/strict";
import * as vscode from "vscode";
import snippets from "../../snippets/apim-policy.json" with { type: "json" };
import { closeEditors } from "./support.ts";

const prefixes = Object.values(snippets).map(({ prefix }) => prefix);

/** Snippets offered at the end of `text` in a document of `language`. */
async function offered(language: string, text: string): Promise<vscode.CompletionItem[]> {
  const document = await vscode.workspace.openTextDocument({ language, content: text });
  const end = document.positionAt(text.length);
  const list = await vscode.commands.executeCommand<vscode.CompletionList>(
    "vscode.executeCompletionItemProvider",
    document.uri,
    end,
  );
  return list.items.filter(({ kind }) => kind === vscode.CompletionItemKind.Snippet);
}

const labelOf = ({ label }: vscode.CompletionItem) => (typeof label === "string" ? label : label.label);

function snippetText({ insertText }: vscode.CompletionItem): string {
  assert.ok(insertText instanceof vscode.SnippetString);
  return insertText.value;
}

function replacedBy({ range }: vscode.CompletionItem): vscode.Range {
  assert.ok(range);
  return range instanceof vscode.Range ? range : range.replacing;
}

suite("snippets", () => {
  teardown(closeEditors);

  for (const language of ["apim-policy", "xml"]) {
    test(`all of ours are offered in ${language} documents`, async () => {
      const labels = (await offered(language, "<policies>\n\t<inbound>\n\t\tval")).map(labelOf);
      for (const prefix of prefixes) assert.ok(labels.includes(prefix), `${prefix} is not among ${labels}`);
    });
  }

  for (const language of ["apim-policy", "xml"]) {
    for (const typed of ["validate-jwt", "<validate-jwt"]) {
      test(`in ${language} documents one is written once where “${typed}” stands`, async () => {
        const text = `<policies>\n\t<inbound>\n\t\t${typed}`;
        const snippet = (await offered(language, text)).find((item) => labelOf(item) === "<validate-jwt");
        assert.ok(snippet);
        assert.equal(snippetText(snippet).startsWith("<validate-jwt "), true);
        const range = replacedBy(snippet);
        assert.equal(range.start.line, 2);
        assert.equal(range.start.character, 2, "replaces all that was typed, with its <");
        assert.equal(range.end.character, 2 + typed.length);
      });
    }
  }

  test("none is offered elsewhere", async () => {
    const labels = (await offered("plaintext", "val")).map(labelOf);
    assert.deepEqual(
      labels.filter((label) => prefixes.includes(label)),
      [],
    );
  });

  test("an accepted snippet is a whole validate-jwt", async () => {
    const document = await vscode.workspace.openTextDocument({ language: "apim-policy", content: "" });
    const editor = await vscode.window.showTextDocument(document);
    const [snippet] = Object.values(snippets);
    assert.ok(snippet);
    await editor.insertSnippet(new vscode.SnippetString(snippet.body.join("\n")));
    const text = document.getText();
    assert.match(text, /^<validate-jwt [^>]*header-name="Authorization"/);
    assert.match(
      text,
      /<openid-config url="https:\/\/tenant\.eu\.auth0\.com\/\.well-known\/openid-configuration" \/>/,
    );
    assert.match(text, /<issuer>https:\/\/tenant\.eu\.auth0\.com\/<\/issuer>/);
    assert.match(text, /<\/validate-jwt>$/);
    assert.doesNotMatch(text, /\$\{?\d/);
  });
});
