import { Disposable, EventEmitter, FileSystemError, type RelativePattern, type Uri } from "./values.ts";

type Handler = (...values: unknown[]) => unknown;

export const commands = {
  registered: new Map<string, Handler>(),
  /** Commands of the editor itself that were run, with what they were given. */
  executed: [] as { readonly id: string; readonly values: readonly unknown[] }[],

  registerCommand(id: string, handler: Handler): Disposable {
    this.registered.set(id, handler);
    return new Disposable(() => this.registered.delete(id));
  },
  async executeCommand(id: string, ...values: unknown[]): Promise<unknown> {
    this.executed.push({ id, values });
    return this.registered.get(id)?.(...values);
  },
  /** What a context key was set to last. */
  context(key: string): unknown {
    return this.executed.findLast(({ id, values }) => id === "setContext" && values[0] === key)?.values[1];
  },
};

export const l10n = {
  t(text: string, ...values: readonly unknown[]): string {
    return text.replace(/\{(\d+)\}/g, (_, index: string) => String(values[Number(index)]));
  },
};

export const env = {
  language: "en",
  opened: [] as string[],
  clipboard: {
    text: "",
    async writeText(text: string) {
      this.text = text;
    },
  },
  /** As VS Code does it: a text is opened as it is, of a `Uri` what it says decoded. */
  async openExternal(uri: Uri | string): Promise<boolean> {
    this.opened.push(typeof uri === "string" ? uri : encodeURI(decodeURIComponent(uri.toString())));
    return true;
  },
};

/** A document that is open in an editor. */
export interface OpenDocument {
  readonly uri: Uri;
  readonly isDirty: boolean;
  getText?(range: never): string;
}

/** What was changed of a document; nothing when only its state did. */
export interface DocumentChange {
  readonly document: OpenDocument;
  readonly contentChanges?: readonly unknown[];
}

const opened = new EventEmitter<OpenDocument>();
const closed = new EventEmitter<OpenDocument>();
const changed = new EventEmitter<DocumentChange>();
const configured = new EventEmitter<{ affectsConfiguration(key: string): boolean }>();
const trusted = new EventEmitter<void>();
const saved = new EventEmitter<OpenDocument>();
const willSave = new EventEmitter<{ readonly document: OpenDocument; readonly reason: number }>();

export const workspace = {
  textDocuments: [] as OpenDocument[],
  settings: new Map<string, unknown>(),
  files: new Set<string>(),
  /** What stands in files on the disk, by path. */
  contents: new Map<string, string>(),
  /** What every search finds, and the patterns that were searched for. */
  found: [] as Uri[],
  searches: [] as string[],
  isTrusted: true,
  trusted,
  onDidGrantWorkspaceTrust: trusted.event,
  /** To be fired by tests. */
  opened,
  configured,
  closed,
  changed,
  saved,
  willSave,
  onWillSaveTextDocument: willSave.event,
  onDidOpenTextDocument: opened.event,
  onDidChangeConfiguration: configured.event,
  onDidCloseTextDocument: closed.event,
  onDidChangeTextDocument: changed.event,
  onDidSaveTextDocument: saved.event,
  async findFiles(pattern: string): Promise<Uri[]> {
    this.searches.push(pattern);
    return this.found;
  },
  /** By scheme; the one that was registered last. */
  fileSystems: new Map<string, unknown>(),
  registerFileSystemProvider(scheme: string, files: unknown): Disposable {
    this.fileSystems.set(scheme, files);
    return new Disposable(() => {});
  },
  async openTextDocument(uri: Uri): Promise<OpenDocument> {
    const open = this.textDocuments.find((document) => document.uri.toString() === uri.toString());
    return open ?? { uri, isDirty: false };
  },
  registerTextDocumentContentProvider: () => new Disposable(() => {}),
  getConfiguration: () => ({
    get: (key: string, otherwise: unknown) =>
      workspace.folderSettings.get(key) ?? workspace.settings.get(key) ?? otherwise,
    inspect: (key: string) => ({
      key,
      globalValue: workspace.settings.get(key),
      workspaceValue: workspace.folderSettings.get(key),
    }),
    async update(key: string, value: unknown, target: number): Promise<void> {
      workspace.settings.set(key, value);
      workspace.updates.push({ key, value, target });
    },
  }),
  /** Those of the open folder, which go before the person's own. */
  folderSettings: new Map<string, unknown>(),
  /** Settings that were written, and whose they are. */
  updates: [] as { readonly key: string; readonly value: unknown; readonly target: number }[],
  /** The open folder, if any. */
  workspaceFolders: undefined as readonly { readonly uri: Uri }[] | undefined,
  getWorkspaceFolder: ({ path }: Uri) =>
    workspace.workspaceFolders?.find(({ uri }) => path.startsWith(`${uri.path}/`)),
  asRelativePath: (uri: Uri) =>
    uri.path.slice((workspace.getWorkspaceFolder(uri)?.uri.path.length ?? -1) + 1),
  fs: {
    /** As the editor answers: a source of texts without a file system is neither writable nor not. */
    isWritableFileSystem(scheme: string): boolean | undefined {
      if (scheme === "git") return false;
      return scheme === "file" ? true : undefined;
    },
    async createDirectory() {},
    async readFile(uri: Uri): Promise<Uint8Array> {
      const text = workspace.contents.get(uri.path);
      if (text === undefined) throw FileSystemError.FileNotFound(uri);
      return new TextEncoder().encode(text);
    },
    async writeFile({ path }: Uri, content: Uint8Array): Promise<void> {
      workspace.contents.set(path, new TextDecoder().decode(content));
    },
    async delete(uri: Uri) {
      if (!workspace.files.delete(uri.path)) throw FileSystemError.FileNotFound(uri);
    },
  },
};

