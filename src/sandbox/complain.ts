import { redact } from "../core/redaction.ts";
import { showMarksInLine } from "../core/visible-marks.ts";

/** Says one line on standard error, which a terminal, a build's log or the extension's log shows. */
export function complain(text: string): void {
  process.stderr.write(`${showMarksInLine(redact(text.replaceAll("\n", " ")))}\n`);
}
