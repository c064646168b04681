import {
  Disposable,
  EventEmitter,
  type FileChangeEvent,
  type FileStat,
  type FileSystemProvider,
  type FileType,
  type Memento,
  type TextDocument,
  type Uri,
  workspace,
} from "vscode";
import type { Logger } from "../../core/logger.ts";
import { once } from "../../core/once.ts";
import { schemes } from "../ids.ts";
import type { Accounts } from "../session/accounts.ts";
import type { ResourceDocuments } from "./register-documents.ts";
import { draftPrefix } from "./resource-drafts.ts";

/**
 * Documents of resources, whose code and kinds are loaded with the first of them: when one is opened, when a text is open whose
 * name may be that of a template, and when there is a draft, which is marked wherever it is shown.
 */
export class LaterDocuments implements FileSystemProvider {
  private readonly changed = new EventEmitter<FileChangeEvent[]>();
  readonly onDidChangeFile = this.changed.event;
  private readonly subscriptions: Disposable[] = [this.changed];
  private whole: ResourceDocuments | undefined;
  /** All there is of them. A loading that fails is tried again by whoever needs them next. */
  readonly load = once(() => this.start());

  constructor(
    private readonly accounts: Accounts,
    private readonly memento: Memento,
    private readonly logger: Logger,
  ) {}

  register(): Disposable[] {
    const hasDraft = this.memento.keys().some((key) => key.startsWith(draftPrefix));
    if (hasDraft || workspace.textDocuments.some(mayBeOne)) this.loadAhead();
    return [
      workspace.registerFileSystemProvider(schemes.resource, this, { isCaseSensitive: true }),
      workspace.onDidOpenTextDocument((document) => {
        if (mayBeOne(document)) this.loadAhead();
      }),
      new Disposable(() => {
        for (const subscription of this.subscriptions) subscription.dispose();
      }),
    ];
  }

  /** What is loaded; `undefined` as long as nobody needed it. */
  get loaded(): ResourceDocuments | undefined {
    return this.whole;
  }

  watch(): Disposable {
    return new Disposable(() => {});
  }

  async stat(uri: Uri): Promise<FileStat> {
    return (await this.load()).resources.stat(uri);
  }

  async readFile(uri: Uri): Promise<Uint8Array> {
    return (await this.load()).resources.readFile(uri);
  }

  async writeFile(uri: Uri, content: Uint8Array): Promise<void> {
    await (await this.load()).resources.writeFile(uri, content);
  }

  readDirectory(): [string, FileType][] {
    return [];
  }

  async createDirectory(uri: Uri): Promise<void> {
    (await this.load()).resources.createDirectory(uri);
  }

  async delete(uri: Uri): Promise<void> {
    (await this.load()).resources.delete(uri);
  }

  async rename(uri: Uri): Promise<void> {
    (await this.load()).resources.rename(uri);
  }

  /** Nobody waits for it: the marks and problems of documents come when it is there. */
  private loadAhead(): void {
    this.load().catch((error: unknown) =>
      this.logger.error(
        "Documents of resources could not be loaded; the next one that is opened tries again.",
        error,
      ),
    );
  }

  private async start(): Promise<ResourceDocuments> {
    const { registerDocuments } = await import("./register-documents.ts");
    const { subscriptions, ...whole } = registerDocuments(this.accounts, this.memento, this.logger);
    this.subscriptions.push(
      ...subscriptions,
      whole.resources.onDidChangeFile((changes) => this.changed.fire(changes)),
    );
    this.whole = whole;
    return whole;
  }
}

/** Whether the text may be the document or the template of a resource: `*.<kind>.json`. */
function mayBeOne({ uri }: TextDocument): boolean {
  return /\.[\w-]+\.json$/.test(uri.path);
}
