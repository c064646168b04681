import { spawn, spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";

/** The program as it ships; `CLI_PROGRAM` names another build of it. */
export const program = path.resolve(process.env["CLI_PROGRAM"] ?? "dist/cli.js");

/** How a run of the program ended. */
export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** How to run the program. */
export interface RunOptions {
  readonly cwd?: string;
  readonly input?: string | Buffer;
  readonly nodeOptions?: readonly string[];
  /** Runs as somebody who may not write what root may. */
  readonly asNobody?: boolean;
}

const nobody = 65_534;

/** Runs the program as a user does, and waits for its end. */
export function run(args: readonly string[], options: RunOptions = {}): Promise<Ended> {
  if (!fs.existsSync(program)) throw new Error(`${program} is not built; run “npm run build” first.`);
  const { cwd, input, nodeOptions = [], asNobody = false } = options;
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [...nodeOptions, program, ...args], {
      ...(cwd !== undefined && { cwd }),
      ...(asNobody && process.getuid?.() === 0 && { uid: nobody, gid: nobody }),
    });
    const out: Buffer[] = [];
    const err: Buffer[] = [];
    child.stdout.on("data", (bytes: Buffer) => out.push(bytes));
    child.stderr.on("data", (bytes: Buffer) => err.push(bytes));
    child.on("error", reject);
    child.on("close", (code) =>
      resolve({ code, stdout: Buffer.concat(out).toString(), stderr: Buffer.concat(err).toString() }),
    );
    // a program that ends before it reads its input is no failure of the test
    child.stdin.on("error", () => undefined);
    child.stdin.end(input);
  });
}

/** Whether somebody who is not root can run the program here: root may write everything. */
export function canRunAsNobody(): boolean {
  if (process.getuid?.() !== 0) return process.platform !== "win32";
  const { status } = spawnSync(process.execPath, [program, "--help"], { uid: nobody, gid: nobody });
  return status === 0;
}

/** A folder of its own for one test, with files in it. */
export class Folder {
  readonly path = fs.mkdtempSync(path.join(os.tmpdir(), "auth0-apim-cli-"));

  at(name: string): string {
    return path.join(this.path, name);
  }

  write(name: string, content: string | Buffer): string {
    fs.mkdirSync(path.dirname(this.at(name)), { recursive: true });
    fs.writeFileSync(this.at(name), content);
    return this.at(name);
  }

  read(name: string): Buffer {
    return fs.readFileSync(this.at(name));
  }

  remove(): void {
    fs.rmSync(this.path, { recursive: true, force: true });
  }
}

/** A document with `body` in its inbound section, on line 4. */
export function policy(body: string): string {
  return `<policies>\n  <inbound>\n    <base />\n    ${body}\n  </inbound>\n  <backend>\n    <base />\n  </backend>\n  <outbound>\n    <base />\n  </outbound>\n  <on-error>\n    <base />\n  </on-error>\n</policies>\n`;
}

/** Nothing to complain about. */
export const clean = policy('<set-header name="X-Day" exists-action="delete" />');

/** One finding of severity error, on line 4, that has a fix. */
export const misspelt = policy('<set-headr name="X-Day" exists-action="delete" />');

/** One finding of severity warning, and a fix for it that needs no second look. */
export const withoutSlash = policy(
  '<validate-jwt header-name="Authorization" failed-validation-httpcode="401" require-scheme="Bearer" clock-skew="60"><openid-config url="https://tenant.eu.auth0.com/.well-known/openid-configuration" /><audiences><audience>https://api.example.com</audience></audiences><issuers><issuer>https://tenant.eu.auth0.com</issuer></issuers></validate-jwt>',
);
