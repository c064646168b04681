import { closeSync, openSync, readFileSync, rmSync, statSync, writeSync } from "node:fs";
import { setTimeout as wait } from "node:timers/promises";
import { makeFolderOf, unusable } from "./state-file.ts";

/** Milliseconds after which a start that holds the lock has failed without saying so. */
const abandoned = 30_000;
const pause = 50;

/**
 * Does `work` while no other sandbox begins on the state file `path`: two that begin at once would each see that nobody
 * else is there. The lock is a file beside it, gone when `work` is done.
 *
 * @throws Failure `invalid-input` when no file can be made there, and whatever `work` throws.
 */
export async function beginAlone<T>(path: string, work: () => Promise<T>): Promise<T> {
  const lock = `${path}.lock`;
  try {
    makeFolderOf(path);
    while (!take(lock)) {
      if (isAbandoned(lock)) rmSync(lock, { force: true });
      else await wait(pause);
    }
  } catch (cause) {
    throw unusable(path, cause instanceof Error ? cause.message : String(cause), cause);
  }
  try {
    return await work();
  } finally {
    rmSync(lock, { force: true });
  }
}

/** Whether the lock was free and is now ours. */
function take(lock: string): boolean {
  try {
    const file = openSync(lock, "wx", 0o600);
    writeSync(file, String(process.pid));
    closeSync(file);
    return true;
  } catch (error) {
    if (codeOf(error) === "EEXIST") return false;
    throw error;
  }
}

/** Whether the process that took the lock has ended, or is not going to let go of it. */
function isAbandoned(lock: string): boolean {
  try {
    if (Date.now() - statSync(lock).mtimeMs > abandoned) return true;
    const owner = Number(readFileSync(lock, "utf8"));
    // no number yet: it is being written at this moment
    return owner > 0 && !isAlive(owner);
  } catch (error) {
    if (codeOf(error) === "ENOENT") return false;
    throw error;
  }
}

function isAlive(id: number): boolean {
  try {
    process.kill(id, 0);
    return true;
  } catch (error) {
    return codeOf(error) !== "ESRCH";
  }
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && "code" in error ? String(error.code) : undefined;
}
