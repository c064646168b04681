import { Diagnostic, DiagnosticSeverity, l10n, Range, type TextDocument } from "vscode";
import type { Failure } from "../../core/failure.ts";
import { shown } from "../plain-text.ts";
import { placeMessages } from "./placed-messages.ts";

/** Squiggles under the words that the service complained about. */
export function serviceDiagnostics(failure: Failure, document: TextDocument | undefined): Diagnostic[] {
  return placeMessages(failure).map(({ message, line, column }) => {
    const diagnostic = new Diagnostic(
      rangeAt(document, line, column),
      shown(message),
      DiagnosticSeverity.Error,
    );
    diagnostic.source = l10n.t("API Management");
    return diagnostic;
  });
}

/** The word at the place; else what follows on its line; else the whole line, so that something is always underlined. */
function rangeAt(document: TextDocument | undefined, line: number, column: number): Range {
  const place = new Range(line, column, line, column + 1);
  if (!document) return place;
  const { start } = document.validateRange(place);
  const whole = document.lineAt(start.line).range;
  const word = document.getWordRangeAtPosition(start, /<?[\w-]+/);
  return word ?? (start.isBefore(whole.end) ? new Range(start, whole.end) : whole);
}
