import { showMarksInLine } from "../../core/visible-marks.ts";
import type { LintSummary, ReportedFinding, Reporter } from "./report.ts";

/** `file:line:column: severity: message [rule]`, which terminals and editors make clickable. */
export function textReporter(): Reporter {
  return {
    begin: () => "",
    file: (findings) => findings.map(line).join(""),
    end: closing,
  };
}

function line({ file, line, column, severity, message, rule }: ReportedFinding): string {
  return `${showMarksInLine(`${file}:${line}:${column}: ${severity}: ${message} [${rule}]`)}\n`;
}

function closing({ files, errors, warnings, notes, fixed, failed }: LintSummary): string {
  const counts = [
    count(errors, "error"),
    count(warnings, "warning"),
    ...(notes > 0 ? [count(notes, "note")] : []),
    ...(fixed > 0 ? [`${count(fixed, "file")} fixed`] : []),
    ...(failed > 0 ? [`${failed} failed`] : []),
  ];
  return `${count(files, "file")}: ${counts.join(", ")}\n`;
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}
