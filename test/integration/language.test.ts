import * as assert from "node:assert/strict";
import * as vscode from "vscode";
import {
  accept,
  completions,
  inbound,
  labelOf,
  type Opened,
  offer,
  open,
  problems,
  workspaceFile,
} from "./language-support.ts";
import { activated, closeEditors, repeatUntil } from "./support.ts";

suite("the policy language: completion and hover", () => {
  suiteSetup(activated);
  teardown(closeEditors);

  test("finishes a half-typed policy in a document that is not closed, with tab stops", async () => {
    const opened = await open("<policies><inbound><vali‸");
    const item = offer(await completions(opened), "validate-jwt");
    assert.ok(item.insertText instanceof vscode.SnippetString);
    assert.match(item.insertText.value, /\$\{1:/);
    assert.ok(item.documentation instanceof vscode.MarkdownString);
    await accept(opened.editor, item);
    const text = opened.document.getText();
    assert.match(text, /^<policies><inbound><validate-jwt header-name="Authorization"/);
    assert.match(text, /<\/validate-jwt>$/);
  });

  test("offers the policies of the section, not those of another", async () => {
    const labels = (await completions(await open(inbound("<‸")))).map(labelOf);
    assert.ok(labels.includes("check-header"));
    assert.ok(!labels.includes("forward-request"));
    assert.ok(!labels.includes("inbound"));
  });

  test("offers attributes that are not there yet, and values of the one at the cursor", async () => {
    const attributes = (await completions(await open(inbound('<set-header name="a" ‸></set-header>')))).map(
      labelOf,
    );
    assert.ok(attributes.includes("exists-action"));
    assert.ok(!attributes.includes("name"));
    const value = await open(inbound('<set-header name="a" exists-action="‸" />'));
    const labels = (await completions(value)).map(labelOf);
    for (const action of ["override", "skip", "append", "delete"]) assert.ok(labels.includes(action), action);
  });

  test("knows C# inside an expression", async () => {
    const labels = (
      await completions(await open(inbound('<set-variable name="a" value="@(context.Req‸)" />')))
    ).map(labelOf);
    assert.ok(labels.includes("Request"));
    assert.ok(!labels.includes("validate-jwt"));
  });

  test("closes the tag that is open", async () => {
    const opened = await open("<policies>\n\t<inbound>\n\t</‸");
    await accept(opened.editor, offer(await completions(opened), "inbound"));
    assert.equal(opened.document.getText(), "<policies>\n\t<inbound>\n\t</inbound>");
  });

  for (const typed of ["validate-jwt-perm", "<validate-jwt-perm"]) {
    test(`typing ${typed} and accepting the snippet writes a policy without findings`, async () => {
      const { document } = await open(inbound(`${typed}‸`));
      await vscode.commands.executeCommand("editor.action.triggerSuggest");
      const changed = new Promise<void>((resolve) => {
        const listener = vscode.workspace.onDidChangeTextDocument((event) => {
          if (event.document !== document) return;
          listener.dispose();
          resolve();
        });
      });
      await repeatUntil(changed, "acceptSelectedSuggestion");
      assert.match(document.getText(), /\t\t<base \/>\n\t\t<validate-jwt header-name="Authorization"/);
      assert.match(document.getText(), /<claim name="permissions" match="all">/);
      await problems(document);
    });
  }

  test("hover explains a policy, an attribute and an expression", async () => {
    const explained = async (marked: string) => {
      const { document, position } = await open(inbound(marked));
      const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
        "vscode.executeHoverProvider",
        document.uri,
        position,
      );
      return hovers
        .flatMap(({ contents }) => contents)
        .map((content) => (typeof content === "string" ? content : content.value))
        .join("\n");
    };
    assert.match(await explained("<validate-‸jwt />"), /learn\.microsoft\.com\/.*validate-jwt-policy/);
    assert.match(await explained('<validate-jwt require-sch‸eme="Bearer" />'), /must stand before the token/);
    assert.match(await explained("<set-body>@(context.Req‸uest.Method)</set-body>"), /Request/);
    assert.equal(await explained("<!-- validate-‸jwt -->"), "");
  });
});

const expression = '@(context.Request.Headers.GetValueOrDefault("a", "") == "b" && 1 < 2)';
const samplePolicy = inbound(
  `<!-- who\n\t\tcalls -->\n\t\t<choose>\n\t\t\t<when condition="${expression}">\n\t\t\t\t<include-fragment fragment-id="check-token" />\n\t\t\t</when>\n\t\t</choose>\n\t\t<set-backend-service base-url="https://api.example.com/v1" />`,
);

