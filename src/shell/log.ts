import type { LogOutputChannel } from "vscode";
import { createLogger, type Logger } from "../core/logger.ts";

/** The logger on the extension's output channel; every line is redacted before it gets there. */
export function channelLogger(channel: LogOutputChannel): Logger {
  return createLogger({
    write: (level, line) => {
      if (level === "debug") channel.debug(line);
      else if (level === "info") channel.info(line);
      else if (level === "warning") channel.warn(line);
      else channel.error(line);
    },
  });
}
