import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import type { Client } from "./list.ts";

/** What a program said and how it ended. */
export interface Outcome {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a program to its end without stopping this process, in which the sandbox works. */
export function run(
  program: string,
  args: readonly string[],
  options: { readonly cwd?: string; readonly env?: Readonly<Record<string, string>> } = {},
): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd: options.cwd,
      env: { ...process.env, ...options.env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    const said = { stdout: "", stderr: "" };
    for (const name of ["stdout", "stderr"] as const) {
      child[name].setEncoding("utf8").on("data", (text: string) => {
        said[name] += text;
      });
    }
    child.on("error", reject);
    child.on("close", (status) => resolve({ status, ...said }));
  });
}

/** As `run`; throws with what the program said unless it ends well. */
export async function runWell(...parameters: Parameters<typeof run>): Promise<Outcome> {
  const outcome = await run(...parameters);
  if (outcome.status === 0) return outcome;
  const [program, args] = parameters;
  throw new Error(
    `${program} ${args.slice(0, 6).join(" ")} ended with ${outcome.status}:\n${outcome.stdout}\n${outcome.stderr}`,
  );
}

/** Whether the machine has a program. */
export function hasProgram(name: string): boolean {
  return spawnSync("sh", ["-c", `command -v ${name}`], { stdio: "ignore" }).status === 0;
}

/** Where clients are kept between runs: a folder of the user's, none of the project's. */
function cacheRoot(): string {
  const cache = process.env["XDG_CACHE_HOME"] ?? path.join(os.homedir(), ".cache");
  return process.env["CLIENTS_UNDER_TEST_CACHE"] ?? path.join(cache, "clients-under-test");
}

/**
 * The folder that holds a client from npm; installs it at first, without running any install script. `undefined` when
 * it cannot be had.
 */
export function installed(client: Client): string | undefined {
  const key = createHash("sha256").update(client.packages.join(" ")).digest("hex").slice(0, 12);
  const folder = path.join(cacheRoot(), `${client.name.replace(/\W+/g, "-").replace(/^-/, "")}-${key}`);
  if (fs.existsSync(path.join(folder, ".ok"))) return folder;
  console.log(`installing ${client.packages.join(", ")} into ${folder} …`);
  fs.rmSync(folder, { recursive: true, force: true });
  fs.mkdirSync(folder, { recursive: true });
  fs.writeFileSync(path.join(folder, "package.json"), '{"private":true}');
  const options = ["--ignore-scripts", "--save-exact", "--no-audit", "--no-fund", "--loglevel=error"];
  const { status } = spawnSync("npm", ["install", ...options, ...client.packages], {
    cwd: folder,
    stdio: ["ignore", 2, 2],
  });
  if (status !== 0) return undefined;
  fs.writeFileSync(path.join(folder, ".ok"), "");
  return folder;
}

/** A folder that is removed when the process ends. */
export function temporaryFolder(): string {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "clients-under-test-"));
  process.once("exit", () => fs.rmSync(folder, { recursive: true, force: true }));
  return folder;
}
