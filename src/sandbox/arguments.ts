import { parseArgs } from "node:util";
import { Failure } from "../core/failure.ts";

/** What the command line asks for. */
export interface SandboxArguments {
  readonly port: number;
  readonly stateFile: string | undefined;
  readonly reset: boolean;
  /** Where to write every exchange as a line of JSON. */
  readonly recordFile: string | undefined;
  readonly faults: boolean;
  readonly help: boolean;
}

/** Names the file to record to when the command line does not; for sandboxes that other programs start. */
const recordVariable = "AUTH0_APIM_SANDBOX_RECORD";

/** What `--help` prints. */
export const usage = `Usage: auth0-apim sandbox [--port N] [--state FILE] [--reset] [--record FILE] [--faults]

Starts a local Auth0 tenant and Azure with an API Management instance over HTTPS on 127.0.0.1, and prints one
line of JSON with everything a client needs. Ends on Ctrl+C.

  --port N       the first of six ports (Auth0, Entra ID, Resource Manager, gateway, portal, backend);
                 0, the default, takes those of the last start or any free ones
  --state FILE   keeps the state in FILE, so that it survives a restart
  --reset        begins with the seed: an empty tenant and the instance contoso-apim
  --record FILE  writes every exchange with Auth0, Entra ID and Resource Manager to FILE, one JSON per line;
                 it holds secrets; the default is the environment variable ${recordVariable}
  --faults       lets tests add faults over HTTP at /_sandbox/faults
`;

const options = {
  port: { type: "string", default: "0" },
  state: { type: "string" },
  reset: { type: "boolean", default: false },
  record: { type: "string" },
  faults: { type: "boolean", default: false },
  help: { type: "boolean", default: false, short: "h" },
} as const;

const lastFirstPort = 65_530;

/**
 * Reads the command line of the sandbox, and from `environment` what has a default there.
 *
 * @throws Failure `invalid-input` when something in it is not understood.
 */
export function readArguments(
  args: readonly string[],
  environment: Readonly<Record<string, string | undefined>> = {},
): SandboxArguments {
  const values = parse(args);
  const port = /^\d{1,5}$/.test(values.port) ? Number(values.port) : Number.NaN;
  if (!(port >= 0 && port <= lastFirstPort)) {
    throw new Failure("invalid-input", `--port ${values.port} is not a port from 0 to ${lastFirstPort}.`, {
      remedy: "Six ports are taken, the first is the one given.",
    });
  }
  return {
    port,
    stateFile: values.state,
    reset: values.reset,
    recordFile: values.record ?? (environment[recordVariable] || undefined),
    faults: values.faults,
    help: values.help,
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: options, allowPositionals: false }).values;
  } catch (cause) {
    const message = cause instanceof Error ? cause.message.split(/[.\n]/)[0] : String(cause);
    throw new Failure("invalid-input", `${message}.`, { remedy: "See auth0-apim sandbox --help.", cause });
  }
}
