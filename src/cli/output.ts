import { once } from "node:events";
import { Failure } from "../core/failure.ts";

/** Exit status of the commands that look at files. */
export const status = {
  /** Nothing found that has to be mended. */
  clean: 0,
  found: 1,
  /** Wrong words on the command line, or something that could not be read. */
  trouble: 2,
} as const;

/** Writes to standard output and waits while the reader is slower than we are. */
export async function print(text: string): Promise<void> {
  if (text !== "" && !process.stdout.write(text)) await once(process.stdout, "drain");
}

/** Says on standard error what could not be done. */
export function complain(error: unknown): void {
  const text = error instanceof Failure ? error.text : error instanceof Error ? error.message : String(error);
  process.stderr.write(`auth0-apim: ${text}\n`);
}

/** All of standard input. */
export async function readStandardInput(): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of process.stdin)
    parts.push(Buffer.isBuffer(part) ? part : Buffer.from(String(part)));
  return Buffer.concat(parts);
}
