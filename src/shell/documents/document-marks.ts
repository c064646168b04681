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
import type { Stored } from "../../resources/kind.ts";
import { commandIds, contextKeys, schemes } from "../ids.ts";
import { shownInLine } from "../plain-text.ts";
import type { ResourceDrafts } from "./resource-drafts.ts";
import { addressOf, type DocumentAddress, keyOf, openAddresses } from "./resource-uri.ts";

/** What the marks are about. */
interface Marked {
  readonly drafts: ResourceDrafts;
  readonly documents: { baseOf(uri: Uri): Stored | undefined };
}

/** Marks drafts where documents are shown: on tabs and tree items, and in the first line with what can be done. */
export class DocumentMarks implements FileDecorationProvider, CodeLensProvider {
  private readonly decorated = new EventEmitter<Uri>();
  readonly onDidChangeFileDecorations = this.decorated.event;
  private readonly lenses = new EventEmitter<void>();
  readonly onDidChangeCodeLenses = this.lenses.event;

  constructor(private readonly marked: Marked) {}

  register(): Disposable[] {
    void this.tellContext();
    return [
      this.marked.drafts.onDidChange((key) => this.changed(key)),
      window.registerFileDecorationProvider(this),
      languages.registerCodeLensProvider({ scheme: schemes.resource }, this),
    ];
  }

  provideFileDecoration(uri: Uri): FileDecoration | undefined {
    if (uri.scheme !== schemes.resource || !this.marked.drafts.read(keyOf(uri))) return undefined;
    const color = new ThemeColor("list.warningForeground");
    return new FileDecoration("D", l10n.t("Draft, not applied to the cloud"), color);
  }

  async provideCodeLenses(document: TextDocument): Promise<CodeLens[]> {
    const { uri } = document;
    const locked = this.lockedBecause(uri);
    if (locked !== undefined) {
      const title = shownInLine(`$(lock)\u00a0${l10n.t("Read only. {0}", locked)}`);
      return [new CodeLens(new Range(0, 0, 0, 0), { title, command: "" })];
    }
    if (!document.isDirty && !this.marked.drafts.read(keyOf(uri))) return [];
    const top = new Range(0, 0, 0, 0);
    const lens = (title: string, command: string) => new CodeLens(top, { title, command, arguments: [uri] });
    return [
      new CodeLens(top, { title: shownInLine(`$(warning)\u00a0${await this.words(document)}`), command: "" }),
      lens(l10n.t("Review"), commandIds.reviewChanges),
      lens(l10n.t("Discard"), commandIds.discardChanges),
    ];
  }

  /** Why what the document shows takes no change. */
  private lockedBecause(uri: Uri): string | undefined {
    const base = this.marked.documents.baseOf(uri);
    return base && addressOf(uri).kind.lockedBecause?.(base.value);
  }

  private async words(document: TextDocument): Promise<string> {
    const address = addressOf(document.uri);
    if (address.id === undefined) return l10n.t("New {0}, not created yet", address.kind.noun);
    const base = this.marked.documents.baseOf(document.uri);
    const count = await countOf(address, document.getText(), base);
    if (count === undefined) return l10n.t("Changes not applied");
    if (count === 0) return l10n.t("Nothing in it is changed");
    return count === 1 ? l10n.t("1 change not applied") : l10n.t("{0} changes not applied", count);
  }

  private changed(key: string): void {
    const uri = Uri.parse(key, true);
    for (const one of [uri, ...openAddresses(uri)]) this.decorated.fire(one);
    this.lenses.fire();
    void this.tellContext();
  }

  private async tellContext(): Promise<void> {
    const { drafts } = this.marked;
    // a tree item has the address without a name, a tab the one that it was opened under
    const addresses = drafts
      .keys()
      .flatMap((key) => [
        key,
        drafts.read(key)?.address ?? key,
        ...openAddresses(Uri.parse(key, true)).map((uri) => uri.toString()),
      ]);
    await commands.executeCommand("setContext", contextKeys.resourceDrafts, [...new Set(addresses)]);
  }
}

/** How many fields differ from what the text was begun from; `undefined` when that cannot be said. */
async function countOf(
  { kind }: DocumentAddress,
  text: string,
  base: Stored | undefined,
): Promise<number | undefined> {
  if (!base) return undefined;
  const { planUpdate, readDocument } = await import("../../documents/index.ts");
  const { draft } = readDocument(kind, text);
  if (!draft) return undefined;
  const { change, fixed, asks } = planUpdate(kind, base, base, draft);
  return (change?.fields.length ?? 0) + fixed.length + asks.length;
}
