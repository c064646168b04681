import type { Dirent } from "node:fs";
import * as fs from "node:fs/promises";
import * as path from "node:path";
import { Failure } from "../../core/failure.ts";
import type { FolderFiles } from "../../folders/index.ts";
import { readPolicyFile, unreadable } from "../files/policy-file.ts";

/** More files are in no policy folder: whoever names one with more has named another folder by mistake. */
const mostFiles = 300_000;
/** Folders nested deeper are not looked into. */
const deepest = 40;

const passedOver: ReadonlySet<string> = new Set(["node_modules", ".git"]);

/**
 * The files below `folder`. Links are followed, but not into a folder that they lie in.
 *
 * @throws Failure when the folder, or one in it, cannot be read, or has no end.
 */
export async function diskFiles(folder: string): Promise<FolderFiles> {
  const paths: string[] = [];
  const walk = async (name: string, above: readonly string[]): Promise<void> => {
    const here = path.join(folder, name);
    const real = await fs.realpath(here);
    if (above.includes(real)) return;
    if (above.length > deepest) throw new Failure("invalid-input", `${here} is nested too deep to be read.`);
    for (const entry of await entriesOf(here)) {
      const below = name === "" ? entry.name : `${name}/${entry.name}`;
      const kind = await kindOf(entry, path.join(folder, below));
      if (kind === "folder") await walk(below, [...above, real]);
      else if (kind === "file") paths.push(below);
      if (paths.length > mostFiles) {
        throw new Failure("invalid-input", `${folder} has more than ${mostFiles} files, and was not read.`);
      }
    }
  };
  try {
    await walk("", []);
  } catch (error) {
    throw unreadable(folder, error);
  }
  return {
    paths,
    read: async (name) => (await readPolicyFile(path.join(folder, name))).text,
  };
}

async function entriesOf(folder: string): Promise<readonly Dirent[]> {
  const entries = await fs.readdir(folder, { withFileTypes: true });
  return entries.filter(({ name }) => !passedOver.has(name)).sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** What an entry is, or what it leads to; a link that leads nowhere is a file that cannot be read. */
async function kindOf(entry: Dirent, at: string): Promise<"folder" | "file" | undefined> {
  if (entry.isDirectory()) return "folder";
  if (entry.isFile()) return "file";
  if (!entry.isSymbolicLink()) return undefined;
  const stat = await fs.stat(at).catch(() => undefined);
  return stat?.isDirectory() ? "folder" : "file";
}
