import { FileSystemError, type Uri } from "vscode";
import { toFailure } from "../../core/failure.ts";
import type { Logger } from "../../core/logger.ts";
import { shownInLine, withoutLinks } from "../plain-text.ts";
import type { Accounts } from "../session/accounts.ts";
import { addressOf, documentLabel } from "./resource-uri.ts";

/**
 * What went wrong with a document as VS Code's own error. VS Code tells it as “Unable to write file '<address>' (<name>: <message>)”,
 * so that the document's own name stands in the place of the error's kind. Nothing that an extension returns takes the words before it away:
 * they stand in front of whatever a file system throws, and other kinds of errors have texts of their own that would be false here, such as
 * one that offers to overwrite a file that is write-protected. To take the text and say afterwards that it was not kept would be worse: VS Code
 * would call it saved, and lose it with the tab.
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
