import type { WriteStream } from "node:fs";
import { createWriteStream, openSync } from "node:fs";
import { Failure, toFailure } from "../core/failure.ts";
import type { SandboxArguments } from "./arguments.ts";
import { readArguments, usage } from "./arguments.ts";
import { complain } from "./complain.ts";
import type { RunningSandbox } from "./sandbox.ts";
import { startSandbox } from "./sandbox.ts";

/**
 * `auth0-apim sandbox …`: starts a sandbox, prints its info as one line of JSON on standard output, and ends on
 * SIGINT, SIGTERM, SIGHUP or when the parent process lets go of its channel.
 *
 * @returns the exit code: 0 after a clean end, 2 when it could not start (one line on standard error says why).
 */
export async function runSandboxCommand(args: readonly string[]): Promise<number> {
  let recording: WriteStream | undefined;
  try {
    const wanted = readArguments(args, process.env);
    if (wanted.help) {
      process.stdout.write(usage);
      return 0;
    }
    const ended = endOfProcess();
    recording = wanted.recordFile === undefined ? undefined : openRecording(wanted.recordFile);
    const sandbox = await start(wanted, recording);
    process.stdout.write(`${JSON.stringify(sandbox.info)}\n`);
    await ended;
    await sandbox.stop();
    return 0;
  } catch (error) {
    complain(toFailure(error).text);
    return 2;
  } finally {
    recording?.end();
  }
}

function start(wanted: SandboxArguments, recording: WriteStream | undefined): Promise<RunningSandbox> {
  return startSandbox({
    port: wanted.port,
    reset: wanted.reset,
    admin: wanted.faults,
    ...(wanted.stateFile === undefined ? {} : { stateFile: wanted.stateFile }),
    ...(recording ? { record: (exchange) => void recording.write(`${JSON.stringify(exchange)}\n`) } : {}),
  });
}

/** Opened before anything is started: a recording that was asked for and is not made is noticed too late. */
function openRecording(path: string): WriteStream {
  const stream = createWriteStream(path, { fd: openForAppending(path) });
  stream.on("error", (error) => complain(`Recording to ${path} failed: ${error.message}`));
  return stream;
}

function openForAppending(path: string): number {
  try {
    return openSync(path, "a", 0o600);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new Failure("invalid-input", `The recording ${path} cannot be written: ${why}.`, {
      remedy: "Name a file in a folder that exists.",
      cause,
    });
  }
}

function endOfProcess(): Promise<void> {
  return new Promise((resolve) => {
    // SIGHUP: the terminal was closed.
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.once(signal, () => resolve());
    process.once("disconnect", () => resolve());
  });
}
