import * as fs from "node:fs";
import { Failure } from "../../core/failure.ts";
import { decode, maxBytes, type PolicyFile } from "./policy-file.ts";

/** Standard input, where a path may stand. */
export const standardInput = "-";

/**
 * Reads a policy from `input`.
 *
 * @throws Failure `invalid-input` when it is too large, not text, or cannot be read.
 */
export async function readStandardInput(input: AsyncIterable<unknown> = openInput()): Promise<PolicyFile> {
  const parts: Buffer[] = [];
  let size = 0;
  try {
    for await (const part of input) {
      const bytes = Buffer.isBuffer(part) ? part : Buffer.from(String(part));
      size += bytes.length;
      if (size > maxBytes) {
        throw new Failure("invalid-input", "Standard input is larger than 16 MB; no policy is.");
      }
      parts.push(bytes);
    }
  } catch (error) {
    if (error instanceof Failure) throw error;
    const why = error instanceof Error ? error.message : String(error);
    throw new Failure("invalid-input", `Standard input could not be read (${why}).`, { cause: error });
  }
  return decode(standardInput, Buffer.concat(parts));
}

/** Node takes a folder in the place of standard input for an empty file. */
function openInput(): AsyncIterable<unknown> {
  const { stdin } = process;
  if (isFolder(stdin.fd)) throw new Failure("invalid-input", "Standard input is a folder, not a file.");
  return stdin;
}

function isFolder(descriptor: number): boolean {
  try {
    return fs.fstatSync(descriptor).isDirectory();
  } catch {
    return false; // what cannot be asked will be read
  }
}
