import { JsonArrayWriter, type ReportedFinding, type Reporter } from "./report.ts";

const LEVELS = { error: "error", warning: "warning", info: "note", hint: "note" } as const;

/** SARIF 2.1.0, for code scanning. Results come before the tool in each run, since they are written as they are found. */
export function sarifReporter(): Reporter {
  const results = new JsonArrayWriter();
  const rules = new Set<string>();
  return {
    begin: () =>
      '{"$schema":"https://json.schemastore.org/sarif-2.1.0.json","version":"2.1.0","runs":[{"columnKind":"utf16CodeUnits","results":[',
    file: (findings) => {
      for (const { rule } of findings) rules.add(rule);
      return results.elements(findings.map(result), "  ");
    },
    end: () => {
      const driver = { name: "auth0-apim", rules: [...rules].sort().map((id) => ({ id })) };
      return `\n],"tool":${JSON.stringify({ driver })}}]}\n`;
    },
  };
}

function result(finding: ReportedFinding): object {
  const { file, line, column, endLine, endColumn, rule, severity, message } = finding;
  return {
    ruleId: rule,
    level: LEVELS[severity],
    message: { text: message },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: artifactUri(file) },
          region: { startLine: line, startColumn: column, endLine, endColumn },
        },
      },
    ],
  };
}

function artifactUri(file: string): string {
  return file.split(/[\\/]/).map(encodeURIComponent).join("/");
}
