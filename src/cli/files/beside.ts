import { randomBytes } from "node:crypto";
import * as fs from "node:fs/promises";
import * as path from "node:path";
import { isRunning, machine } from "../../adapters/whose-process.ts";

/** What our files are called until they take another's place: the machine and the process they are of, and chance. */
const beside = /^\.auth0-apim-([0-9a-f]{8})-(\d+)-[0-9a-f]{12}\.new$/;

/** A name for a file that will take the place of another one in its folder. */
export function besideName(): string {
  return `.auth0-apim-${machine()}-${process.pid}-${randomBytes(6).toString("hex")}.new`;
}

/** Removes what runs on this machine that were ended in the middle of writing have left in `folder`. */
export async function removeLitter(folder: string): Promise<void> {
  const names = await fs.readdir(folder).catch(() => []);
  for (const name of names) {
    const [, host, pid] = beside.exec(name) ?? [];
    if (host === machine() && !isRunning(Number(pid)))
      await fs.rm(path.join(folder, name), { force: true }).catch(() => undefined);
  }
}
