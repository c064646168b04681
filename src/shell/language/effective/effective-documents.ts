import {
  CodeLens,
  type CodeLensProvider,
  type Definition,
  type DefinitionProvider,
  type Disposable,
  DocumentLink,
  type DocumentLinkProvider,
  type Event,
  EventEmitter,
  l10n,
  languages,
  type Position,
  Range,
  type TextDocument,
  type TextDocumentContentProvider,
  type Uri,
  workspace,
} from "vscode";
import type { InstanceSnapshot } from "../../../access/index.ts";
import { toFailure } from "../../../core/failure.ts";
import type { Logger } from "../../../core/logger.ts";
import type { PolicyLevel } from "../../../domain/apim.ts";
import { instancePath } from "../../../domain/instance-path.ts";
import { commandIds, schemes } from "../../ids.ts";
import { shownInLine } from "../../plain-text.ts";
import type { Accounts } from "../../session/accounts.ts";
import type { EffectiveText } from "./compose.ts";
import { subjectOfUri } from "./effective-uri.ts";
import { LevelColours } from "./level-colours.ts";

/** What the gateway runs, as read-only documents. All that they are made of is loaded with the first of them. */
export class EffectiveDocuments
  implements TextDocumentContentProvider, DocumentLinkProvider, DefinitionProvider, CodeLensProvider
{
  private readonly changed = new EventEmitter<Uri>();
  readonly onDidChange = this.changed.event;
  private readonly texts = new Map<string, EffectiveText>();
  private readonly problems = languages.createDiagnosticCollection(schemes.effective);
  /** What was read for documents that are about to be shown. */
  private readonly taken = new Map<string, InstanceSnapshot>();
  private readonly colours = new LevelColours((uri) => this.texts.get(uri.toString()));
  /** VS Code may ask for a text long after nobody looks any more; what is under way ends with the extension. */
  private readonly lifetime = new AbortController();

  constructor(
    private readonly accounts: Accounts,
    private readonly onDidStore: Event<PolicyLevel>,
    private readonly logger: Logger,
  ) {}

  register(): Disposable[] {
    const selector = { scheme: schemes.effective };
    return [
      workspace.registerTextDocumentContentProvider(schemes.effective, this),
      languages.registerDocumentLinkProvider(selector, this),
      languages.registerDefinitionProvider(selector, this),
      languages.registerCodeLensProvider(selector, this),
      this.onDidStore((level) => this.renewAll(level)),
      workspace.onDidCloseTextDocument(({ uri }) => this.forget(uri)),
      this.problems,
      this.colours,
      { dispose: () => this.lifetime.abort() },
    ];
  }

  take(uri: Uri, snapshot: InstanceSnapshot): void {
    this.taken.set(uri.toString(), snapshot);
    this.renew(uri);
  }

  renew(uri: Uri): void {
    this.changed.fire(uri);
  }

  /** Where it cannot be read any more, the document says so. */
  async provideTextDocumentContent(uri: Uri): Promise<string> {
    const key = uri.toString();
    try {
      const text = await this.compose(uri);
      this.texts.set(key, text);
      this.problems.set(uri, text.problems);
      return text.text;
    } catch (error) {
      const failure = toFailure(error);
      this.logger.error(`The effective policy of ${uri.path} could not be read.`, failure);
      this.forget(uri);
      const words = [failure.message, failure.remedy].filter(Boolean).join(" ").replaceAll("--", "‐‐");
      return `<!-- ${shownInLine(words)} -->\n`;
    }
  }

  provideDocumentLinks({ uri }: TextDocument): DocumentLink[] {
    const marks = this.texts.get(uri.toString())?.marks ?? [];
    return marks.map(({ range, location }) => {
      const link = new DocumentLink(
        range,
        location.uri.with({ fragment: `L${location.range.start.line + 1}` }),
      );
      link.tooltip = l10n.t("Open the policy that it is written in");
      return link;
    });
  }

  provideDefinition({ uri }: TextDocument, position: Position): Definition | undefined {
    return this.texts.get(uri.toString())?.locationOf(position);
  }

  provideCodeLenses({ uri }: TextDocument): CodeLens[] {
    const top = new Range(0, 0, 0, 0);
    const command = commandIds.showEffectivePolicy;
    return [
      new CodeLens(top, {
        title: `$(refresh)\u00a0${l10n.t("Read Again")}`,
        command,
        arguments: [{ again: uri }],
      }),
      ...(subjectOfUri(uri).level.kind === "product"
        ? []
        : [new CodeLens(top, { title: l10n.t("By Another Key…"), command, arguments: [uri] })]),
    ];
  }

  private forget(uri: Uri): void {
    this.texts.delete(uri.toString());
    this.problems.delete(uri);
  }

  private async compose(uri: Uri): Promise<EffectiveText> {
    const key = uri.toString();
    const subject = subjectOfUri(uri);
    const taken = this.taken.get(key);
    this.taken.delete(key);
    const [{ composeEffectiveText }, snapshot] = await Promise.all([
      import("./compose.ts"),
      taken ?? this.read(uri),
    ]);
    return composeEffectiveText(subject, snapshot);
  }

  private async read(uri: Uri): Promise<InstanceSnapshot> {
    const { level } = subjectOfUri(uri);
    const { signal } = this.lifetime;
    const account = await this.accounts.ownerOf(level.instance, signal);
    const [cloud, { readForLevel }] = await Promise.all([
      this.accounts.openAzure(account),
      import("./read-subject.ts"),
    ]);
    return readForLevel(cloud, level, signal);
  }

  private renewAll({ instance }: PolicyLevel): void {
    for (const { uri } of workspace.textDocuments) {
      if (uri.scheme !== schemes.effective) continue;
      if (instancePath(subjectOfUri(uri).level.instance) === instancePath(instance)) this.renew(uri);
    }
  }
}
