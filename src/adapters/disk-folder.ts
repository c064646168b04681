import { randomUUID } from "node:crypto";
import * as fs from "node:fs/promises";
import * as path from "node:path";
import type { TextFolder } from "../domain/text-folder.ts";

/** What writing has left when the program was ended in the middle. */
const besideName = /\.[\da-f-]{36}\.new$/;

/** A folder on disk, for its owner only. A text is written beside, flushed, and takes its place in one step. */
export class DiskFolder implements TextFolder {
  constructor(private readonly folder: string) {}

  async names(): Promise<readonly string[]> {
    const names = await unlessGone(fs.readdir(this.folder));
    return (names ?? []).filter((name) => !besideName.test(name));
  }

  async read(name: string): Promise<string | undefined> {
    return unlessGone(fs.readFile(this.pathOf(name), "utf8"));
  }

  async replace(name: string, text: string): Promise<void> {
    await fs.mkdir(this.folder, { recursive: true, mode: 0o700 });
    const beside = this.pathOf(`${name}.${randomUUID()}.new`);
    try {
      await fs.writeFile(beside, text, { flag: "wx", mode: 0o600, flush: true });
      await fs.rename(beside, this.pathOf(name));
      await flushFolder(this.folder);
    } catch (error) {
      await fs.rm(beside, { force: true }).catch(() => undefined);
      throw error;
    }
  }

  async delete(name: string): Promise<void> {
    await fs.rm(this.pathOf(name), { force: true });
  }

  private pathOf(name: string): string {
    return path.join(this.folder, name);
  }
}

/** So that the new name lasts, too. Windows has no such call, and needs none. */
async function flushFolder(folder: string): Promise<void> {
  if (process.platform === "win32") return;
  const handle = await fs.open(folder, "r");
  await handle.sync().finally(() => handle.close());
}

async function unlessGone<T>(work: Promise<T>): Promise<T | undefined> {
  return work.catch((error: unknown) => {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  });
}
