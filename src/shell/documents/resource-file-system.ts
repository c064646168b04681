import {
  Disposable,
  EventEmitter,
  type FileChangeEvent,
  FileChangeType,
  FilePermission,
  type FileStat,
  FileSystemError,
  type FileSystemProvider,
  FileType,
  l10n,
  type Memento,
  type TextDocument,
  Uri,
  workspace,
} from "vscode";
import { Failure, toFailure } from "../../core/failure.ts";
import type { Logger } from "../../core/logger.ts";
import { fieldsOf } from "../../resources/fields.ts";
import type { Kind, Ref, Stored } from "../../resources/kind.ts";
import { nextSave, revertDocument } from "../editor/editor-commands.ts";
import { isDirty, openDocument } from "../editor/open-document.ts";
import { SaveOrigins } from "../editor/save-origins.ts";
import { schemes } from "../ids.ts";
import { openStore } from "../open-store.ts";
import type { Accounts } from "../session/accounts.ts";
import { documentError } from "./document-errors.ts";
import { OpenResources, type ResourceState } from "./open-resources.ts";
import type { ResourceDraft, ResourceDrafts } from "./resource-drafts.ts";
import {
  addressNow,
  addressOf,
  documentLabel,
  isResourceUri,
  keyOf,
  newResourceUri,
  resourceUri,
} from "./resource-uri.ts";

/** How far apart the writes of one *Save All* may be, in milliseconds. */
const longestAction = 5000;

/**
 * Resources as documents. A document shows its draft where there is one, else what the cloud has now. What is written is kept as
 * a draft and goes to no cloud; only a reviewed plan does that. What reads and checks documents is loaded with the first of them.
 */
export class ResourceFileSystem implements FileSystemProvider {
  private readonly changed = new EventEmitter<FileChangeEvent[]>();
  readonly onDidChangeFile = this.changed.event;
  private readonly saved = new EventEmitter<Uri>();
  /** A person has saved the document by hand, and it is in front. */
  readonly onDidSaveByHand = this.saved.event;
  private readonly refused = new EventEmitter<Uri>();
  private readonly origins = new SaveOrigins(schemes.resource, Date.now);
  /** Documents that were saved beside the one in front, and when, in milliseconds since the epoch. */
  private readonly beside = new Map<string, number>();
  /** Writes under way: *Save All* writes side by side, and the one in front may be the first to end. */
  private readonly writes = new Set<Promise<void>>();
  /** Documents that are being saved on the way to something else. */
  private readonly savedForMore = new Set<string>();
  private readonly open: OpenResources;
  /** VS Code gives file systems no cancellation; what is under way ends with the extension. */
  private readonly lifetime = new AbortController();

  constructor(
    private readonly accounts: Accounts,
    private readonly drafts: ResourceDrafts,
    memento: Memento,
    private readonly logger: Logger,
  ) {
    this.open = new OpenResources(Date.now, memento);
  }

  register(): Disposable[] {
    return [
      ...this.origins.register(),
      workspace.onDidChangeTextDocument(({ document }) => this.follow(document)),
      workspace.onDidCloseTextDocument(({ uri }) => this.closed(uri)),
      new Disposable(() => this.lifetime.abort()),
    ];
  }

  /** The clouds tell nobody about changes; they are noticed when a plan is made. */
  watch(): Disposable {
    return new Disposable(() => {});
  }

  /** Asked by VS Code before each read and write: answered from memory where possible. */
  async stat(uri: Uri): Promise<FileStat> {
    if (!isResourceUri(uri)) return { type: FileType.Directory, ctime: 0, mtime: 0, size: 0 };
    const key = keyOf(uri);
    const draft = this.drafts.read(key);
    if (draft) return fileStat(draft.kept, draft.text);
    const state =
      this.open.shownState(key, isDirty(uri)) ?? (await this.restored(uri)) ?? (await this.shown(uri));
    return fileStat(state.modified, state.text, state.isLocked);
  }

  /** The draft where there is one, so that nobody needs a cloud to get at it; else always asks the cloud. */
  async readFile(uri: Uri): Promise<Uint8Array> {
    const key = keyOf(uri);
    const draft = this.drafts.read(key);
    if (draft) {
      if (!isDirty(uri)) this.open.rebaseOnDraft(key);
      return new TextEncoder().encode(draft.text);
    }
    const state = await this.shown(uri);
    // A read beside unsaved text does not change what that text was begun from.
    if (!isDirty(uri)) this.open.rebase(key, state);
    return new TextEncoder().encode(state.text);
  }

