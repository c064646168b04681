import * as assert from "node:assert/strict";
import * as vscode from "vscode";
import snippets from "../../snippets/apim-policy.json" with { type: "json" };
import { completions, inbound, labelOf, offer, open } from "./language-support.ts";
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

  for (const [where, marked] of [
    ["an expression in an attribute", '<set-variable name="a" value="@(context.Req‸)" />'],
    ["an expression in an attribute, at its beginning", '<set-variable name="a" value="@(‸)" />'],
    ["a block of code", "<set-body>@{ return context.‸; }</set-body>"],
    ["the text of a value", '<set-header name="a"><value>val‸</value></set-header>'],
    ["an empty value", '<set-header name="a"><value>‸</value></set-header>'],
    ["a tag begun in a value", '<set-header name="a"><value><val‸</value></set-header>'],
    ["the value of an attribute", '<set-header name="val‸" />'],
    ["among attributes", "<set-header val‸ />"],
    ["a comment", "<!-- val‸ -->"],
    ["CDATA", "<set-body><![CDATA[val‸]]></set-body>"],
    ["the children of a policy that has others", "<validate-jwt><val‸</validate-jwt>"],
    ["an end tag", "<choose><when></‸</when></choose>"],
  ] as const) {
    for (const language of ["apim-policy", "xml"]) {
      test(`none is offered in ${where}, in ${language} documents`, async () => {
        const labels = (await offered(language, inbound(marked))).map(labelOf);
        assert.deepEqual(
          labels.filter((label) => prefixes.includes(label)),
          [],
        );
      });
    }
  }

  test("only those whose policy the section takes are offered", async () => {
    const labels = (await offered("apim-policy", "<policies>\n\t<outbound>\n\t\t‸")).map(labelOf);
    assert.ok(!labels.includes("<validate-jwt"), labels.join());
  });

  test("none is offered in XML that is no policy", async () => {
    const labels = (await offered("xml", "<project>\n\t<dependencies>\n\t\t<val‸")).map(labelOf);
    assert.deepEqual(
      labels.filter((label) => prefixes.includes(label)),
      [],
    );
  });

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
