import { Failure } from "../../core/failure.ts";
import { type Found, findPolicies, Visited } from "./find-policies.ts";
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
  complain: (failure: Failure) => void,
): Promise<PolicyRun> {
  const run = { files: 0, failed: 0 };
  for await (const found of findAll(paths)) {
    try {
      if ("failure" in found) throw found.failure;
      const file = await readAny(found.path);
      run.files += 1;
      await work(file);
    } catch (error) {
      run.failed += 1;
      complain(naming(found, error));
    }
  }
  return run;
}

/** The files and failures behind `paths`; standard input where it is named first. */
async function* findAll(paths: readonly string[]): AsyncGenerator<Found> {
  const visited = new Visited();
  for (const path of paths) {
    if (path !== STANDARD_INPUT) yield* findPolicies([path], visited);
    else if (visited.takes(STANDARD_INPUT)) yield { path };
  }
}

function readAny(path: string): Promise<PolicyFile> {
  return path === STANDARD_INPUT ? readStandardInput() : readPolicyFile(path);
}

/** A mistake of our own says with which file it happened. */
function naming(found: Found, error: unknown): Failure {
  if (error instanceof Failure) return error;
  const path = "path" in found ? found.path : "";
  const why = error instanceof Error ? error.message : String(error);
  return new Failure("internal", `${path} could not be worked on (${why}).`, { cause: error });
}
