import { findPolicies, Visited } from "./find-policies.ts";
import { type PolicyFile, readPolicyFile } from "./policy-file.ts";
import { readStandardInput, STANDARD_INPUT } from "./standard-input.ts";

/** How a run over many files went. */
export interface PolicyRun {
  /** Files that were read. */
  readonly files: number;
  /** Files and folders that could not be read, worked on or written. */
  readonly failed: number;
}

/**
 * Reads the policies that `paths` name one after the other and hands each to `work`, each file once. What cannot be read
 * or worked on is handed to `complain`, and the rest goes on.
 */
export async function eachPolicy(
  paths: readonly string[],
  work: (file: PolicyFile) => Promise<void>,
  complain: (error: unknown) => void,
): Promise<PolicyRun> {
  const run = { files: 0, failed: 0 };
  const attempt = async (read: () => Promise<PolicyFile>) => {
    try {
      const file = await read();
      run.files += 1;
      await work(file);
    } catch (error) {
      run.failed += 1;
      complain(error);
    }
  };
  const visited = new Visited();
  for (const path of paths) {
    if (path === STANDARD_INPUT) {
      await attempt(() => readStandardInput());
      continue;
    }
    for await (const found of findPolicies([path], visited)) {
      await attempt(async () => {
        if ("failure" in found) throw found.failure;
        return readPolicyFile(found.path);
      });
    }
  }
  return run;
}
