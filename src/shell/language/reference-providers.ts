import {
  type Definition,
  type DefinitionProvider,
  DocumentLink,
  type DocumentLinkProvider,
  type DocumentSemanticTokensProvider,
  Location,
  type Position,
  Range,
  type SemanticTokens,
  SemanticTokensBuilder,
  SemanticTokensLegend,
  type TextDocument,
  Uri,
  workspace,
} from "vscode";
import { toRange } from "../editor/range.ts";
import type { PolicyParser } from "./policy-engine.ts";

/** More files of one name than anybody wants to choose from. */
const MAX_DEFINITIONS = 20;

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

/**
 * From `include-fragment` to the fragment's file in the workspace: `<id>.xml`, `<id>.fragment.xml`, `<id>.policy.xml` or
 * `<id>/policy.xml`.
 */
export class FragmentDefinitionProvider implements DefinitionProvider {
  constructor(private readonly parser: PolicyParser) {}

  async provideDefinition(document: TextDocument, position: Position): Promise<Definition | undefined> {
    const { engine, policy } = await this.parser.parse(document);
    const reference = engine.fragmentReferenceAt(policy, document.offsetAt(position));
    if (!reference) return undefined;
    const top = new Range(0, 0, 0, 0);
    const name = reference.id.replace(/[{}[\]*?,]/g, "?");
    const pattern = `**/{${name}.xml,${name}.fragment.xml,${name}.policy.xml,${name}/policy.xml}`;
    const files = await workspace.findFiles(pattern, "**/node_modules/**", MAX_DEFINITIONS);
    return files.map((file) => new Location(file, top));
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
