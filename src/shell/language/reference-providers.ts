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
import type { SemanticTokenType } from "../../policy/index.ts";
import { toRange } from "../editor/range.ts";
import type { PolicyParser } from "./policy-engine.ts";

/** Addresses in a policy become links. */
export class PolicyLinkProvider implements DocumentLinkProvider {
  constructor(private readonly parser: PolicyParser) {}

  async provideDocumentLinks(document: TextDocument): Promise<DocumentLink[]> {
    const { engine, policy } = await this.parser.parse(document);
    return engine.documentLinks(policy).flatMap(({ span, target }) => {
      const uri = addressOf(target);
      return uri ? [new DocumentLink(toRange(document, span), uri)] : [];
    });
  }
}

/** `undefined` for what the editor takes for no address, such as one with an empty host. */
function addressOf(target: string): Uri | undefined {
  try {
    return Uri.parse(target, true);
  } catch {
    return undefined;
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

/** One entry for each kind of token that the policy language knows; the editor refuses a document with any other. */
const tokenTypes: Readonly<Record<SemanticTokenType, true>> = {
  keyword: true,
  string: true,
  number: true,
  comment: true,
  operator: true,
  type: true,
  method: true,
  property: true,
  variable: true,
  namespace: true,
};

/** The kinds of tokens; standard ones, so that every theme has colours for them. */
export const semanticTokensLegend = new SemanticTokensLegend(Object.keys(tokenTypes));
