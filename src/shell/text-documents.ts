import { commands, l10n, type TextDocumentContentProvider, Uri, workspace } from "vscode";
import { schemes } from "./ids.ts";
import { shownInLine } from "./plain-text.ts";

/** Read-only texts to compare with, kept until their editor is closed. */
export class TextDocuments implements TextDocumentContentProvider {
  private readonly texts = new Map<string, string>();
  private count = 0;

  provideTextDocumentContent(uri: Uri): string {
    return this.texts.get(uri.toString()) ?? l10n.t("This text is no longer available.");
  }

  /** An address under which `text` can be opened; `name` is what its tab says. */
  add(name: string, text: string): Uri {
    this.count += 1;
    const uri = Uri.from({ scheme: schemes.document, path: `/${this.count}/${name}` });
    this.texts.set(uri.toString(), text);
    return uri;
  }

  /** Shows the difference of two texts side by side. */
  async compare(title: string, before: Uri, after: Uri): Promise<void> {
    await commands.executeCommand("vscode.diff", before, after, shownInLine(title));
  }

  /** Lets go of texts whose editors are closed. */
  register() {
    return [
      workspace.registerTextDocumentContentProvider(schemes.document, this),
      workspace.onDidCloseTextDocument(({ uri }) => this.texts.delete(uri.toString())),
    ];
  }
}
