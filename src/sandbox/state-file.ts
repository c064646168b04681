import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { Failure, toFailure } from "../core/failure.ts";
import { complain } from "./complain.ts";

const delayMs = 100;

/** Keeps a text in a file that only its owner may read. */
export class StateFile {
  private timer: NodeJS.Timeout | undefined;
  private closed = false;

  /** `text` gives what is to be written at the time of writing. */
  constructor(
    private readonly path: string,
    private readonly text: () => string,
  ) {}

  /** Writes soon; changes that follow closely are written together. */
  changed(): void {
    if (!this.closed) this.timer ??= setTimeout(() => this.writeOrComplain(), delayMs);
  }

  /** Writes what is pending, and nothing after that. */
  close(): void {
    this.closed = true;
    if (this.timer) this.write();
  }

  /** Writes now, to a file beside it first, so that a crash never leaves half a state. */
  write(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    writePrivate(this.path, this.text());
  }

  /** A full disk must not end a sandbox that is in use. */
  private writeOrComplain(): void {
    try {
      this.write();
    } catch (error) {
      complain(toFailure(error).message);
    }
  }
}

/**
 * The text of `path`, or `undefined` when there is no such file.
 *
 * @throws Failure `invalid-input` when it exists and cannot be read.
 */
export function readStateText(path: string): string | undefined {
  if (!existsSync(path)) return undefined;
  try {
    return readFileSync(path, "utf8");
  } catch (cause) {
    throw unusable(path, cause instanceof Error ? cause.message : String(cause), cause);
  }
}

/** Why a state file is of no use, and the way out. */
export function unusable(path: string, why: string, cause?: unknown): Failure {
  return new Failure("invalid-input", `The state file ${path} cannot be used: ${why}.`, {
    remedy: "Start with --reset to begin anew, or name another file with --state.",
    cause,
  });
}

/** Replaces `path` by `text`, readable by its owner only. */
export function writePrivate(path: string, text: string): void {
  const temporary = `${path}.${process.pid}.tmp`;
  try {
    makeFolderOf(path);
    writeFileSync(temporary, text, { mode: 0o600 });
    renameSync(temporary, path);
  } catch (cause) {
    if (existsSync(temporary)) rmSync(temporary, { force: true });
    throw unusable(path, cause instanceof Error ? cause.message : String(cause), cause);
  }
}

/** Makes the folder that `path` is to lie in, and those above. */
export function makeFolderOf(path: string): void {
  makeFolder(dirname(resolve(path)));
}

/** Not by Node's `recursive`, which never ends where a folder that exists denies that it does, as in `/proc`. */
function makeFolder(path: string): void {
  if (existsSync(path)) return;
  makeFolder(dirname(path));
  try {
    mkdirSync(path);
  } catch (error) {
    if (!existsSync(path)) throw error;
  }
}
