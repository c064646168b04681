import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** A real policy file. */
export interface CorpusFile {
  readonly name: string;
  readonly text: string;
}

/** The real policy files in the folder that POLICY_CORPUS names; `undefined` when it is not set. */
export function readCorpus(): readonly CorpusFile[] | undefined {
  const folder = process.env["POLICY_CORPUS"];
  if (!folder) return undefined;
  return readdirSync(folder)
    .filter((name) => name.endsWith(".xml"))
    .sort()
    .map((name) => ({ name, text: readFileSync(join(folder, name), "utf8") }));
}
