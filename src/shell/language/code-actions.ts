import {
  type CancellationToken,
  CodeAction,
  type CodeActionContext,
  CodeActionKind,
  type CodeActionProvider,
  l10n,
  type Range,
  type TextDocument,
  WorkspaceEdit,
} from "vscode";
import type { TextEdit } from "../../core/edit.ts";
import type { Finding } from "../../policy/index.ts";
import { toRange, toTextEdits } from "../editor/range.ts";
import { shownInLine } from "../plain-text.ts";
import { contextOf, type LiveFactsSource } from "./policy-context.ts";
import { diagnosticSource, type PolicyDiagnostics, severitySettings } from "./policy-diagnostics.ts";
import type { PolicyParser } from "./policy-engine.ts";

/** The source action that applies every fix that needs no second look; for `editor.codeActionsOnSave`. */
export const fixAllKind = CodeActionKind.SourceFixAll.append("auth0Apim");

/** Quick fixes for findings, suppression comments, and “fix all”. */
export class PolicyCodeActions implements CodeActionProvider {
  static readonly kinds = [CodeActionKind.QuickFix, fixAllKind];

  constructor(
    private readonly parser: PolicyParser,
    private readonly diagnostics: PolicyDiagnostics,
    private readonly facts: LiveFactsSource,
  ) {}

  async provideCodeActions(
    document: TextDocument,
    range: Range,
    context: CodeActionContext,
    token: CancellationToken,
  ): Promise<CodeAction[]> {
    const { only } = context;
    const fixing = only && (fixAllKind.contains(only) || only.contains(fixAllKind));
    const fixes = fixing ? await this.fixAll(document) : [];
    if (only && !only.contains(CodeActionKind.QuickFix)) return fixes;
    return [...fixes, ...(await this.quickFixes(document, range, context, token))];
  }

  private async quickFixes(
    document: TextDocument,
    range: Range,
    context: CodeActionContext,
    token: CancellationToken,
  ): Promise<CodeAction[]> {
    const { version } = document;
    const findings = await this.diagnostics.findingsOf(document);
    const { engine, policy } = await this.parser.parse(document);
    // spans of one version mean nothing in another
    if (token.isCancellationRequested || document.version !== version) return [];
    return findings
      .filter((finding) => toRange(document, finding.span).intersection(range) !== undefined)
      .flatMap((finding) => [
        ...quickFix(document, finding, context),
        suppress(document, finding, engine.suppressionFor(policy, finding)),
      ]);
  }

  private async fixAll(document: TextDocument): Promise<CodeAction[]> {
    const { engine, policy } = await this.parser.parse(document);
    const options = { severities: severitySettings(document.uri), ...contextOf(document, this.facts) };
    const { edits } = engine.fixAll(policy, options);
    if (edits.length === 0) return [];
    const action = new CodeAction(l10n.t("Fix all policy problems that can be fixed"), fixAllKind);
    action.edit = new WorkspaceEdit();
    action.edit.set(document.uri, toTextEdits(document, edits));
    return [action];
  }
}

function quickFix(document: TextDocument, finding: Finding, context: CodeActionContext): CodeAction[] {
  if (!finding.fix) return [];
  const action = new CodeAction(shownInLine(finding.fix.title), CodeActionKind.QuickFix);
  action.edit = new WorkspaceEdit();
  action.edit.set(document.uri, toTextEdits(document, finding.fix.edits));
  const place = toRange(document, finding.span);
  action.diagnostics = context.diagnostics.filter(
    ({ source, code, range }) =>
      source === diagnosticSource &&
      typeof code === "object" &&
      code.value === finding.rule &&
      range.isEqual(place),
  );
  action.isPreferred = finding.fix.safe;
  return [action];
}

/** A comment that switches the rule off for this place. */
function suppress(document: TextDocument, finding: Finding, edit: TextEdit): CodeAction {
  const action = new CodeAction(
    l10n.t("Do not report {0} on this line", finding.rule),
    CodeActionKind.QuickFix,
  );
  action.edit = new WorkspaceEdit();
  action.edit.set(document.uri, toTextEdits(document, [edit]));
  return action;
}
