import {
  CodeLens,
  type CodeLensProvider,
  commands,
  type Disposable,
  EventEmitter,
  FileDecoration,
  type FileDecorationProvider,
  l10n,
  languages,
  Range,
  type TextDocument,
  ThemeColor,
  Uri,
  window,
} from "vscode";
import { commandIds, contextKeys, schemes } from "../ids.ts";
import type { PolicyDraft, PolicyDrafts } from "./policy-drafts.ts";

/** Marks drafts where policies are shown: on tabs and tree items, and in the first line with what can be done. */
export class DraftMarks implements FileDecorationProvider, CodeLensProvider {
  private readonly decorated = new EventEmitter<Uri>();
  readonly onDidChangeFileDecorations = this.decorated.event;
  private readonly lenses = new EventEmitter<void>();
  readonly onDidChangeCodeLenses = this.lenses.event;

  constructor(private readonly drafts: PolicyDrafts) {}

  register(): Disposable[] {
    void this.tellContext();
    return [
      this.drafts.onDidChange((key) => this.changed(key)),
      window.registerFileDecorationProvider(this),
      languages.registerCodeLensProvider({ scheme: schemes.policy }, this),
    ];
  }

  provideFileDecoration(uri: Uri): FileDecoration | undefined {
    if (uri.scheme !== schemes.policy || !this.drafts.keys().includes(uri.toString())) return undefined;
    return new FileDecoration(
      "D",
      l10n.t("Draft, not applied to API Management"),
      new ThemeColor("list.warningForeground"),
    );
  }

  provideCodeLenses({ uri }: TextDocument): CodeLens[] {
    const draft = this.drafts.peek(uri.toString());
    if (!draft) return [];
    const top = new Range(0, 0, 0, 0);
    const button = (title: string, command: string) =>
      new CodeLens(top, { title, command, arguments: [uri] });
    return [
      new CodeLens(top, { title: this.words(uri, draft), command: "", tooltip: keptAt(draft) }),
      button(l10n.t("Save to API Management"), commandIds.savePolicy),
      button(l10n.t("Compare with Server"), commandIds.comparePolicy),
      button(l10n.t("Discard Draft"), commandIds.discardDraft),
    ];
  }

  private words(uri: Uri, { base }: PolicyDraft): string {
    return [
      `$(warning)\u00a0${l10n.t("Draft, not applied to API Management")}`,
      base ? "" : l10n.t("of an unknown version"),
      this.drafts.isOnlyHere(uri.toString()) ? l10n.t("only in this window") : "",
    ]
      .filter(Boolean)
      .join(", ");
  }

  private changed(key: string): void {
    this.decorated.fire(Uri.parse(key, true));
    this.lenses.fire();
    void this.tellContext();
  }

  private async tellContext(): Promise<void> {
    await commands.executeCommand("setContext", contextKeys.drafts, this.drafts.keys());
  }
}

function keptAt({ kept }: PolicyDraft): string {
  return l10n.t(
    "Kept on {0}",
    new Date(kept).toLocaleString(undefined, { dateStyle: "medium", timeStyle: "short" }),
  );
}
