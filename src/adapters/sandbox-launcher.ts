import { type ChildProcess, fork } from "node:child_process";
import { createInterface } from "node:readline";
import { Failure, throwIfCancelled } from "../core/failure.ts";
import type { SandboxInfo } from "../domain/account.ts";
import type { SandboxLauncher, SandboxProcess } from "../domain/sandbox-launcher.ts";
import { readSandboxInfo } from "./sandbox-info.ts";

/** How much of the child's last words is kept, in characters. */
const tail = 2000;
/** Milliseconds a sandbox gets to write its state before it is ended the hard way. */
const grace = 5000;

/** Starts the sandbox's bundle as a child process, which ends with its parent: their channel tells it. */
export class ForkSandboxLauncher implements SandboxLauncher {
  private readonly bundle: string;
  private readonly execArgv: readonly string[];

  /** @param execArgv options for Node itself, none by default. */
  constructor(bundle: string, execArgv: readonly string[] = []) {
    this.bundle = bundle;
    this.execArgv = execArgv;
  }

  async start({ stateFile }: { readonly stateFile: string }, signal: AbortSignal): Promise<SandboxProcess> {
    throwIfCancelled(signal);
    const child = fork(this.bundle, ["--state", stateFile], {
      stdio: ["ignore", "pipe", "pipe", "ipc"],
      execArgv: [...this.execArgv],
      // in VS Code's extension host this makes the editor's own executable behave as Node
      env: { ...process.env, ELECTRON_RUN_AS_NODE: "1" },
    });
    const ended = endOf(child);
    const giveUp = () => child.kill("SIGKILL");
    signal.addEventListener("abort", giveUp, { once: true });
    try {
      const info = await firstLine(child, ended);
      throwIfCancelled(signal);
      return { info, ended, stop: () => stop(child, ended) };
    } catch (error) {
      await stop(child, ended);
      throwIfCancelled(signal);
      throw error;
    } finally {
      signal.removeEventListener("abort", giveUp);
    }
  }
}

/** Settles when the process is gone, also when it never came to be. */
function endOf(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    child.once("close", () => resolve());
    child.once("error", () => resolve());
  });
}

/** @throws Failure `unreachable` with the process's own words when it ends, or says something else than a sandbox. */
async function firstLine(child: ChildProcess, ended: Promise<void>): Promise<SandboxInfo> {
  let lastWords = "";
  child.stderr?.setEncoding("utf8").on("data", (text: string) => {
    lastWords = (lastWords + text).slice(-tail);
  });
  const line = await Promise.race([readLine(child), ended.then(() => undefined)]);
  const info = line === undefined ? undefined : readSandboxInfo(line);
  if (info) return info;
  const reason =
    lastWords.trim() || (line === undefined ? "it ended without a word" : "it printed no address");
  throw new Failure("unreachable", `The sandbox could not be started: ${reason.replace(/\.$/, "")}.`, {
    remedy: "See the log (command “Auth0 for APIM: Show Log”), then start it again.",
  });
}

function readLine({ stdout }: ChildProcess): Promise<string | undefined> {
  return new Promise((resolve) => {
    if (!stdout) return resolve(undefined);
    const lines = createInterface({ input: stdout });
    lines.once("line", (line) => {
      resolve(line);
      lines.close();
      // what else it prints must not fill the pipe
      stdout.resume();
    });
  });
}

/** It gets to write its state; who does not listen is ended. Windows has no SIGTERM, there the end of the channel says it. */
async function stop(child: ChildProcess, ended: Promise<void>): Promise<void> {
  if (process.platform === "win32" && child.connected) child.disconnect();
  else if (child.exitCode === null && child.signalCode === null) child.kill("SIGTERM");
  const timer = setTimeout(() => child.kill("SIGKILL"), grace);
  await ended;
  clearTimeout(timer);
}
