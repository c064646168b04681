import {
  CodeAction,
  CodeActionKind,
  type CodeActionProvider,
  Diagnostic,
  DiagnosticSeverity,
  type Disposable,
  languages,
  type Range,
  type TextDocument,
  type Uri,
  WorkspaceEdit,
  workspace,
} from "vscode";
import type { Logger } from "../../core/logger.ts";
import type { DocumentProblem } from "../../documents/index.ts";
import type { Kind, Stored } from "../../resources/kind.ts";
import { toRange, toTextEdits } from "../editor/range.ts";
import { commandIds } from "../ids.ts";
import { shown, shownInLine } from "../plain-text.ts";
import { kindOfDocument } from "./document-kind.ts";
import { isSecret } from "./draft-secrets.ts";
import { isResourceUri } from "./resource-uri.ts";

/** Says which problems of a document are ours. */
const source = "auth0-apim";

/** Follows what takes a secret out: *Undo* would bring it back. */
const forgetting = { command: commandIds.openWithoutUndo, title: "" };

const severities: Readonly<Record<DocumentProblem["severity"], DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
};

/** The problems of one version of a document. */
interface Checked {
  readonly version: number;
  readonly problems: Promise<readonly DocumentProblem[]>;
}

/**
 * Keeps the problems of open documents of resources up to date while they are typed, and offers what mends them: what is fixed, set by
 * the service or secret, and what no field is called. Templates on disk have them too.
 */
export class DocumentDiagnostics implements CodeActionProvider {
  private readonly collection = languages.createDiagnosticCollection(source);
  private readonly checked = new WeakMap<TextDocument, Checked>();

  constructor(
    private readonly documents: { baseOf(uri: Uri): Stored | undefined },
    private readonly logger: Logger,
  ) {}

  register(): Disposable[] {
    for (const document of workspace.textDocuments) void this.show(document);
    return [
      this.collection,
      workspace.onDidOpenTextDocument((document) => void this.show(document)),
      workspace.onDidChangeTextDocument(({ document }) => void this.show(document)),
      workspace.onDidCloseTextDocument(({ uri }) => this.collection.delete(uri)),
      languages.registerCodeActionsProvider({ language: "jsonc" }, this, {
        providedCodeActionKinds: [CodeActionKind.QuickFix],
      }),
    ];
  }

  async provideCodeActions(document: TextDocument, range: Range): Promise<CodeAction[]> {
    const { version } = document;
    const problems = await this.problemsOf(document);
    // spans of one version mean nothing in another
    if (document.version !== version) return [];
    const here = problems.filter(({ span }) => toRange(document, span).intersection(range) !== undefined);
    return here.flatMap((problem) => {
      if (!problem.fix) return [];
      const action = new CodeAction(shownInLine(problem.fix.title), CodeActionKind.QuickFix);
      action.edit = new WorkspaceEdit();
      action.edit.set(document.uri, toTextEdits(document, problem.fix.edits));
      action.diagnostics = [toDiagnostic(document, problem)];
      action.isPreferred = true;
      if (isTypedSecret(document, problem)) action.command = { ...forgetting, arguments: [document.uri] };
      return [action];
    });
  }

  /** Late results are dropped: the old squiggles stay until those of the newest version are there. */
  private async show(document: TextDocument): Promise<void> {
    if (!kindOfDocument(document)) return;
    const { version } = document;
    try {
      const problems = await this.problemsOf(document);
      if (document.isClosed || document.version !== version) return;
      this.collection.set(
        document.uri,
        problems.map((problem) => toDiagnostic(document, problem)),
      );
    } catch (error) {
      this.logger.error(`The problems of ${document.uri.path} could not be looked for.`, error);
    }
  }

  /** Those of the document's version, looked for once. */
  private problemsOf(document: TextDocument): Promise<readonly DocumentProblem[]> {
    const kind = kindOfDocument(document);
    if (!kind) return Promise.resolve([]);
    const known = this.checked.get(document);
    if (known?.version === document.version) return known.problems;
    const problems = check(kind, document.getText(), this.documents.baseOf(document.uri));
    this.checked.set(document, { version: document.version, problems });
    return problems;
  }
}

/** Whether it is about a secret in a document of a resource; templates on disk keep what they had in any case. */
function isTypedSecret(document: TextDocument, { code, span }: DocumentProblem): boolean {
  const isOne = code === "secret-in-clear" || code === "secret-wish";
  return isOne && isResourceUri(document.uri) && isSecret(document.getText(toRange(document, span)));
}

/** VS Code's own support of JSON says what the schema does, which the manifest gives it, and where the text is none. */
async function check(
  kind: Kind,
  text: string,
  base: Stored | undefined,
): Promise<readonly DocumentProblem[]> {
  const { ownProblems } = await import("../../documents/index.ts");
  return ownProblems(kind, text, base).filter(({ code }) => code !== "syntax");
}

function toDiagnostic(
  document: TextDocument,
  { code, message, severity, span }: DocumentProblem,
): Diagnostic {
  const diagnostic = new Diagnostic(toRange(document, span), shown(message), severities[severity]);
  diagnostic.source = source;
  diagnostic.code = code;
  return diagnostic;
}