suite("the policy language: structure", () => {
  let sample: Opened;
  suiteSetup(activated);
  setup(async () => {
    sample = await open(samplePolicy);
  });
  teardown(closeEditors);

  const ask = <T>(command: string, ...args: unknown[]) =>
    vscode.commands.executeCommand<T>(command, sample.document.uri, ...args);
  const at = (text: string) => sample.document.positionAt(samplePolicy.indexOf(text) + 1);

  test("the outline shows sections and policies", async () => {
    const [root] = await ask<vscode.DocumentSymbol[]>("vscode.executeDocumentSymbolProvider");
    assert.equal(root?.name, "policies");
    assert.deepEqual(
      root?.children.map(({ name }) => name),
      ["inbound", "backend", "outbound", "on-error"],
    );
    assert.deepEqual(
      root?.children[0]?.children.map(({ name }) => name),
      ["base", "choose", "set-backend-service"],
    );
  });

  test("elements and comments of several lines can be folded", async () => {
    const ranges = await ask<vscode.FoldingRange[]>("vscode.executeFoldingRangeProvider");
    const folded = (text: string) => ranges.find(({ start }) => start === at(text).line);
    assert.ok(folded("<choose>"));
    assert.equal(folded("<!-- who")?.kind, vscode.FoldingRangeKind.Comment);
    assert.equal(folded("<set-backend"), undefined);
  });

  test("selections grow from word to element", async () => {
    const [range] = await ask<vscode.SelectionRange[]>("vscode.executeSelectionRangeProvider", [
      at("check-token"),
    ]);
    const grown: string[] = [];
    for (let next = range; next; next = next.parent) grown.push(sample.document.getText(next.range));
    const steps = ["check-token", '<include-fragment fragment-id="check-token" />'];
    const places = steps.map((step) => grown.indexOf(step));
    assert.ok(
      places.every((place) => place >= 0),
      `${steps} are not among ${JSON.stringify(grown)}`,
    );
    assert.deepEqual(
      places,
      [...places].sort((a, b) => a - b),
    );
    assert.ok(grown.every((text, index) => index === 0 || text.includes(grown[index - 1] ?? "")));
  });

  test("a tag is shown with its other half", async () => {
    const highlights = await ask<vscode.DocumentHighlight[]>(
      "vscode.executeDocumentHighlights",
      at("choose>"),
    );
    assert.deepEqual(
      highlights.map(({ range }) => [range.start.line, sample.document.getText(range)]),
      [
        [at("<choose>").line, "choose"],
        [at("</choose>").line, "choose"],
      ],
    );
  });

  test("an address is a link", async () => {
    const links = await ask<vscode.DocumentLink[]>("vscode.executeLinkProvider");
    assert.ok(links.some(({ target }) => target?.toString() === "https://api.example.com/v1"));
  });

  test("a fragment's definition is its file in the workspace", async () => {
    const file = await workspaceFile("fragments/check-token.fragment.xml", "<fragment>\n</fragment>\n");
    const found = await ask<(vscode.Location | vscode.LocationLink)[]>(
      "vscode.executeDefinitionProvider",
      at("check-token"),
    );
    assert.deepEqual(
      found.map((place) => ("targetUri" in place ? place.targetUri : place.uri).toString()),
      [file.toString()],
    );
  });

  test("C# in an expression has the colours of C#", async () => {
    const kinds = await coloursOf(sample.document);
    assert.equal(kinds.get("Headers"), "property");
    assert.equal(kinds.get("GetValueOrDefault"), "method");
    assert.equal(kinds.get('"b"'), "string");
    assert.equal(kinds.get("2"), "number");
    assert.ok(!kinds.has("choose"));
  });

  test("C# with every kind of token keeps its colours", async () => {
    const code =
      '@{\n// why\nvar list = new Newtonsoft.Json.Linq.JArray();\nint n = 1 + list.Count();\nreturn $@"a\nb{n}";\n}';
    const { document } = await open(inbound(`<set-body>${code}</set-body>`));
    const kinds = await coloursOf(document);
    for (const [word, kind] of Object.entries({
      "// why": "comment",
      var: "keyword",
      Newtonsoft: "namespace",
      n: "variable",
      "+": "operator",
      Count: "method",
      "1": "number",
    }))
      assert.equal(kinds.get(word), kind, word);
  });
});

/** The kind of token that each coloured word has. */
async function coloursOf(document: vscode.TextDocument): Promise<Map<string, string | undefined>> {
  const ask = <T>(command: string) => vscode.commands.executeCommand<T>(command, document.uri);
  const legend = await ask<vscode.SemanticTokensLegend>("vscode.provideDocumentSemanticTokensLegend");
  const { data } = await ask<vscode.SemanticTokens>("vscode.provideDocumentSemanticTokens");
  const kinds = new Map<string, string | undefined>();
  for (let index = 0, line = 0, character = 0; index < data.length; index += 5) {
    const [lines = 0, characters = 0, length = 0, type = 0] = data.slice(index, index + 4);
    character = lines > 0 ? characters : character + characters;
    line += lines;
    const range = new vscode.Range(line, character, line, character + length);
    kinds.set(document.getText(range), legend.tokenTypes[type]);
  }
  return kinds;
}

suite("the policy language: formatting", () => {
  const ragged = samplePolicy.replace(/\n\t+</g, "\n<");
  suiteSetup(activated);
  teardown(closeEditors);

  test("the document is indented, expressions and comments untouched", async () => {
    const { editor, document } = await open(ragged);
    editor.options = { insertSpaces: false, tabSize: 4 };
    await vscode.commands.executeCommand("editor.action.formatDocument");
    assert.equal(document.getText(), samplePolicy);
    await vscode.commands.executeCommand("editor.action.formatDocument");
    assert.equal(document.getText(), samplePolicy);
  });

  test("a selection is indented, the rest untouched", async () => {
    const { editor, document } = await open(samplePolicy.replaceAll("\t\t<base />", "<base />"));
    editor.options = { insertSpaces: false, tabSize: 4 };
    const { line } = document.positionAt(document.getText().indexOf("<outbound>"));
    editor.selection = new vscode.Selection(line, 0, line + 3, 0);
    await vscode.commands.executeCommand("editor.action.formatSelection");
    assert.match(document.getText(), /\t<outbound>\n\t\t<base \/>\n\t<\/outbound>/);
    assert.match(document.getText(), /\t<backend>\n<base \/>\n\t<\/backend>/);
  });
});
