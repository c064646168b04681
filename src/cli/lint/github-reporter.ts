import * as path from "node:path";
import { showMarks } from "../../core/visible-marks.ts";
import type { ReportedFinding, Reporter } from "./report.ts";

const levels = { error: "error", warning: "warning", info: "notice", hint: "notice" } as const;

/** Workflow commands that GitHub Actions shows as annotations of the changed lines. */
export function githubReporter(): Reporter {
  return { begin: () => "", file: (findings) => findings.map(command).join(""), end: () => "" };
}

function command(finding: ReportedFinding): string {
  const { line, endLine, column, endColumn, rule } = finding;
  const file = path.normalize(finding.file);
  // the runner takes columns only within one line
  const columns = line === endLine ? { col: column, endColumn } : {};
  const properties = { file, line, endLine, ...columns, title: rule };
  const text = Object.entries(properties)
    .map(([name, value]) => `${name}=${escapeProperty(String(value))}`)
    .join(",");
  return `::${levels[finding.severity]} ${text}::${escapeData(messageOf(finding))}\n`;
}

function messageOf({ message, fixLeftOut }: ReportedFinding): string {
  return fixLeftOut ? `${message} (Its fix was left out: it is not certain to do no harm.)` : message;
}

/** The runner's own escaping of the text behind `::`; its log is a terminal. */
function escapeData(text: string): string {
  return showMarks(text).replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
