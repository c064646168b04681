import { Range, type TextDocument, TextEdit } from "vscode";
import type { TextEdit as CoreEdit } from "../../core/edit.ts";
import type { Span } from "../../core/span.ts";

/** The range of the editor that `span` covers. The one place where offsets become positions. */
export function toRange(document: TextDocument, span: Span): Range {
  return new Range(document.positionAt(span.start), document.positionAt(span.end));
}

/** Edits of the core as edits of the editor. */
export function toTextEdits(document: TextDocument, edits: readonly CoreEdit[]): TextEdit[] {
  return edits.map((edit) => TextEdit.replace(toRange(document, edit.span), edit.newText));
}
