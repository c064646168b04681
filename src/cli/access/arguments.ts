import { parseArgs } from "node:util";
import { wrongUsage } from "../wrong-usage.ts";

/** The formats that who gets in is told in. */
const accessFormats = ["text", "json", "sarif", "html"] as const;
/** One of {@link accessFormats}. */
export type AccessFormat = (typeof accessFormats)[number];

/** What `--help` prints. */
export const accessUsage = `usage: auth0-apim access [--format ${accessFormats.join("|")}] [--expect FILE] [--since FOLDER|FILE] [--configuration FILE] (--instance RESOURCE_ID | FOLDER)
  FOLDER mirrors an API Management instance, as APIOps and apiops-cli write it.
  --instance ID         reads the instance itself, signed in as the Azure CLI or by AZURE_TENANT_ID, AZURE_CLIENT_ID and a secret or
                        certificate; the cloud by AZURE_CLOUD; a sandbox by the file that AUTH0_APIM_SANDBOX_INFO names
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
  /** What is looked at. */
  readonly source: { readonly kind: "folder" | "instance"; readonly name: string };
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
        instance: { type: "string" },
      },
    });
    const format = accessFormats.find((name) => name === values.format);
    if (!format) throw new Error(`--format is one of ${accessFormats.join(", ")}.`);
    const [folder, more] = positionals;
    const { expect, since, configuration, instance } = values;
    if (more !== undefined) throw new Error("Only one folder can be looked at.");
    if (instance !== undefined && folder !== undefined) {
      throw new Error("Either an instance or a folder is looked at, not both.");
    }
    if (instance !== undefined && configuration !== undefined) {
      throw new Error("--configuration is about folders: an instance is as it is.");
    }
    const source = instance ?? folder;
    if (source === undefined || source === "") throw new Error("There is nothing to look at.");
    return {
      format,
      expect,
      since,
      configuration,
      source: { kind: instance === undefined ? "folder" : "instance", name: source },
    };
  } catch (error) {
    throw wrongUsage(error, accessUsage);
  }
}
