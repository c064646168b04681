import type { Stats } from "node:fs";
import * as fs from "node:fs/promises";
import * as path from "node:path";
import { Failure } from "../../core/failure.ts";
import { besideName } from "./beside.ts";

const forbidden: ReadonlySet<string> = new Set(["EACCES", "EPERM", "EROFS"]);

/** What the system's words for a place without room mean. */
const noRoom: Readonly<Record<string, string>> = {
  ENOSPC: "the disk is full",
  EDQUOT: "the disk quota is used up",
  EFBIG: "files may not become that large here (ulimit -f)",
};

/**
 * Puts `bytes` in the place of the file `name`, which held `expected` when it was read. They are written beside it and take its
 * place in one step, so that whatever ends the program, the file is the old one or the new one. Its mode stays, its owner and
 * group where this user may give them; symbolic links are followed to the file they lead to.
 *
 * @throws Failure `forbidden`, `changed-on-server` or `invalid-input` that names the file; it then is as it was.
 */
export async function replaceFile(name: string, bytes: Buffer, expected: Buffer): Promise<void> {
  const target = await realFile(name);
  const folder = path.dirname(target.path);
  const beside = path.join(folder, besideName());
  try {
    await writeBeside(beside, bytes, target.stat);
    if (!(await fs.readFile(target.path)).equals(expected)) {
      throw new Failure(
        "changed-on-server",
        `${name} was changed by another program meanwhile, and was left.`,
        {
          remedy: "Run the command again.",
        },
      );
    }
    await fs.rename(beside, target.path);
  } catch (error) {
    await fs.rm(beside, { force: true }).catch(() => undefined);
    throw error instanceof Failure ? error : unwritable(name, folder, error);
  }
}

interface RealFile {
  readonly path: string;
  readonly stat: Stats;
}

/** The file behind links, when it may be replaced. */
async function realFile(name: string): Promise<RealFile> {
  try {
    const real = await fs.realpath(name);
    const stat = await fs.stat(real);
    if (stat.nlink > 1) {
      throw new Failure("invalid-input", `${name} has ${stat.nlink} names (hard links), and was left.`, {
        remedy: `Only one of them would get the new text: make it a file of its own first, as “cp FILE COPY && mv COPY FILE” does.`,
      });
    }
    await fs.access(real, fs.constants.W_OK);
    return { path: real, stat };
  } catch (error) {
    if (error instanceof Failure) throw error;
    if (forbidden.has(codeOf(error)))
      throw new Failure("forbidden", `${name} may not be written by this user.`, { cause: error });
    throw unwritable(name, path.dirname(name), error);
  }
}

async function writeBeside(beside: string, bytes: Buffer, { mode, uid, gid }: Stats): Promise<void> {
  // for nobody else to read before it has the mode of the file
  const handle = await fs.open(beside, "wx", 0o600);
  try {
    await handle.writeFile(bytes);
    const own = await handle.stat();
    if (own.uid !== uid || own.gid !== gid) await handle.chown(uid, gid).catch(() => undefined);
    await handle.chmod(mode & 0o7777);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function unwritable(name: string, folder: string, error: unknown): Failure {
  const code = codeOf(error);
  if (forbidden.has(code)) {
    return new Failure(
      "forbidden",
      `${name} was left: its folder ${folder} may not be written by this user.`,
      {
        remedy: "The new text is written beside a file and then takes its place.",
        cause: error,
      },
    );
  }
  const why = noRoom[code] ?? (error instanceof Error ? error.message : String(error));
  return new Failure("invalid-input", `${name} could not be written, and is as it was: ${why}.`, {
    cause: error,
  });
}

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "";
}
