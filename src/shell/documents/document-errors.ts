import { FileSystemError, type Uri } from "vscode";
import { toFailure } from "../../core/failure.ts";
import type { Logger } from "../../core/logger.ts";
import { shownInLine, withoutLinks } from "../plain-text.ts";
import type { Accounts } from "../session/accounts.ts";
import { addressOf, documentLabel } from "./resource-uri.ts";

/**
 * What went wrong with a document as VS Code's own error. VS Code tells it as “Unable to write file '<address>' (<name>: <message>)”,
 * so that the document's own name stands in the place of the error's kind.
 */
export function documentError(uri: Uri, error: unknown, logger: Logger, accounts: Accounts): FileSystemError {
  if (error instanceof FileSystemError) return error;
  const failure = toFailure(error);
  logger.error(`The document ${uri.path}: ${failure.text}`, failure.cause);
  const shown = errorOf(failure.code, withoutLinks(failure.text));
  shown.name = shownInLine(labelOf(uri, accounts));
  return shown;
}

function errorOf(code: string, text: string): FileSystemError {
  if (code === "not-found") return FileSystemError.FileNotFound(text);
  if (code === "forbidden") return FileSystemError.NoPermissions(text);
  return FileSystemError.Unavailable(text);
}

function labelOf(uri: Uri, accounts: Accounts): string {
  try {
    return documentLabel(addressOf(uri), accounts);
  } catch {
    return uri.path;
  }
}
