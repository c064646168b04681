import { Diagnostic, DiagnosticSeverity, l10n, Range, type TextDocument } from "vscode";
import type { Failure } from "../../core/failure.ts";

/** A message of the service with the place it names, counted from 0. */
export interface PlacedMessage {
  readonly message: string;
  readonly line: number;
  readonly column: number;
}

/** The two ways in which the service names a place: "on line 19, column 7" and "Line 32, position 30". */
const PLACE = /\bline\s+(\d+),\s*(?:column|position)\s+(\d+)/i;

/** What the service said about a policy it refused, message by message; without a place at the beginning. */
export function placeMessages(failure: Failure): PlacedMessage[] {
  const messages = failure.details.map(({ message }) => message);
  return (messages.length > 0 ? messages : [failure.message]).map((message) => {
    const [, line, column] = PLACE.exec(message) ?? [];
    return { message, line: Number(line ?? 1) - 1, column: Number(column ?? 1) - 1 };
  });
}

/** Squiggles under the words that the service complained about. */
export function serviceDiagnostics(failure: Failure, document: TextDocument | undefined): Diagnostic[] {
  return placeMessages(failure).map(({ message, line, column }) => {
    const diagnostic = new Diagnostic(rangeAt(document, line, column), message, DiagnosticSeverity.Error);
    diagnostic.source = l10n.t("API Management");
    return diagnostic;
  });
}

function rangeAt(document: TextDocument | undefined, line: number, column: number): Range {
  const start = new Range(line, column, line, column + 1);
  const valid = document?.validateRange(start);
  if (!document || !valid) return start;
  return document.getWordRangeAtPosition(valid.start, /<?[\w-]+/) ?? document.lineAt(valid.start.line).range;
}
