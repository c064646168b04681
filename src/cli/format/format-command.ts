import { parseArgs } from "node:util";
import { applyEdits } from "../../core/edit.ts";
import { Failure } from "../../core/failure.ts";
import { showMarksInLine } from "../../core/visible-marks.ts";
import { format, obstacleToFormat, parsePolicy } from "../../policy/index.ts";
import { eachPolicy } from "../files/each-policy.ts";
import { encode } from "../files/encoding.ts";
import type { PolicyFile } from "../files/policy-file.ts";
import { PolicyWriter } from "../files/policy-writer.ts";
import { standardInput } from "../files/standard-input.ts";
import { complain, print, status } from "../output.ts";
import { asksForHelp, wrongUsage } from "../wrong-usage.ts";

const usage = `usage: auth0-apim format [--check] [--allow-empty] [--indent N|tab] PATH…
  PATH is a file, a folder, or - for standard input, which is written to standard output.
  --check writes nothing and ends with 1 when a file would change.
  --allow-empty takes it for right that there is no policy to format.
  Ends with 0 when all is done, and with 2 when something could not be read, formatted or written, when there is no policy,
  or when the command line is wrong.`;

interface FormatArguments {
  readonly check: boolean;
  readonly allowEmpty: boolean;
  /** One step of indentation; each file's own when not given. */
  readonly indent: string | undefined;
  readonly paths: readonly string[];
}

/** `auth0-apim format`. */
export async function runFormat(args: string[]): Promise<number> {
  try {
    if (asksForHelp(args)) {
      await print(`${usage}\n`);
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
      options: {
        check: { type: "boolean", default: false },
        "allow-empty": { type: "boolean", default: false },
        indent: { type: "string" },
      },
    });
    if (positionals.length === 0) throw new Error("There is no path to format.");
    const { check, "allow-empty": allowEmpty, indent } = values;
    return { check, allowEmpty, indent: indentation(indent), paths: positionals };
  } catch (error) {
    throw wrongUsage(error, usage);
  }
}

function indentation(value: string | undefined): string | undefined {
  if (value === undefined) return undefined;
  if (value === "tab") return "\t";
  if (!/^[1-8]$/.test(value)) throw new Error("--indent is a number from 1 to 8, or tab.");
  return " ".repeat(Number(value));
}

async function formatAll({ check, allowEmpty, indent, paths }: FormatArguments): Promise<number> {
  let changed = 0;
  const writer = check ? undefined : new PolicyWriter();
  const { failed } = await eachPolicy(
    paths,
    async (file) => {
      const text = formatted(file, indent);
      if (file.path === standardInput && !check) await print(encode(text, file.encoding));
      if (text === file.text) return;
      changed += 1;
      if (check || file.path !== standardInput) await report(file, text, writer);
    },
    complain,
    { allowEmpty },
  );
  if (failed > 0) return status.trouble;
  return check && changed > 0 ? status.found : status.clean;
}

/** Writes the file and names it; only names it where there is no `writer`. */
async function report(file: PolicyFile, text: string, writer: PolicyWriter | undefined): Promise<void> {
  await writer?.write(file, text);
  await print(`${showMarksInLine(file.path)}${writer ? "" : " would change"}\n`);
}

/** @throws Failure `invalid-input` with the place, when it cannot be told where the elements of the file begin and end. */
function formatted(file: PolicyFile, indent: string | undefined): string {
  const document = parsePolicy(file.text);
  const obstacle = obstacleToFormat(document);
  if (obstacle) {
    const { line, column } = document.lines.positionAt(obstacle.span.start);
    const message = obstacle.message.replace(/\.$/, "");
    throw new Failure(
      "invalid-input",
      `${file.path}:${line + 1}:${column + 1}: cannot be formatted: ${message}.`,
      { remedy: "Mend it, then run the command again; “auth0-apim lint” names all that is wrong." },
    );
  }
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
