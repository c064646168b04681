import { Failure } from "../../core/failure.ts";
import { type Found, findPolicies, Visited } from "./find-policies.ts";
import { type PolicyFile, readPolicyFile } from "./policy-file.ts";
import { readStandardInput, standardInput } from "./standard-input.ts";

/** How a run over many files went. */
interface PolicyRun {
  /** Files that were read. */
  readonly files: number;
  /** Files and folders that could not be read, worked on or written. */
  readonly failed: number;
}

/** What a run may be. */
interface RunOptions {
  /** Takes it for right that there is no policy. */
  readonly allowEmpty?: boolean;
}

/**
 * Reads the policies that `paths` name one after the other and hands each to `work`, each file once. What cannot be read
 * or worked on is handed to `complain`, and the rest goes on. A run that
 * finds no policy has failed unless that is allowed: a slip in a path would pass every pipeline.
 */
export async function eachPolicy(
  paths: readonly string[],
  work: (file: PolicyFile) => Promise<void>,
  complain: (failure: Failure) => void,
  { allowEmpty = false }: RunOptions = {},
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
  if (run.files === 0 && run.failed === 0 && !allowEmpty) {
    run.failed += 1;
    complain(nothingIn(paths));
  }
  return run;
}

function nothingIn(paths: readonly string[]): Failure {
  return new Failure("not-found", `There is no policy in ${paths.join(", ")}.`, {
    remedy:
      "Taken are policy.xml, *.policy.xml, and other XML and template files whose root is <policies> or <fragment>; a file that is named is taken whatever it is called. Where none is right too, give --allow-empty.",
  });
}

/** The files and failures behind `paths`; standard input where it is named first. */
async function* findAll(paths: readonly string[]): AsyncGenerator<Found> {
  const visited = new Visited();
  for (const path of paths) {
    if (path !== standardInput) yield* findPolicies([path], visited);
    else if (visited.takes(standardInput)) yield { path };
  }
}

function readAny(path: string): Promise<PolicyFile> {
  return path === standardInput ? readStandardInput() : readPolicyFile(path);
}

/** A mistake of our own says with which file it happened. */
function naming(found: Found, error: unknown): Failure {
  if (error instanceof Failure) return error;
  const path = "path" in found ? found.path : "";
  const why = error instanceof Error ? error.message : String(error);
  return new Failure("internal", `${path} could not be worked on (${why}).`, { cause: error });
}
