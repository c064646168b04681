import { Diagnostic, DiagnosticSeverity, l10n, Range, type TextDocument } from "vscode";
import type { Failure } from "../../core/failure.ts";
import { placeMessages } from "./placed-messages.ts";

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
