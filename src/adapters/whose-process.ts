import { createHash } from "node:crypto";
import * as os from "node:os";

/** This machine, in the names of files that other processes of it may have to clear away. */
export function machine(): string {
  return createHash("sha256").update(os.hostname()).digest("hex").slice(0, 8);
}

/** Whether a process of this machine is there. */
export function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // somebody else's
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}
