import { FileSystemError, languages, type Uri } from "vscode";
import { type Failure, toFailure } from "../../core/failure.ts";
import type { Logger } from "../../core/logger.ts";
import { schemes } from "../ids.ts";
import { shownInLine, withoutLinks } from "../plain-text.ts";
import { openDocument } from "./open-document.ts";
import { serviceDiagnostics } from "./service-diagnostics.ts";

/** How what went wrong with a policy document is told: to VS Code as its own errors, and as squiggles where the service says. */
export class PolicyRefusals {
  private readonly squiggles = languages.createDiagnosticCollection(schemes.policy);

  constructor(private readonly logger: Logger) {}

  dispose(): void {
    this.squiggles.dispose();
  }

  /** What the service said about the document's text is void. */
  clear(uri: Uri): void {
    this.squiggles.delete(uri);
  }

  /** The error that VS Code shows; what the service refused is underlined too. */
  translate(uri: Uri, error: unknown): FileSystemError {
    if (error instanceof FileSystemError) return error;
    const failure = toFailure(error);
    this.logger.error(`The policy document ${uri.path}: ${failure.text}`, failure.cause);
    if (failure.code === "rejected") this.squiggles.set(uri, serviceDiagnostics(failure, openDocument(uri)));
    const text = withoutLinks(failure.code === "rejected" ? serviceWords(failure) : failure.text);
    if (failure.code === "not-found") return FileSystemError.FileNotFound(text);
    if (failure.code === "forbidden") return FileSystemError.NoPermissions(text);
    return FileSystemError.Unavailable(text);
  }

  /**
   * As {@link translate}, for a save: with the policy's name in the place of the error's kind, since VS Code tells it as
   * “Unable to write file '<address>' (<name>: <message>)”, and the address begins with the subscription's id.
   */
  ofSave(uri: Uri, error: unknown): FileSystemError {
    const translated = this.translate(uri, error);
    translated.name = shownInLine(uri.path.slice(1).replace(/\/[^/]*policy\.xml$/, ""));
    return translated;
  }
}

/** What the service itself said about a text, rather than what could not be done: who saves knows that. */
function serviceWords({ details: [first], text }: Failure): string {
  return first?.message ?? text;
}
