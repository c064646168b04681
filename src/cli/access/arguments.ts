import { parseArgs } from "node:util";
import { wrongUsage } from "../wrong-usage.ts";

/** The formats that who gets in is told in. */
const accessFormats = ["text", "json", "sarif", "html"] as const;
/** One of {@link accessFormats}. */
export type AccessFormat = (typeof accessFormats)[number];

/** What `--help` prints. */
export const accessUsage = `usage: auth0-apim access [--format ${accessFormats.join("|")}] [--expect FILE] [--since FOLDER|FILE] [--configuration FILE] FOLDER
  FOLDER mirrors an API Management instance, as APIOps and apiops-cli write it.
  --expect FILE         JSON: {"open": ["api/operation"…]}, the operations that are meant to be open
  --since FOLDER|FILE   says what has changed since an earlier folder, or an earlier answer in JSON
  --configuration FILE  what an environment overrides (configuration.prod.yaml)
  Ends with 0 when nothing is open or unknown, 1 when something is open (with --since: was opened or widened), 3 when
  something is unknown and nothing open, 2 when the command line is wrong or something could not be read.`;

/** What the command line asks for. */
export interface AccessArguments {
  readonly format: AccessFormat;
  readonly expect: string | undefined;
  readonly since: string | undefined;
  readonly configuration: string | undefined;
  readonly folder: string;
}

/** @throws Failure `invalid-input` with the right usage. */
export function readAccessArguments(args: string[]): AccessArguments {
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        format: { type: "string", default: "text" },
        expect: { type: "string" },
        since: { type: "string" },
        configuration: { type: "string" },
      },
    });
    const format = accessFormats.find((name) => name === values.format);
    if (!format) throw new Error(`--format is one of ${accessFormats.join(", ")}.`);
    const [folder, more] = positionals;
    if (folder === undefined || folder === "") throw new Error("There is no folder to look at.");
    if (more !== undefined) throw new Error("Only one folder can be looked at.");
    const { expect, since, configuration } = values;
    return { format, expect, since, configuration, folder };
  } catch (error) {
    throw wrongUsage(error, accessUsage);
  }
}
