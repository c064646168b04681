import { redact } from "./redaction.ts";
import { showMarks } from "./visible-marks.ts";

/** Where a line of log goes; the shell gives an output channel, the CLI standard error. */
interface LogSink {
  write(level: LogLevel, line: string): void;
}

export type LogLevel = "debug" | "info" | "warning" | "error";

/** The port everything logs through. Every line is redacted before it reaches the sink. */
export interface Logger {
  debug(message: string): void;
  info(message: string): void;
  warning(message: string): void;
  error(message: string, cause?: unknown): void;
}

/** A logger that redacts each line, writes out what steers a screen, and hands it to `sink`. */
export function createLogger(sink: LogSink): Logger {
  const write = (level: LogLevel, message: string) => sink.write(level, showMarks(redact(message)));
  return {
    debug: (message) => write("debug", message),
    info: (message) => write("info", message),
    warning: (message) => write("warning", message),
    error: (message, cause) =>
      write("error", cause === undefined ? message : `${message}\n${describe(cause)}`),
  };
}

function describe(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause);
  const inner = cause.cause === undefined ? "" : `\ncaused by ${describe(cause.cause)}`;
  return `${cause.stack ?? cause.message}${inner}`;
}
