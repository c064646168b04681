import {
  CompletionItem,
  CompletionItemKind,
  type CompletionItemProvider,
  type Position,
  Range,
  type TextDocument,
} from "vscode";
import { toRange } from "../editor/range.ts";
import { shownInLine } from "../plain-text.ts";
import { kindOfDocument } from "./document-kind.ts";
import { type LiveSource, type LiveValue, liveValues } from "./live-values.ts";

/** Completion of what the connected clouds have, beside what the schema of a document offers. */
export class LiveValueProvider implements CompletionItemProvider {
  constructor(private readonly source: LiveSource) {}

  async provideCompletionItems(document: TextDocument, position: Position): Promise<CompletionItem[]> {
    const kind = kindOfDocument(document);
    if (!kind) return [];
    const { version } = document;
    const { valueAt } = await import("../../documents/index.ts");
    const text = document.getText();
    const place = valueAt(text, document.offsetAt(position));
    if (!place || document.version !== version) return [];
    const there = toRange(document, place.span);
    const isList = place.path[0] === "defaultScope";
    const kept = isList ? wordsBefore(document.getText(new Range(there.start, position))) : "";
    return liveValues(kind, place.path, text, this.source).map((value) => toItem(value, there, kept));
  }
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