/** Diagnostics by document. */
class DiagnosticCollection {
  readonly entries = new Map<string, readonly { readonly message: string }[]>();
  /** How often it was changed; the editor tells everybody each time. */
  changes = 0;

  set(uri: Uri, diagnostics: readonly { readonly message: string }[]): void {
    this.changes += 1;
    this.entries.set(uri.toString(), diagnostics);
  }

  delete(uri: Uri): void {
    this.changes += 1;
    this.entries.delete(uri.toString());
  }

  dispose(): void {
    this.entries.clear();
  }
}

/** What stands beside a document's language. */
interface StatusItem {
  readonly id: string;
  text?: string;
  severity?: number;
  command?: { readonly command: string };
  disposed: boolean;
  dispose(): void;
}

export const languages = {
  statusItems: [] as StatusItem[],
  createLanguageStatusItem(id: string): StatusItem {
    const item: StatusItem = {
      id,
      disposed: false,
      dispose() {
        item.disposed = true;
      },
    };
    this.statusItems.push(item);
    return item;
  },
  collections: new Map<string, DiagnosticCollection>(),
  /** Languages that documents were given. */
  chosen: [] as { readonly document: unknown; readonly languageId: string }[],
  async setTextDocumentLanguage(document: unknown, languageId: string): Promise<void> {
    this.chosen.push({ document, languageId });
  },
  /** By names alone, in which a star stands for a name or its part, two for any folders. */
  match(filters: readonly { readonly pattern: string | RelativePattern }[], { uri }: OpenDocument): number {
    const fits = filters.some(({ pattern }) => {
      const glob = typeof pattern === "string" ? pattern : `${pattern.base.uri.path}/${pattern.pattern}`;
      const form = glob
        .replace(/\[(.)\]|[.+^$()|]/g, (sign, only) => `\\${only ?? sign}`)
        .replace(/\*\*\/|(?<!\\)\*/g, (star) => (star === "*" ? "[^/]*" : "(?:.*/)?"));
      return new RegExp(`^${form}$`).test(uri.path);
    });
    return fits ? 10 : 0;
  },
  registerCodeLensProvider: () => new Disposable(() => {}),
  registerCompletionItemProvider: () => new Disposable(() => {}),
  registerHoverProvider: () => new Disposable(() => {}),
  registerCodeActionsProvider: () => new Disposable(() => {}),
  createDiagnosticCollection(name: string): DiagnosticCollection {
    const collection = new DiagnosticCollection();
    this.collections.set(name, collection);
    return collection;
  },
};
