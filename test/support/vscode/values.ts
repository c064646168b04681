import { posix } from "node:path";

type Listener<T> = (event: T) => unknown;

export class Disposable {
  static from(...disposables: readonly { dispose(): unknown }[]): Disposable {
    return new Disposable(() => {
      for (const disposable of disposables) disposable.dispose();
    });
  }

  constructor(private readonly onDispose: () => unknown) {}

  dispose(): void {
    this.onDispose();
  }
}

export class EventEmitter<T> {
  private readonly listeners = new Set<Listener<T>>();

  readonly event = (listener: Listener<T>): Disposable => {
    this.listeners.add(listener);
    return new Disposable(() => this.listeners.delete(listener));
  };

  fire(event: T): void {
    for (const listener of [...this.listeners]) listener(event);
  }

  dispose(): void {
    this.listeners.clear();
  }
}

interface UriParts {
  readonly scheme: string;
  readonly authority?: string;
  readonly path?: string;
}

export class Uri {
  private constructor(
    readonly scheme: string,
    readonly authority: string,
    readonly path: string,
  ) {}

  static from({ scheme, authority = "", path = "" }: UriParts): Uri {
    return new Uri(scheme, authority, path);
  }

  static parse(text: string): Uri {
    const [, scheme = "", authority = "", path = ""] = /^([\w-]+):(?:\/\/([^/]*))?(.*)$/.exec(text) ?? [];
    if (!authority && path.startsWith("//")) throw new Error("A path without authority begins with slashes.");
    return new Uri(scheme, authority, path);
  }

  static file(path: string): Uri {
    return new Uri("file", "", path);
  }

  static joinPath(base: Uri, ...segments: string[]): Uri {
    return new Uri(base.scheme, base.authority, posix.join(base.path, ...segments));
  }

  get fsPath(): string {
    return this.path;
  }

  with(change: Partial<UriParts>): Uri {
    return Uri.from({ scheme: this.scheme, authority: this.authority, path: this.path, ...change });
  }

  toString(): string {
    return `${this.scheme}://${this.authority}${this.path}`;
  }
}

export class Position {
  constructor(
    readonly line: number,
    readonly character: number,
  ) {}

  isBefore({ line, character }: Position): boolean {
    return this.line < line || (this.line === line && this.character < character);
  }
}

export class Range {
  readonly start: Position;
  readonly end: Position;

  constructor(...place: readonly [Position, Position] | readonly [number, number, number, number]) {
    if (place.length === 2) [this.start, this.end] = place;
    else {
      this.start = new Position(place[0], place[1]);
      this.end = new Position(place[2], place[3]);
    }
  }

  with(_start: undefined, end: Position): Range {
    return new Range(this.start, end);
  }

  isEqual(other: Range): boolean {
    return (
      !this.start.isBefore(other.start) &&
      !other.start.isBefore(this.start) &&
      !this.end.isBefore(other.end) &&
      !other.end.isBefore(this.end)
    );
  }

  /** `undefined` when the two don't touch. */
  intersection(other: Range): Range | undefined {
    const start = this.start.isBefore(other.start) ? other.start : this.start;
    const end = this.end.isBefore(other.end) ? this.end : other.end;
    return end.isBefore(start) ? undefined : new Range(start, end);
  }
}

export class CodeActionKind {
  static readonly Empty = new CodeActionKind("");
  static readonly QuickFix = new CodeActionKind("quickfix");
  static readonly Refactor = new CodeActionKind("refactor");
  static readonly Source = new CodeActionKind("source");
  static readonly SourceFixAll = new CodeActionKind("source.fixAll");

  private constructor(readonly value: string) {}

  append(part: string): CodeActionKind {
    return new CodeActionKind(`${this.value}.${part}`);
  }

  contains({ value }: CodeActionKind): boolean {
    return this.value === "" || value === this.value || value.startsWith(`${this.value}.`);
  }
}

export const CodeActionTriggerKind = { Invoke: 1, Automatic: 2 } as const;

export class CodeAction {
  command: { readonly command: string; readonly arguments?: readonly unknown[] } | undefined;
  edit: WorkspaceEdit | undefined;
  diagnostics: readonly Diagnostic[] | undefined;
  isPreferred: boolean | undefined;

  constructor(
    readonly title: string,
    readonly kind: CodeActionKind,
  ) {}
}

export class WorkspaceEdit {
  readonly edits = new Map<string, readonly TextEdit[]>();

  set(uri: Uri, edits: readonly TextEdit[]): void {
    this.edits.set(uri.toString(), edits);
  }
}

export class DocumentLink {
  constructor(
    readonly range: Range,
    readonly target: Uri,
  ) {}
}

export class SemanticTokensLegend {
  constructor(readonly tokenTypes: readonly string[]) {}
}

/** As strict as the editor's: a token of several lines, or of a kind that is not announced, spoils all. */
export class SemanticTokensBuilder {
  private readonly tokens: { readonly range: Range; readonly type: string }[] = [];