  /** Keeps a draft. Asks no cloud and no person, so that auto-save, *Save All* and closing a window do no harm. */
  async writeFile(uri: Uri, content: Uint8Array): Promise<void> {
    const write = this.write(uri, new TextDecoder().decode(content));
    this.writes.add(write);
    await write.finally(() => this.writes.delete(write));
  }

  /**
   * Has unsaved text kept as the draft, which nobody is told of as of a save by hand.
   *
   * @throws Failure when it could not be kept; VS Code has said why.
   */
  async keepUnsaved(uri: Uri): Promise<void> {
    const key = keyOf(uri);
    const document = openDocument(uri);
    if (!document?.isDirty) return;
    this.savedForMore.add(key);
    let isRefused = false;
    const refusal = this.refused.event((other) => {
      isRefused ||= keyOf(other) === key;
    });
    try {
      if (await document.save()) return;
      // VS Code says so, too, where an auto-save of the same text is under way, which keeps it
      if (document.isDirty && !isRefused) await nextSave(uri, this.refused.event);
      if (!document.isDirty) return;
    } finally {
      refusal.dispose();
      this.savedForMore.delete(key);
    }
    throw new Failure("cancelled", "The document was not kept.");
  }

  /** The documents that have a draft. */
  drafted(): readonly Uri[] {
    return this.drafts
      .keys()
      .map((key) => addressNow(Uri.parse(this.drafts.read(key)?.address ?? key, true)));
  }

  /** The documents with a draft that were saved by the action that has just saved the one in front; each is told of once. */
  async keptBeside(): Promise<readonly Uri[]> {
    await Promise.allSettled(this.writes);
    const since = Date.now() - longestAction;
    const fresh = [...this.beside].flatMap(([address, at]) =>
      at >= since ? [Uri.parse(address, true)] : [],
    );
    this.beside.clear();
    return fresh.filter((uri) => this.draftOf(uri));
  }

  /** What was kept of the document; `undefined` when nothing was. */
  draftOf(uri: Uri): ResourceDraft | undefined {
    return this.drafts.read(keyOf(uri));
  }

  /** What the document's text was begun from; `undefined` for a new one, and when that is not known. */
  baseOf(uri: Uri): Stored | undefined {
    const key = keyOf(uri);
    return this.drafts.read(key)?.base ?? this.open.baseOf(key);
  }

  /** Begins the document of a new one, with `text` for its draft. */
  async begin(kind: Kind, owner: string, text: string): Promise<Uri> {
    let number = 1;
    const isTaken = (uri: Uri) => this.draftOf(uri) !== undefined || openDocument(uri) !== undefined;
    while (isTaken(newResourceUri(kind, owner, number))) number += 1;
    const uri = newResourceUri(kind, owner, number);
    await this.keep(uri, text);
    return uri;
  }

  /** What the cloud has now; `undefined` when it is gone. */
  async readNow(kind: Kind, ref: Required<Ref>, signal: AbortSignal): Promise<Stored | undefined> {
    return (await openStore(this.accounts, kind, ref.owner, signal)).read(ref, signal);
  }

  /**
   * What `text` said is done: the document is what the cloud has, and so is its base. What was written since stays as a draft
   * of that.
   */
  async applied(uri: Uri, text: string): Promise<void> {
    const key = keyOf(uri);
    const state = await this.see(uri);
    const draft = this.drafts.read(key);
    if (draft && draft.text !== text) {
      await this.drafts.keep(key, { ...draft, base: state.stored }, addressOf(uri).kind);
      return;
    }
    await this.drafts.drop(key);
    this.open.touch(key, draft?.kept ?? 0);
    if (!isDirty(uri)) this.announce(uri);
  }

  /**
   * Drops what was kept, and unsaved text with it: the editor shows what the cloud has. `false` when no cloud has it, so that there
   * is nothing to show.
   */
  async discard(uri: Uri): Promise<boolean> {
    const key = keyOf(uri);
    const isThere = await this.isThere(uri);
    const kept = this.drafts.read(key)?.kept ?? 0;
    await this.drafts.drop(key);
    this.open.touch(key, kept);
    if (isThere && isDirty(uri)) await revertDocument(uri);
    else if (isThere) this.announce(uri);
    return isThere;
  }

  /** Lets an editor that shows the resource read it anew. */
  reload(kind: Kind, ref: Required<Ref>): void {
    if (kind.document === undefined) return;
    const uri = addressNow(resourceUri(kind, ref));
    if (!openDocument(uri)) this.open.forget(keyOf(uri));
    else if (!this.draftOf(uri) && !isDirty(uri)) void this.readAnew(uri);
  }

  readDirectory(): [string, FileType][] {
    return [];
  }

  createDirectory(uri: Uri): never {
    throw FileSystemError.NoPermissions(uri);
  }

  delete(uri: Uri): never {
    throw FileSystemError.NoPermissions(uri);
  }

