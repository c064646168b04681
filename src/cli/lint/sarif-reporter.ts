import { rules as allRules, type Rule } from "../../policy/index.ts";
import { artifactUri } from "../files/artifact-uri.ts";
import { JsonArrayWriter, type ReportedFinding, type Reporter } from "./report.ts";

const levels = { error: "error", warning: "warning", info: "note", hint: "note" } as const;

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
    end: ({ failed }) => {
      const driver = {
        name: "auth0-apim",
        rules: allRules.filter(({ id }) => rules.has(id)).map(descriptor),
      };
      const invocations = [{ executionSuccessful: failed === 0 }];
      return `\n],"tool":${JSON.stringify({ driver })},"invocations":${JSON.stringify(invocations)}}]}\n`;
    },
  };
}

function descriptor({ id, doc, severity }: Rule): object {
  return { id, shortDescription: { text: doc }, defaultConfiguration: { level: levels[severity] } };
}

function result(finding: ReportedFinding): object {
  const { file, line, column, endLine, endColumn, rule, severity, message, fixLeftOut } = finding;
  return {
    ruleId: rule,
    level: levels[severity],
    message: { text: message },
    ...(fixLeftOut && { properties: { fixLeftOut } }),
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
