import { readStandardInput } from "../output.ts";
import { findPolicies } from "./find-policies.ts";
import { decode, type PolicyFile, readPolicyFile } from "./policy-file.ts";

/** Standard input, where a path may stand. */
export const STANDARD_INPUT = "-";

/**
 * Reads the policies that `paths` name one after the other and hands each to `work`. What cannot be read is handed to
 * `complain`, and the rest goes on.
 *
 * @returns how many files were worked on, and how many could not be read.
 */
export async function eachPolicy(
  paths: readonly string[],
  work: (file: PolicyFile) => Promise<void>,
  complain: (error: unknown) => void,
): Promise<{ readonly files: number; readonly unreadable: number }> {
  let files = 0;
  let unreadable = 0;
  const attempt = async (read: () => Promise<PolicyFile>) => {
    let file: PolicyFile;
    try {
      file = await read();
    } catch (error) {
      unreadable += 1;
      complain(error);
      return;
    }
    files += 1;
    await work(file);
  };
  for (const path of paths) {
    if (path === STANDARD_INPUT) {
      await attempt(async () => decode(STANDARD_INPUT, await readStandardInput()));
      continue;
    }
    for await (const found of findPolicies([path])) {
      await attempt(async () => {
        if ("failure" in found) throw found.failure;
        return readPolicyFile(found.path);
      });
    }
  }
  return { files, unreadable };
}
