import { showMarks } from "../../core/visible-marks.ts";

/** One finding as the program prints it. Lines and columns are 1-based; the end is behind the last character. */
export interface ReportedFinding {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  readonly rule: string;
  readonly severity: "error" | "warning" | "info" | "hint";
  readonly message: string;
  /** With `--fix`: there is a fix, which was not applied since it is not certain to do no harm. */
  readonly fixLeftOut?: true;
}

/** What was seen in one run. */
export interface LintSummary {
  readonly files: number;
  readonly errors: number;
  readonly warnings: number;
  /** Findings of severity info or hint. */
  readonly notes: number;
  /** Files that were changed. */
  readonly fixed: number;
  /** Fixes that were not applied, since they are not certain to do no harm. */
  readonly leftOut: number;
  /** Files and folders that could not be read or written. */
  readonly failed: number;
}

/**
 * Turns findings into the text of one output format. Findings come file by file and are handed on at once, so that a run
 * over thousands of files needs no more memory than one.
 */
export interface Reporter {
  begin(): string;
  file(findings: readonly ReportedFinding[]): string;
  end(summary: LintSummary): string;
}

/** The output formats by name. */
export type FormatName = "text" | "json" | "sarif" | "github";

export const formatNames: readonly FormatName[] = ["text", "json", "sarif", "github"];

/** `items` as elements of a JSON array that is written piece by piece, for programs; marks are escaped for who looks at it. */
export class JsonArrayWriter {
  private started = false;

  elements(items: readonly unknown[], indent: string): string {
    return items
      .map((item) => {
        const separator = this.started ? "," : "";
        this.started = true;
        return `${separator}\n${indent}${showMarks(JSON.stringify(item))}`;
      })
      .join("");
  }
}
