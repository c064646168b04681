import { once } from "node:events";
import { Failure } from "../core/failure.ts";
import { redact } from "../core/redaction.ts";
import { showMarks, showMarksInLine } from "../core/visible-marks.ts";

/** Exit status of the commands that look at files. */
export const status = {
  /** Nothing found that has to be mended. */
  clean: 0,
  found: 1,
  /** Wrong words on the command line, or something that could not be read or written. */
  trouble: 2,
  /** The reader of our output went away; what a shell reports for a program that the signal SIGPIPE ends. */
  noReader: 141,
} as const;

/** Ends the program without a word when nobody reads its output any more, as in `auth0-apim lint . | head -1`. */
export function endQuietlyWithoutReader(): void {
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code === "EPIPE") process.exit(status.noReader);
    complain(
      new Failure("invalid-input", `The output cannot be written: ${error.message}`, { cause: error }),
    );
    process.exit(status.trouble);
  });
  // nobody is left to complain to
  process.stderr.on("error", () => undefined);
}

/** Writes to standard output and waits while the reader is slower than we are. */
export async function print(text: string | Uint8Array): Promise<void> {
  if (text.length > 0 && !process.stdout.write(text)) await once(process.stdout, "drain");
}

/** Says on standard error what could not be done. The message names files, so it is one line; the remedy is our own. */
export function complain(error: unknown): void {
  const remedy = error instanceof Failure ? error.remedy : undefined;
  const separator = remedy?.includes("\n") ? "\n" : " ";
  const message = showMarksInLine(redact(error instanceof Error ? error.message : String(error)));
  process.stderr.write(`auth0-apim: ${message}${remedy ? separator + showMarks(redact(remedy)) : ""}\n`);
}
