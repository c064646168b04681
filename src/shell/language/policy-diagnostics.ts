import {
  type ConfigurationChangeEvent,
  Diagnostic,
  type DiagnosticCollection,
  DiagnosticRelatedInformation,
  DiagnosticSeverity,
  type Disposable,
  Location,
  languages,
  type TextDocument,
  type Uri,
  workspace,
} from "vscode";
import type { Logger } from "../../core/logger.ts";
import type { Finding, Severity } from "../../policy/index.ts";
import { toRange } from "../editor/range.ts";
import { policyLanguageId, schemes, settingKeys } from "../ids.ts";
import { shown } from "../plain-text.ts";
import { contextOf, type LiveFactsSource } from "./policy-context.ts";
import type { PolicyParser } from "./policy-engine.ts";
import { ruleAddress } from "./rule-address.ts";

/** Typing pauses longer than this, so that problems are looked for once per word, not once per letter. */
const pauseMilliseconds = 150;

const severities: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  info: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};

/** The editor shows no more of one document; who has that many reads the worst first. */
const mostShown = 1000;

/** Says which problems of a document are ours. */
export const diagnosticSource = "apim-policy";

/** Rules by id with the severity that the settings give them for `uri`; what is no severity changes nothing. */
export function severitySettings(uri: Uri): Readonly<Record<string, Severity | "off">> {
  const settings = workspace.getConfiguration(undefined, uri).get<unknown>(settingKeys.lintRules) ?? {};
  const entries = Object.entries(settings).flatMap(([rule, severity]) =>
    isSeverity(severity) ? [[rule, severity] as const] : [],
  );
  return Object.fromEntries(entries);
}

function isSeverity(value: unknown): value is Severity | "off" {
  return typeof value === "string" && (value === "off" || Object.hasOwn(severities, value));
}

/**
 * Whether problems of `document` are anybody's to mend: the old side of a comparison and other views of what is stored
 * elsewhere are read-only, and would show every problem twice.
 */
function isLinted({ languageId, uri }: TextDocument): boolean {
  if (languageId !== policyLanguageId) return false;
  if (uri.scheme === "untitled" || uri.scheme === schemes.policy) return true;
  return workspace.fs.isWritableFileSystem(uri.scheme) === true;
}

/** Keeps the problems of open policy documents up to date while they are typed. */
export class PolicyDiagnostics implements Disposable {
  private readonly collection: DiagnosticCollection = languages.createDiagnosticCollection(diagnosticSource);
  private readonly waiting = new Map<string, NodeJS.Timeout>();
  private readonly findings = new WeakMap<TextDocument, { version: number; list: readonly Finding[] }>();
  private readonly subscriptions: Disposable[];
  private disposed = false;

  constructor(
    private readonly parser: PolicyParser,
    private readonly facts: LiveFactsSource,
    private readonly logger: Logger,
  ) {
    this.subscriptions = [
      this.collection,
      workspace.onDidOpenTextDocument((document) => this.schedule(document, 0)),
      workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        if (contentChanges.length > 0) this.schedule(document, pauseMilliseconds);
      }),
      workspace.onDidCloseTextDocument((document) => this.forget(document)),
      workspace.onDidChangeConfiguration((event) => this.settingsChanged(event)),
    ];
    this.refresh();
  }

  /** Looks at all open policies again, e.g. when more is known about the clouds. */
  refresh(): void {
    for (const document of workspace.textDocuments) this.schedule(document, 0);
  }

  /** The findings of the document's current version, computed when they are not there yet. */
  async findingsOf(document: TextDocument): Promise<readonly Finding[]> {
    const known = this.findings.get(document);
    if (known?.version === document.version) return known.list;
    const { engine, policy, version } = await this.parser.parse(document);
    const options = { severities: severitySettings(document.uri), ...contextOf(document, this.facts) };
    const list = engine.lint(policy, options);
    this.findings.set(document, { version, list });
    return list;
  }

  dispose(): void {
    this.disposed = true;
    for (const timer of this.waiting.values()) clearTimeout(timer);
    for (const subscription of this.subscriptions) subscription.dispose();
  }

  private settingsChanged(event: ConfigurationChangeEvent): void {
    if (event.affectsConfiguration(settingKeys.lintRules)) this.refresh();
  }

  private schedule(document: TextDocument, delay: number): void {
    if (!isLinted(document)) return;
    const key = document.uri.toString();
    clearTimeout(this.waiting.get(key));
    this.findings.delete(document);
    this.waiting.set(
      key,
      setTimeout(() => {
        this.waiting.delete(key);
        this.show(document).catch((error) => this.logger.error("Problems could not be looked for.", error));
      }, delay),
    );
  }

  private forget(document: TextDocument): void {
    const key = document.uri.toString();
    clearTimeout(this.waiting.get(key));
    this.waiting.delete(key);
    this.collection.delete(document.uri);
  }

  /**
   * Late results are dropped: of an older version, of a document that was closed or got another language meanwhile. The
   * old squiggles stay until the new ones are there.
   */
  private async show(document: TextDocument): Promise<void> {
    const { version } = document;
    const findings = await this.findingsOf(document);
    if (this.disposed || document.isClosed || document.version !== version || !isLinted(document)) return;
    this.collection.set(
      document.uri,
      worst(findings).map((finding) => toDiagnostic(document, finding)),
    );
  }
}

function worst(findings: readonly Finding[]): readonly Finding[] {
  if (findings.length <= mostShown) return findings;
  const rank = ({ severity }: Finding) => severities[severity];
  return [...findings].sort((a, b) => rank(a) - rank(b)).slice(0, mostShown);
}

function toDiagnostic(document: TextDocument, finding: Finding): Diagnostic {
  const diagnostic = new Diagnostic(
    toRange(document, finding.span),
    shown(finding.message),
    severities[finding.severity],
  );
  diagnostic.source = diagnosticSource;
  diagnostic.code = { value: finding.rule, target: ruleAddress(finding.rule) };
  if (finding.related) {
    diagnostic.relatedInformation = finding.related.map(
      ({ span, message }) =>
        new DiagnosticRelatedInformation(new Location(document.uri, toRange(document, span)), shown(message)),
    );
  }
  return diagnostic;
}
