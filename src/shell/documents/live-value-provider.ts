import {
  CompletionItem,
  CompletionItemKind,
  type CompletionItemProvider,
  Hover,
  type HoverProvider,
  MarkdownString,
  type Position,
  Range,
  type TextDocument,
} from "vscode";
import type { Span } from "../../core/span.ts";
import { toRange } from "../editor/range.ts";
import { shownInLine } from "../plain-text.ts";
import { kindOfDocument } from "./document-kind.ts";
import {
  type LiveDocument,
  type LiveSource,
  type LiveValue,
  liveValues,
  namedValuesIn,
} from "./live-values.ts";
import { addressOf, isResourceUri } from "./resource-uri.ts";

/** Where something stands in a document that live values are known for. */
interface Place {
  readonly live: LiveDocument;
  readonly path: readonly (string | number)[];
  readonly span: Span;
}

/** What the connected clouds have, beside what the schema of a document says: as completion, and who or what an id is as a hover. */
export class LiveValueProvider implements CompletionItemProvider, HoverProvider {
  constructor(private readonly source: LiveSource) {}

  async provideCompletionItems(document: TextDocument, position: Position): Promise<CompletionItem[]> {
    const place = await placeAt(document, position);
    if (!place) return [];
    const there = toRange(document, place.span);
    const before = document.getText(new Range(there.start, position));
    const begun = /\{\{([\w.-]*)$/.exec(before)?.[1];
    if (begun !== undefined) return this.namedValues(document, position, place.live, begun);
    const kept = place.path[0] === "defaultScope" ? wordsBefore(before) : "";
    return liveValues(place.live, place.path, this.source).map((value) => toItem(value, there, kept));
  }

  async provideHover(document: TextDocument, position: Position): Promise<Hover | undefined> {
    const place = await placeAt(document, position);
    if (!place) return undefined;
    const range = toRange(document, place.span);
    const said = document.getText(range);
    const found = liveValues(place.live, place.path, this.source).find(
      ({ value }) => JSON.stringify(value) === said,
    );
    return found && new Hover(new MarkdownString().appendText(shownInLine(found.detail)), range);
  }

  private namedValues(
    document: TextDocument,
    position: Position,
    live: LiveDocument,
    begun: string,
  ): CompletionItem[] {
    const offset = document.offsetAt(position);
    const range = new Range(document.positionAt(offset - begun.length), position);
    const isClosed = live.text.startsWith("}}", offset);
    return namedValuesIn(live, this.source).map((name) => {
      const item = new CompletionItem(shownInLine(name), CompletionItemKind.Variable);
      item.range = range;
      item.insertText = isClosed ? name : `${name}}}`;
      return item;
    });
  }
}

/** `undefined` outside documents of resources, where a name stands, and when the text has changed meanwhile. */
async function placeAt(document: TextDocument, position: Position): Promise<Place | undefined> {
  const kind = kindOfDocument(document);
  if (!kind) return undefined;
  const { version, uri } = document;
  const { valueAt } = await import("../../documents/index.ts");
  const text = document.getText();
  const place = valueAt(text, document.offsetAt(position));
  if (!place || document.version !== version) return undefined;
  const owner = isResourceUri(uri) ? addressOf(uri).owner : undefined;
  return { ...place, live: { kind, text, owner } };
}

function toItem({ value, detail }: LiveValue, range: Range, kept: string): CompletionItem {
  const item = new CompletionItem(shownInLine(value), CompletionItemKind.Value);
  const text = JSON.stringify(kept + value);
  item.range = range;
  item.insertText = text;
  // What stands there begins with a quotation mark, and the editor filters by it.
  item.filterText = text;
  item.detail = shownInLine(detail);
  return item;
}

/** The words of a list with spaces that stand before the one that is typed. */
function wordsBefore(typed: string): string {
  const words = typed.replace(/^"/, "");
  return words.slice(0, words.lastIndexOf(" ") + 1);
}
