import { workspace } from "./host.ts";
import { Position, Range, TextDocumentSaveReason, type Uri } from "./values.ts";
import { window } from "./window.ts";

/** As much of a file system as an editor asks. */
export interface FileSystem {
  stat(uri: never): Promise<{ readonly mtime: number; readonly size: number }>;
  readFile(uri: never): Promise<Uint8Array>;
  writeFile(uri: never, content: Uint8Array, options?: never): Promise<void>;
  onDidChangeFile(listener: (events: readonly { readonly uri: unknown }[]) => void): unknown;
}

/** A text in an editor over a file system, as VS Code has it: what is not dirty follows the file. */
export class EditorDocument {
  isDirty = false;
  isClosed = false;
  version = 1;
  readonly languageId = "jsonc";

  private constructor(
    readonly uri: Uri,
    private readonly files: FileSystem,
    private text: string,
  ) {}

  static async open(uri: Uri, files: FileSystem): Promise<EditorDocument> {
    const document = new EditorDocument(uri, files, await read(uri, files));
    workspace.textDocuments.push(document);
    window.activeTextEditor = { document };
    files.onDidChangeFile((events) => {
      if (events.some((event) => String(event.uri) === uri.toString()))
        document.following = document.follow();
    });
    return document;
  }

  /** Resolves when the document shows what the file system has told of. */
  following: Promise<void> = Promise.resolve();

  /** Resolves once the text is like this. */
  shows(pattern: RegExp): Promise<void> {
    if (pattern.test(this.text)) return Promise.resolve();
    return new Promise((resolve) => {
      const listener = workspace.changed.event(() => {
        if (!pattern.test(this.text)) return;
        listener.dispose();
        resolve();
      });
    });
  }

  getText(range?: Range): string {
    return range ? this.text.slice(this.offsetAt(range.start), this.offsetAt(range.end)) : this.text;
  }

  positionAt(offset: number): Position {
    const before = this.text.slice(0, offset).split("\n");
    return new Position(before.length - 1, before.at(-1)?.length ?? 0);
  }

  offsetAt({ line, character }: Position): number {
    return this.text.split("\n").slice(0, line).join("\n").length + (line > 0 ? 1 : 0) + character;
  }

  rangeOf(part: string): Range {
    const start = this.text.indexOf(part);
    return new Range(this.positionAt(start), this.positionAt(start + part.length));
  }

  /** Types until the text is this one. */
  type(text: string): void {
    this.text = text;
    this.version += 1;
    this.isDirty = true;
    workspace.changed.fire({ document: this, contentChanges: [{}] });
  }

  /** Replaces a part of the text by typing. */
  retype(part: string, by: string): void {
    if (!this.text.includes(part)) throw new Error(`The text has no “${part}”: ${this.text}`);
    this.type(this.text.replace(part, () => by));
  }

  /** As Ctrl+S does, also when nothing is unsaved; `false` when the file system refuses. */
  async save(reason: number = TextDocumentSaveReason.Manual): Promise<boolean> {
    workspace.willSave.fire({ document: this, reason });
    await this.files.stat(this.uri as never);
    try {
      await this.files.writeFile(this.uri as never, new TextEncoder().encode(this.text));
    } catch {
      return false;
    }
    this.isDirty = false;
    workspace.changed.fire({ document: this, contentChanges: [] });
    workspace.saved.fire(this);
    await this.files.stat(this.uri as never);
    await this.following;
    return true;
  }

  /** Drops what is unsaved. */
  async revert(): Promise<void> {
    this.isDirty = false;
    await this.follow();
  }

  close(): void {
    this.isClosed = true;
    workspace.textDocuments = workspace.textDocuments.filter((document) => document !== this);
    workspace.closed.fire(this);
  }

  private async follow(): Promise<void> {
    if (this.isDirty) return;
    const text = await read(this.uri, this.files);
    if (text === this.text) return;
    this.text = text;
    this.version += 1;
    workspace.changed.fire({ document: this, contentChanges: [{}] });
  }
}

async function read(uri: Uri, files: FileSystem): Promise<string> {
  await files.stat(uri as never);
  return new TextDecoder().decode(await files.readFile(uri as never));
}
