import * as fs from "node:fs/promises";
import * as path from "node:path";
import { removeLitter } from "./beside.ts";
import { encode } from "./encoding.ts";
import type { PolicyFile } from "./policy-file.ts";
import { replaceFile } from "./replace-file.ts";

/** Writes the files of one run, and first clears each folder of what runs that were killed have left there. */
export class PolicyWriter {
  private readonly cleared = new Set<string>();

  /**
   * Writes `text` in the encoding the file was read in, unless the file was changed since; see {@link replaceFile}.
   *
   * @throws Failure that names the file, which then is as it was.
   */
  async write(file: PolicyFile, text: string): Promise<void> {
    await this.clear(file.path);
    await replaceFile(file.path, encode(text, file.encoding), encode(file.text, file.encoding));
  }

  private async clear(name: string): Promise<void> {
    // what cannot be resolved is refused by the writing itself
    const folder = path.dirname(await fs.realpath(name).catch(() => name));
    if (this.cleared.has(folder)) return;
    this.cleared.add(folder);
    await removeLitter(folder);
  }
}
