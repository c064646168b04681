import { createHash, randomBytes } from "node:crypto";
import * as fs from "node:fs/promises";
import * as os from "node:os";
import * as path from "node:path";

/** What our files are called until they take another's place: the machine and the process they are of, and chance. */
const BESIDE = /^\.auth0-apim-([0-9a-f]{8})-(\d+)-[0-9a-f]{12}\.new$/;

/** A name for a file that will take the place of another one in its folder. */
export function besideName(): string {
  return `.auth0-apim-${machine()}-${process.pid}-${randomBytes(6).toString("hex")}.new`;
}

function machine(): string {
  return createHash("sha256").update(os.hostname()).digest("hex").slice(0, 8);
}

/** Removes what runs on this machine that were ended in the middle of writing have left in `folder`. */
export async function removeLitter(folder: string): Promise<void> {
  const names = await fs.readdir(folder).catch(() => []);
  for (const name of names) {
    const [, host, pid] = BESIDE.exec(name) ?? [];
    if (host === machine() && !isRunning(Number(pid)))
      await fs.rm(path.join(folder, name), { force: true }).catch(() => undefined);
  }
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // somebody else's
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}
