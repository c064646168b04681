import {
  DocumentHighlight,
  type DocumentHighlightProvider,
  DocumentSymbol,
  type DocumentSymbolProvider,
  FoldingRange,
  FoldingRangeKind,
  type FoldingRangeProvider,
  type LinkedEditingRangeProvider,
  LinkedEditingRanges,
  type Position,
  SelectionRange,
  type SelectionRangeProvider,
  SymbolKind,
  type TextDocument,
} from "vscode";
import type { OutlineItem } from "../../policy/index.ts";
import { toRange } from "../editor/range.ts";
import { shownInLine } from "../plain-text.ts";
import type { PolicyParser } from "./policy-engine.ts";

const symbols: Readonly<Record<OutlineItem["kind"], SymbolKind>> = {
  root: SymbolKind.File,
  section: SymbolKind.Namespace,
  policy: SymbolKind.Function,
  element: SymbolKind.Field,
};

/** The outline. */
export class PolicySymbolProvider implements DocumentSymbolProvider {
  constructor(private readonly parser: PolicyParser) {}

  async provideDocumentSymbols(document: TextDocument): Promise<DocumentSymbol[]> {
    const { engine, policy } = await this.parser.parse(document);
    const convert = (item: OutlineItem): DocumentSymbol => {
      const range = toRange(document, item.span);
      const selection = toRange(document, item.selectionSpan);
      const symbol = new DocumentSymbol(
        shownInLine(item.name),
        shownInLine(item.detail),
        symbols[item.kind],
        range,
        selection,
      );
      symbol.children = item.children.map(convert);
      return symbol;
    };
    return engine.outline(policy).map(convert);
  }
}

/** Folding of elements, expressions, comments and regions. */
export class PolicyFoldingProvider implements FoldingRangeProvider {
  constructor(private readonly parser: PolicyParser) {}

  async provideFoldingRanges(document: TextDocument): Promise<FoldingRange[]> {
    const { engine, policy } = await this.parser.parse(document);
    return engine.foldingRanges(policy).map(({ startLine, endLine, kind }) => {
      if (kind === "comment") return new FoldingRange(startLine, endLine, FoldingRangeKind.Comment);
      if (kind === "region") return new FoldingRange(startLine, endLine, FoldingRangeKind.Region);
      return new FoldingRange(startLine, endLine);
    });
  }
}

/** Growing selections: word, value, attribute, tag, content, element. */
export class PolicySelectionProvider implements SelectionRangeProvider {
  constructor(private readonly parser: PolicyParser) {}

  async provideSelectionRanges(
    document: TextDocument,
    positions: readonly Position[],
  ): Promise<SelectionRange[]> {
    const { engine, policy } = await this.parser.parse(document);
    return positions.flatMap((position) => {
      const spans = engine.selectionRanges(policy, document.offsetAt(position));
      const outer = spans.reduceRight<SelectionRange | undefined>(
        (parent, span) => new SelectionRange(toRange(document, span), parent),
        undefined,
      );
      return outer ? [outer] : [];
    });
  }
}

/** Start and end tag: renamed together, and shown together. */
export class PolicyTagProvider implements LinkedEditingRangeProvider, DocumentHighlightProvider {
  constructor(private readonly parser: PolicyParser) {}

  async provideLinkedEditingRanges(
    document: TextDocument,
    position: Position,
  ): Promise<LinkedEditingRanges | undefined> {
    const { engine, policy } = await this.parser.parse(document);
    const spans = engine.linkedEditing(policy, document.offsetAt(position));
    return (
      spans &&
      new LinkedEditingRanges(
        spans.map((span) => toRange(document, span)),
        /[\w.:-]+/,
      )
    );
  }

  async provideDocumentHighlights(
    document: TextDocument,
    position: Position,
  ): Promise<DocumentHighlight[] | undefined> {
    const { engine, policy } = await this.parser.parse(document);
    const offset = document.offsetAt(position);
    const other = engine.matchingTag(policy, offset);
    const own = other && engine.matchingTag(policy, other.start);
    return own && [own, other].map((span) => new DocumentHighlight(toRange(document, span)));
  }
}
