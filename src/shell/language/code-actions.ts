import {
  type CancellationToken,
  CodeAction,
  type CodeActionContext,
  CodeActionKind,
  type CodeActionProvider,
  CodeActionTriggerKind,
  l10n,
  type Range,
  type TextDocument,
  WorkspaceEdit,
} from "vscode";
import { applyEdits, type TextEdit } from "../../core/edit.ts";
import type { Finding, LintOptions } from "../../policy/index.ts";
import { toRange, toTextEdits } from "../editor/range.ts";
import { shownInLine } from "../plain-text.ts";
import { tellLeftOut } from "./left-out.ts";
import { contextOf, type LiveFactsSource } from "./policy-context.ts";
import { diagnosticSource, type PolicyDiagnostics, severitySettings } from "./policy-diagnostics.ts";
import type { PolicyParser } from "./policy-engine.ts";

/** The source action that applies every fix that needs no second look; for `editor.codeActionsOnSave`. */
export const fixAllKind = CodeActionKind.SourceFixAll.append("auth0Apim");

/** Each fix is tried on the document before it is offered; so many, when everything is selected, take no time to speak of. */
const mostTried = 30;

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
    const fixes = fixing ? await this.fixAll(document, context) : [];
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
    const options = this.optionsFor(document);
    const here = findings.filter(({ span }) => toRange(document, span).intersection(range) !== undefined);
    const good = here
      .filter(({ fix }) => fix)
      .slice(0, mostTried)
      .filter((finding) => engine.isFixGood(policy, finding, findings, options));
    return here.flatMap((finding) => [
      ...(good.includes(finding) ? quickFix(document, finding, context) : []),
      suppress(document, finding, engine.suppressionFor(policy, finding)),
    ]);
  }

  private optionsFor(document: TextDocument): LintOptions {
    return { severities: severitySettings(document.uri), ...contextOf(document, this.facts) };
  }

  /** What cannot be proved is left out, and told: when nothing else is to be done, only to somebody who asks. */
  private async fixAll(document: TextDocument, { triggerKind }: CodeActionContext): Promise<CodeAction[]> {
    const { engine, policy } = await this.parser.parse(document);
    const { edits, leftOut } = engine.fixAll(policy, this.optionsFor(document));
    const asked = triggerKind === CodeActionTriggerKind.Invoke;
    if (edits.length === 0 && !(asked && leftOut.length > 0)) return [];
    const action = new CodeAction(l10n.t("Fix all policy problems that can be fixed"), fixAllKind);
    action.edit = new WorkspaceEdit();
    action.edit.set(document.uri, toTextEdits(document, edits));
    if (leftOut.length > 0) {
      const after = engine.parsePolicy(applyEdits(policy.text, edits));
      action.command = tellLeftOut(leftOut, after, asked);
    }
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
