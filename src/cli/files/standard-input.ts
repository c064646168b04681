import { Failure } from "../../core/failure.ts";
import { decode, MAX_BYTES, type PolicyFile } from "./policy-file.ts";

/** Standard input, where a path may stand. */
export const STANDARD_INPUT = "-";

/**
 * Reads a policy from `input`.
 *
 * @throws Failure `invalid-input` when it is too large or not text.
 */
export async function readStandardInput(input: AsyncIterable<unknown> = process.stdin): Promise<PolicyFile> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of input) {
    const bytes = Buffer.isBuffer(part) ? part : Buffer.from(String(part));
    size += bytes.length;
    if (size > MAX_BYTES) {
      throw new Failure("invalid-input", "Standard input is larger than 16 MB; no policy is.");
    }
    parts.push(bytes);
  }
  return decode(STANDARD_INPUT, Buffer.concat(parts));
}