  rename(uri: Uri): never {
    throw FileSystemError.NoPermissions(uri);
  }

  private async write(uri: Uri, text: string): Promise<void> {
    const origin = this.origins.take(uri, text);
    try {
      await this.keep(uri, text);
    } catch (error) {
      this.refused.fire(uri);
      throw documentError(uri, error, this.logger, this.accounts);
    }
    if (origin === "beside") this.beside.set(uri.toString(), Date.now());
    if (origin === "person" && !this.savedForMore.has(keyOf(uri))) this.saved.fire(uri);
  }

  private async keep(uri: Uri, text: string): Promise<void> {
    const key = keyOf(uri);
    const address = addressOf(uri);
    const base = this.baseOf(uri);
    const known = this.drafts.read(key)?.kept ?? this.open.shownState(key, false)?.modified ?? 0;
    const { documentOf } = await import("../../documents/index.ts");
    if (base && documentOf(address.kind, base) === text) {
      this.open.rebase(key, this.open.see(key, base, text));
      await this.drafts.drop(key);
      this.open.touch(key, known);
      return;
    }
    const { keepDraft } = await import("./keep-draft.ts");
    const kept = Math.max(Date.now(), known + 1);
    const named = address.name === undefined ? {} : { address: uri.toString() };
    await keepDraft(this.drafts, key, address.kind, { text, kept, ...named, ...(base && { base }) });
    const document = openDocument(uri);
    if (document && !document.isDirty && document.getText() !== text) this.announce(uri);
    this.logger.info(`Kept a draft of ${documentLabel(address, this.accounts)}.`);
  }

  /** What the cloud has, with errors as VS Code takes them. */
  private async shown(uri: Uri): Promise<ResourceState> {
    try {
      return await this.see(uri);
    } catch (error) {
      throw documentError(uri, error, this.logger, this.accounts);
    }
  }

  private async see(uri: Uri): Promise<ResourceState> {
    const address = addressOf(uri);
    const { kind, owner, id } = address;
    const ref = id === undefined ? undefined : { kind: kind.id, owner, id };
    const stored = ref && (await this.readNow(kind, ref, this.lifetime.signal));
    if (!stored) throw gone(documentLabel(address, this.accounts));
    const { documentOf } = await import("../../documents/index.ts");
    const text = documentOf(kind, stored);
    const isLocked = kind.lockedBecause?.(stored.value) !== undefined;
    return this.open.see(keyOf(uri), withoutSecrets(kind, stored), text, isLocked);
  }

  /** Looks, and remembers what there is. */
  private async isThere(uri: Uri): Promise<boolean> {
    if (addressOf(uri).id === undefined) return false;
    try {
      await this.see(uri);
      return true;
    } catch (error) {
      if (toFailure(error).code === "not-found") return false;
      throw error;
    }
  }

  /** What unsaved text was begun from that VS Code has restored. */
  private async restored(uri: Uri): Promise<ResourceState | undefined> {
    const base = isDirty(uri) ? this.open.baseOf(keyOf(uri)) : undefined;
    if (!base) return undefined;
    const { documentOf } = await import("../../documents/index.ts");
    return this.open.see(keyOf(uri), base, documentOf(addressOf(uri).kind, base));
  }

  /** What could not be read is in the log by then; the editor keeps what it shows. */
  private async readAnew(uri: Uri): Promise<void> {
    await this.see(uri).then(
      () => this.announce(uri),
      () => undefined,
    );
  }

  private announce(uri: Uri): void {
    this.changed.fire([{ type: FileChangeType.Changed, uri }]);
  }

  private follow({ uri, isDirty: hasUnsaved }: TextDocument): void {
    if (uri.scheme === schemes.resource && hasUnsaved && !this.draftOf(uri)) this.open.holdBase(keyOf(uri));
  }

  private closed(uri: Uri): void {
    if (uri.scheme === schemes.resource) this.open.forget(keyOf(uri));
  }
}

/** What documents know of a resource: the fields that can be written, and no secret. */
function withoutSecrets(kind: Kind, { ref, value, version }: Stored): Stored {
  return { ref, value: fieldsOf(kind, value), ...(version !== undefined && { version }) };
}

function gone(label: string): Failure {
  return new Failure("not-found", l10n.t("There is no draft of {0}, and no cloud has it.", label), {
    remedy: l10n.t("Close its tab."),
  });
}

function fileStat(mtime: number, text: string, isLocked = false): FileStat {
  const size = new TextEncoder().encode(text).length;
  return {
    type: FileType.File,
    ctime: 0,
    mtime,
    size,
    ...(isLocked && { permissions: FilePermission.Readonly }),
  };
}
