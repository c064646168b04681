import { parseArgs } from "node:util";
import { applyEdits } from "../../core/edit.ts";
import { showMarksInLine } from "../../core/visible-marks.ts";
import { format, type PolicyDocument, parsePolicy } from "../../policy/index.ts";
import { eachPolicy } from "../files/each-policy.ts";
import { encode } from "../files/encoding.ts";
import type { PolicyFile } from "../files/policy-file.ts";
import { PolicyWriter } from "../files/policy-writer.ts";
import { STANDARD_INPUT } from "../files/standard-input.ts";
import { complain, print, status } from "../output.ts";
import { asksForHelp, wrongUsage } from "../wrong-usage.ts";

const USAGE = `usage: auth0-apim format [--check] [--indent N|tab] PATH…
  PATH is a file, a folder, or - for standard input, which is written to standard output.
  --check writes nothing and ends with 1 when a file would change. Ends with 2 when something could not be read or written.`;

interface FormatArguments {
  readonly check: boolean;
  /** One step of indentation; each file's own when not given. */
  readonly indent: string | undefined;
  readonly paths: readonly string[];
}

/** `auth0-apim format`. */
export async function runFormat(args: string[]): Promise<number> {
  try {
    if (asksForHelp(args)) {
      await print(`${USAGE}\n`);
      return status.clean;
    }
    return await formatAll(readArguments(args));
  } catch (error) {
    complain(error);
    return status.trouble;
  }
}

function readArguments(args: string[]): FormatArguments {
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: { check: { type: "boolean", default: false }, indent: { type: "string" } },
    });
    if (positionals.length === 0) throw new Error("There is no path to format.");
    return { check: values.check, indent: indentation(values.indent), paths: positionals };
  } catch (error) {
    throw wrongUsage(error, USAGE);
  }
}

function indentation(value: string | undefined): string | undefined {
  if (value === undefined) return undefined;
  if (value === "tab") return "\t";
  if (!/^[1-8]$/.test(value)) throw new Error("--indent is a number from 1 to 8, or tab.");
  return " ".repeat(Number(value));
}

async function formatAll({ check, indent, paths }: FormatArguments): Promise<number> {
  let changed = 0;
  const writer = check ? undefined : new PolicyWriter();
  const { failed } = await eachPolicy(
    paths,
    async (file) => {
      const text = formatted(parsePolicy(file.text), indent);
      if (file.path === STANDARD_INPUT && !check) await print(encode(text, file.encoding));
      if (text === file.text) return;
      changed += 1;
      if (check || file.path !== STANDARD_INPUT) await report(file, text, writer);
    },
    complain,
  );
  if (failed > 0) return status.trouble;
  return check && changed > 0 ? status.found : status.clean;
}

/** Writes the file and names it; only names it where there is no `writer`. */
async function report(file: PolicyFile, text: string, writer: PolicyWriter | undefined): Promise<void> {
  await writer?.write(file, text);
  await print(`${showMarksInLine(file.path)}${writer ? "" : " would change"}\n`);
}

function formatted(document: PolicyDocument, indent: string | undefined): string {
  const step = indent ?? ownIndentation(document.text);
  return applyEdits(
    document.text,
    format(document, { indent: step, tabSize: step === "\t" ? 4 : step.length }),
  );
}

/** What the first indented line begins with; four spaces when there is none. */
function ownIndentation(text: string): string {
  const [, first] = /\n(\t| {1,8})(?=<)/.exec(text) ?? [];
  return first ?? "    ";
}