  constructor(private readonly legend: SemanticTokensLegend) {}

  push(range: Range, type: string): void {
    if (range.start.line !== range.end.line) throw new Error("A token spans several lines.");
    if (!this.legend.tokenTypes.includes(type)) throw new Error(`${type} is not in the legend.`);
    this.tokens.push({ range, type });
  }

  build() {
    return this.tokens;
  }
}

export class TextEdit {
  private constructor(
    readonly range: Range,
    readonly newText: string,
  ) {}

  static replace(range: Range, newText: string): TextEdit {
    return new TextEdit(range, newText);
  }
}

export class Location {
  constructor(
    readonly uri: Uri,
    readonly range: Range,
  ) {}
}

export class Diagnostic {
  source: string | undefined;
  code: unknown;
  relatedInformation: readonly DiagnosticRelatedInformation[] | undefined;

  constructor(
    readonly range: Range,
    readonly message: string,
    readonly severity: number,
  ) {}
}

export class DiagnosticRelatedInformation {
  constructor(
    readonly location: Location,
    readonly message: string,
  ) {}
}

export class ThemeIcon {
  constructor(readonly id: string) {}
}

export class ThemeColor {
  constructor(readonly id: string) {}
}

export class FileDecoration {
  constructor(
    readonly badge: string,
    readonly tooltip: string,
    readonly color: ThemeColor,
  ) {}
}

export const CompletionItemKind = { Value: 11, Variable: 5 } as const;

export class MarkdownString {
  constructor(public value = "") {}

  appendText(text: string): this {
    this.value += text;
    return this;
  }
}

export class Hover {
  constructor(
    readonly contents: MarkdownString,
    readonly range: Range,
  ) {}
}

export class CompletionItem {
  range: Range | undefined;
  insertText: string | undefined;
  filterText: string | undefined;
  detail: string | undefined;

  constructor(
    readonly label: string,
    readonly kind: number,
  ) {}
}

export class CodeLens {
  constructor(
    readonly range: Range,
    readonly command: {
      readonly title: string;
      readonly command: string;
      readonly tooltip?: string;
      readonly arguments?: unknown[];
    },
  ) {}
}

export class TabInputText {
  constructor(readonly uri: Uri) {}
}

export class TabInputTextDiff {
  constructor(
    readonly original: Uri,
    readonly modified: Uri,
  ) {}
}

export class FileSystemError extends Error {
  private constructor(
    message: string | Uri | undefined,
    readonly code: string,
  ) {
    super(String(message ?? code));
  }

  static FileNotFound(message?: string | Uri) {
    return new FileSystemError(message, "FileNotFound");
  }

  static NoPermissions(message?: string | Uri) {
    return new FileSystemError(message, "NoPermissions");
  }

  static Unavailable(message?: string | Uri) {
    return new FileSystemError(message, "Unavailable");
  }
}

export const DiagnosticSeverity = { Error: 0, Warning: 1, Information: 2, Hint: 3 };
export const FilePermission = { Readonly: 1 };
export const FileChangeType = { Changed: 1, Created: 2, Deleted: 3 };
export const FileType = { Unknown: 0, File: 1, Directory: 2 };
export const ProgressLocation = { SourceControl: 1, Window: 10, Notification: 15 };
export const QuickPickItemKind = { Separator: -1, Default: 0 };
export const InputBoxValidationSeverity = { Info: 1, Warning: 2, Error: 3 };
export const LanguageStatusSeverity = { Information: 0, Warning: 1, Error: 2 };
export const TextDocumentSaveReason = { Manual: 1, AfterDelay: 2, FocusOut: 3 };
export const TreeItemCollapsibleState = { None: 0, Collapsed: 1, Expanded: 2 };
export const ViewColumn = { Active: -1 };
export const QuickInputButtons = { Back: { iconPath: new ThemeIcon("arrow-left") } };

export const ConfigurationTarget = { Global: 1, Workspace: 2, WorkspaceFolder: 3 } as const;

export class RelativePattern {
  constructor(
    readonly base: { readonly uri: Uri },
    readonly pattern: string,
  ) {}
}

/** One thing that is dragged. */
export class DataTransferItem {
  constructor(readonly value: unknown) {}

  async asString(): Promise<string> {
    return String(this.value);
  }
}

/** What is dragged, by the names of its forms; as in VS Code each stands there twice, first as the browser has it, which is empty. */
export class DataTransfer {
  private readonly items = new Map<string, DataTransferItem>();

  *[Symbol.iterator](): Iterator<[string, DataTransferItem]> {
    for (const [mimeType, item] of this.items) {
      yield [mimeType, new DataTransferItem("")];
      yield [mimeType, item];
    }
  }

  set(mimeType: string, item: DataTransferItem): void {
    this.items.set(mimeType, item);
  }
}
