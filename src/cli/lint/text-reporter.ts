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
  return `${file}:${line}:${column}: ${severity}: ${message} [${rule}]\n`;
}

function closing({ files, errors, warnings, others, unreadable }: LintSummary): string {
  const counts = [
    count(errors, "error"),
    count(warnings, "warning"),
    ...(others > 0 ? [count(others, "hint")] : []),
    ...(unreadable > 0 ? [`${unreadable} unreadable`] : []),
  ];
  return `${count(files, "file")}: ${counts.join(", ")}\n`;
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}
