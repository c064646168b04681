import * as fs from "node:fs/promises";
import { Failure } from "../core/failure.ts";
import type { Severity } from "../policy/index.ts";

/** Looked for in the current folder when no `--config` is given. */
const configFile = ".auth0-apim.json";

/** What a configuration file may say. */
export interface LintConfig {
  readonly rules: Readonly<Record<string, Severity | "off">>;
}

const shape = '{"rules": {"rule-id": "error|warning|info|hint|off"}}';
const keys: ReadonlySet<string> = new Set(["$schema", "rules"]);
const severities: readonly string[] = ["error", "warning", "info", "hint", "off"];

/**
 * Reads the configuration: `file`, or the default file when it exists.
 *
 * @throws Failure `invalid-input` that names the entry that is wrong.
 */
export async function readConfig(
  file: string | undefined,
  knownRules: readonly string[],
): Promise<LintConfig> {
  let text: string;
  try {
    text = await fs.readFile(file ?? configFile, "utf8");
  } catch (error) {
    if (file === undefined && error instanceof Error && "code" in error && error.code === "ENOENT")
      return { rules: {} };
    const why = error instanceof Error ? error.message : String(error);
    throw new Failure(
      "not-found",
      `The configuration ${(file ?? configFile) || "“”"} cannot be read (${why}).`,
      {
        cause: error,
      },
    );
  }
  return parseConfig(file ?? configFile, text, knownRules);
}

function parseConfig(file: string, text: string, knownRules: readonly string[]): LintConfig {
  const wrong = (what: string) => new Failure("invalid-input", `${file}: ${what}`);
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch (error) {
    throw wrong(`not JSON (${error instanceof Error ? error.message : String(error)}).`);
  }
  const { rules = {} }: Record<string, unknown> = isRecord(value) ? value : {};
  if (!isRecord(value) || !isRecord(rules)) throw wrong(`expected ${shape}.`);
  const stray = Object.keys(value).find((key) => !keys.has(key));
  if (stray !== undefined) throw wrong(`“${stray}” means nothing here; expected ${shape}.`);
  const entries = Object.entries(rules).map(([rule, severity]) => {
    if (!knownRules.includes(rule)) throw wrong(`there is no rule “${rule}”.`);
    if (!isSeverity(severity)) throw wrong(`“${rule}” must be one of ${severities.join(", ")}.`);
    return [rule, severity] as const;
  });
  return { rules: Object.fromEntries(entries) };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isSeverity(value: unknown): value is Severity | "off" {
  return typeof value === "string" && severities.includes(value);
}
