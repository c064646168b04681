import {
  DocumentLink,
  type DocumentLinkProvider,
  type DocumentSemanticTokensProvider,
  type SemanticTokens,
  SemanticTokensBuilder,
  SemanticTokensLegend,
  type TextDocument,
  Uri,
} from "vscode";
import { toRange } from "../editor/range.ts";
import type { PolicyParser } from "./policy-engine.ts";

/** Addresses in a policy become links. */
export class PolicyLinkProvider implements DocumentLinkProvider {
  constructor(private readonly parser: PolicyParser) {}

  async provideDocumentLinks(document: TextDocument): Promise<DocumentLink[]> {
    const { engine, policy } = await this.parser.parse(document);
    return engine
      .documentLinks(policy)
      .map(({ span, target }) => new DocumentLink(toRange(document, span), Uri.parse(target)));
  }
}

/** C# inside expressions, coloured as what it is. */
export class PolicySemanticTokensProvider implements DocumentSemanticTokensProvider {
  constructor(private readonly parser: PolicyParser) {}

  async provideDocumentSemanticTokens(document: TextDocument): Promise<SemanticTokens> {
    const { engine, policy } = await this.parser.parse(document);
    const builder = new SemanticTokensBuilder(semanticTokensLegend);
    for (const { span, type } of engine.semanticTokens(policy)) builder.push(toRange(document, span), type);
    return builder.build();
  }
}

/** The kinds of tokens; standard ones, so that every theme has colours for them. */
export const semanticTokensLegend = new SemanticTokensLegend([
  "keyword",
  "string",
  "number",
  "comment",
  "operator",
  "type",
  "method",
  "property",
  "parameter",
  "variable",
]);
