import * as assert from "node:assert/strict";
import * as vscode from "vscode";
import snippets from "../../snippets/apim-policy.json" with { type: "json" };
import { closeEditors } from "./support.ts";

const prefixes = Object.values(snippets).flatMap(({ prefix }) => prefix[0] ?? []);

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

suite("snippets", () => {
  teardown(closeEditors);

  for (const language of ["apim-policy", "xml"]) {
    test(`all of ours are offered in ${language} documents`, async () => {
      const labels = (await offered(language, "<policies>\n\t<inbound>\n\t\tval")).map(labelOf);
      for (const prefix of prefixes) assert.ok(labels.includes(prefix), `${prefix} is not among ${labels}`);
    });
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
