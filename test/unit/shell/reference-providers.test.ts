import assert from "node:assert/strict";
import type { TextDocument } from "vscode";
import { semanticTokenTypes } from "../../../src/policy/index.ts";
import "../../support/vscode/install.ts";
import { Position } from "../../support/vscode/index.ts";

const { PolicyLinkProvider, PolicySemanticTokensProvider, semanticTokensLegend } = await import(
  "../../../src/shell/language/reference-providers.ts"
);
const { PolicyParser } = await import("../../../src/shell/language/policy-engine.ts");

/** As much of a document as is looked at. */
function documentOf(text: string): TextDocument {
  const positionAt = (offset: number) => {
    const before = text.slice(0, offset).split("\n");
    return new Position(before.length - 1, before.at(-1)?.length ?? 0);
  };
  return { version: 1, getText: () => text, positionAt } as unknown as TextDocument;
}

suite("links in a policy", () => {
  test("one that is none takes no other with it", async () => {
    const text = "<!-- https:////nowhere https://api.example.com/v1 -->";
    const links = await new PolicyLinkProvider(new PolicyParser()).provideDocumentLinks(documentOf(text));
    assert.deepEqual(
      links.map(({ target }) => target?.toString()),
      ["https://api.example.com/v1"],
    );
  });
});

suite("colours of C# in a policy", () => {
  test("every kind of token is announced to the editor", () => {
    assert.deepEqual([...semanticTokensLegend.tokenTypes].sort(), [...semanticTokenTypes].sort());
  });

  test("a document with names of name spaces and strings over several lines has its colours", async () => {
    const text =
      '<set-body>@{ /* a\nb */ return new System.Text.StringBuilder(@"c\nd").ToString(); }</set-body>';
    const provider = new PolicySemanticTokensProvider(new PolicyParser());
    const tokens: unknown = await provider.provideDocumentSemanticTokens(documentOf(text));
    assert.ok(Array.isArray(tokens));
    const kinds = new Set(tokens.map(({ type }: { type: string }) => type));
    for (const kind of ["comment", "keyword", "namespace", "string"]) assert.ok(kinds.has(kind), kind);
  });
});
