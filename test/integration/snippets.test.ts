import * as assert from "node:assert/strict";
import * as vscode from "vscode";
import snippets from "../../snippets/apim-policy.json" with { type: "json" };
import { completions, labelOf, offer, open } from "./language-support.ts";
import { closeEditors } from "./support.ts";

const prefixes = Object.values(snippets).map(({ prefix }) => prefix);

/** Snippets offered where the mark stands, in a document of `language`. */
async function offered(language: string, marked: string): Promise<vscode.CompletionItem[]> {
  const items = await completions(await open(marked, language));
  return items.filter(({ kind }) => kind === vscode.CompletionItemKind.Snippet);
}

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
      const labels = (await offered(language, "<policies>\n\t<inbound>\n\t\t‸")).map(labelOf);
      for (const prefix of prefixes) assert.ok(labels.includes(prefix), `${prefix} is not among ${labels}`);
    });

    for (const typed of ["validate-jwt", "<validate-jwt"]) {
      test(`in ${language} documents one takes the place of “${typed}” and doubles no “<”`, async () => {
        const items = await offered(language, `<policies>\n\t<inbound>\n\t\t${typed}‸`);
        const snippet = offer(items, "<validate-jwt");
        assert.match(snippetText(snippet), /^<validate-jwt /);
        const { start, end } = replacedBy(snippet);
        assert.deepEqual([start.line, start.character], [2, 2]);
        assert.ok(end.line === 2 && end.character >= 2 + typed.length);
      });
    }
  }

  test("none is offered elsewhere", async () => {
    const labels = (await offered("plaintext", "val‸")).map(labelOf);
    assert.deepEqual(
      labels.filter((label) => prefixes.includes(label)),
      [],
    );
  });

  test("an accepted snippet is a whole validate-jwt", async () => {
    const { document, editor } = await open("");
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
