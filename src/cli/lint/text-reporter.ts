import { countOf, inNumber } from "../../core/count.ts";
import { showMarksInLine } from "../../core/visible-marks.ts";
import type { LintSummary, ReportedFinding, Reporter } from "./report.ts";

/** `file:line:column: severity: message [rule]`, which terminals and editors make clickable. */
export function textReporter(): Reporter {
  return {
    begin: () => "",
    file: (findings) => findings.map(line).join("") + leftOut(findings),
    end: closing,
  };
}

function line({ file, line, column, severity, message, rule }: ReportedFinding): string {
  return `${showMarksInLine(`${file}:${line}:${column}: ${severity}: ${message} [${rule}]`)}\n`;
}

/** Where the fixes are that were not applied, on one line for a file. */
function leftOut(findings: readonly ReportedFinding[]): string {
  const left = findings.filter(({ fixLeftOut }) => fixLeftOut);
  const [first] = left;
  if (!first) return "";
  const places = left.map(({ line, column }) => `${line}:${column}`).join(", ");
  const what = inNumber(left.length, "it is not certain to do no harm", "they are not certain to do no harm");
  return `${showMarksInLine(`${first.file}: ${countOf(left.length, "fix", "fixes")} left out, since ${what}: ${places}`)}\n`;
}

function closing({ files, errors, warnings, notes, fixed, leftOut, failed }: LintSummary): string {
  const counts = [
    countOf(errors, "error"),
    countOf(warnings, "warning"),
    ...(notes > 0 ? [countOf(notes, "note")] : []),
    ...(fixed > 0 ? [`${countOf(fixed, "file")} fixed`] : []),
    ...(leftOut > 0 ? [`${countOf(leftOut, "fix", "fixes")} left out`] : []),
    ...(failed > 0 ? [`${failed} failed`] : []),
  ];
  return `${countOf(files, "file")}: ${counts.join(", ")}\n`;
}
