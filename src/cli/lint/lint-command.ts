import { parseArgs } from "node:util";
import { applyEdits } from "../../core/edit.ts";
import { redact } from "../../core/redaction.ts";
import { type Finding, fixAll, lint, type PolicyDocument, parsePolicy, ruleIds } from "../../policy/index.ts";
import { type LintConfig, readConfig } from "../config.ts";
import { eachPolicy } from "../files/each-policy.ts";
import type { PolicyFile } from "../files/policy-file.ts";
import { PolicyWriter } from "../files/policy-writer.ts";
import { standardInput } from "../files/standard-input.ts";
import { complain, print, status } from "../output.ts";
import { asksForHelp, wrongUsage } from "../wrong-usage.ts";
import { type FormatName, formatNames, type ReportedFinding, type Reporter } from "./report.ts";
import { createReporter } from "./reporters.ts";

const usage = `usage: auth0-apim lint [--format ${formatNames.join("|")}] [--fix] [--allow-empty] [--config FILE] PATH…
  PATH is a file, a folder, or - for standard input.
  --fix applies the fixes that are certain to do no harm to the files, never to standard input, and prints what is left.
  --allow-empty takes it for right that there is no policy to look at.
  Ends with 0 when there is no finding of severity error, 1 when there is one, 2 when something could not be read or
  written, when there is no policy, or when the command line or the configuration is wrong.`;

interface LintArguments {
  readonly format: FormatName;
  readonly fix: boolean;
  readonly allowEmpty: boolean;
  readonly config: string | undefined;
  readonly paths: readonly string[];
}

/** `auth0-apim lint`. */
export async function runLint(args: string[]): Promise<number> {
  try {
    if (asksForHelp(args)) {
      await print(`${usage}\n`);
      return status.clean;
    }
    const options = readArguments(args);
    return await lintAll(options, await readConfig(options.config, ruleIds));
  } catch (error) {
    complain(error);
    return status.trouble;
  }
}

function readArguments(args: string[]): LintArguments {
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        format: { type: "string", default: "text" },
        fix: { type: "boolean", default: false },
        "allow-empty": { type: "boolean", default: false },
        config: { type: "string" },
      },
    });
    const format = formatNames.find((name) => name === values.format);
    if (!format) throw new Error(`--format is one of ${formatNames.join(", ")}.`);
    if (positionals.length === 0) throw new Error("There is no path to look at.");
    const { fix, config, "allow-empty": allowEmpty } = values;
    return { format, fix, allowEmpty, config, paths: positionals };
  } catch (error) {
    throw wrongUsage(error, usage);
  }
}

async function lintAll(options: LintArguments, config: LintConfig): Promise<number> {
  const reporter = createReporter(options.format);
  const counts = { errors: 0, warnings: 0, notes: 0, fixed: 0, leftOut: 0 };
  const writer = options.fix ? new PolicyWriter() : undefined;
  await print(reporter.begin());
  const { files, failed } = await eachPolicy(
    options.paths,
    async (file) => {
      const parsed = parsePolicy(file.text);
      const { document, failure, leftOut } = await fixed(file, parsed, writer, config);
      if (document !== parsed) counts.fixed += 1;
      const findings = lint(document, { severities: config.rules });
      for (const { severity, fix } of findings) {
        counts[countedAs[severity]] += 1;
        if (leftOut && fix) counts.leftOut += 1;
      }
      await reportAll(reporter, file.path, document, findings, leftOut);
      if (failure !== undefined) throw failure;
    },
    complain,
    options,
  );
  await print(reporter.end({ files, failed, ...counts }));
  if (failed > 0) return status.trouble;
  return counts.errors > 0 ? status.found : status.clean;
}

const countedAs = { error: "errors", warning: "warnings", info: "notes", hint: "notes" } as const;

/** How many findings are turned into text at a time: a broken file may have a million. */
const atOnce = 1000;

async function reportAll(
  reporter: Reporter,
  file: string,
  document: PolicyDocument,
  findings: readonly Finding[],
  leftOut: boolean,
): Promise<void> {
  for (let start = 0; start < findings.length; start += atOnce) {
    const some = findings.slice(start, start + atOnce);
    await print(reporter.file(some.map((finding) => reported(file, document, finding, leftOut))));
  }
}

interface Fixed {
  readonly document: PolicyDocument;
  /** Why the file could not be written; its findings are worth reporting all the same. */
  readonly failure?: unknown;
  /** All other fixes were applied: those that its findings still have were left out. */
  readonly leftOut: boolean;
}

/** The document after its safe fixes when those are wanted; the file is written only when something changed. */
async function fixed(
  file: PolicyFile,
  document: PolicyDocument,
  writer: PolicyWriter | undefined,
  config: LintConfig,
): Promise<Fixed> {
  if (!writer || file.path === standardInput) return { document, leftOut: false };
  const { edits } = fixAll(document, { severities: config.rules });
  if (edits.length === 0) return { document, leftOut: true };
  const text = applyEdits(document.text, edits);
  try {
    await writer.write(file, text);
  } catch (failure) {
    return { document, failure, leftOut: false };
  }
  return { document: parsePolicy(text), leftOut: true };
}

function reported(
  file: string,
  document: PolicyDocument,
  finding: Finding,
  leftOut: boolean,
): ReportedFinding {
  const start = document.lines.positionAt(finding.span.start);
  const end = document.lines.positionAt(finding.span.end);
  return {
    file,
    line: start.line + 1,
    column: start.column + 1,
    endLine: end.line + 1,
    endColumn: end.column + 1,
    rule: finding.rule,
    severity: finding.severity,
    message: redact(finding.message),
    ...(leftOut && finding.fix && { fixLeftOut: true }),
  };
}
