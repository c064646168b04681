import {
  Disposable,
  EventEmitter,
  type FileChangeEvent,
  FileChangeType,
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
import { Failure } from "../../core/failure.ts";
import type { Logger } from "../../core/logger.ts";
import type { PolicyLevel, StoredPolicy } from "../../domain/apim.ts";
import type { AzureCloud } from "../../domain/azure-cloud.ts";
import { schemes } from "../ids.ts";
import { isPolicyUri, levelLabel, levelOf, policyUri } from "../policy-uri.ts";
import type { TellingLocks } from "../services.ts";
import type { Accounts } from "../session/accounts.ts";
import type { TextDocuments } from "../text-documents.ts";
import { saveCertainly } from "./certain-save.ts";
import { askToSaveAgain, askToSaveDraft, type DraftReason, tellOfLostDraft } from "./draft-messages.ts";
import { nextSave, revertDocument, saveDocument } from "./editor-commands.ts";
import { isDirty, openDocument } from "./open-document.ts";
import { etagOnly, OpenPolicies, type PolicyBase, type PolicyState } from "./open-policies.ts";
import { askAboutConflict, askBesideComparison, type Conflict } from "./policy-conflict.ts";
import type { PolicyDraft, PolicyDrafts } from "./policy-drafts.ts";
import { PolicyRefusals } from "./policy-refusals.ts";
import { type SaveOrigin, SaveOrigins } from "./save-origins.ts";
import { SavesUnderWay } from "./saves-under-way.ts";

/** After this many saves by hand that came to nothing, somebody is typing on, or something stops them. */
const mostAttempts = 4;

/**
 * Policies as documents. Only a save by a person writes to the service; whatever else is written is kept as a draft, which
 * is what the document then shows. A save presents the ETag of the text that the editor started from, so that a change
 * made elsewhere is noticed and the person asked; what the service refuses becomes a squiggle.
 */
export class PolicyFileSystem implements FileSystemProvider {
  private readonly changed = new EventEmitter<FileChangeEvent[]>();
  readonly onDidChangeFile = this.changed.event;
  private readonly stored = new EventEmitter<PolicyLevel>();
  /** A policy was saved here, or written by a plan. */
  readonly onDidStore = this.stored.event;
  private readonly policies: OpenPolicies;
  private readonly origins = new SaveOrigins(schemes.policy, Date.now);
  private readonly refusals: PolicyRefusals;
  private readonly saves: SavesUnderWay;
  /** VS Code gives file systems no cancellation; what is under way ends with the extension. */
  private readonly lifetime = new AbortController();

  constructor(
    private readonly accounts: Accounts,
    private readonly documents: TextDocuments,
    private readonly drafts: PolicyDrafts,
    memento: Memento,
    private readonly logger: Logger,
    private readonly locks: TellingLocks,
  ) {
    this.policies = new OpenPolicies(Date.now, memento);
    this.refusals = new PolicyRefusals(logger);
    this.saves = new SavesUnderWay(drafts);
  }

  register(): Disposable[] {
    return [
      ...this.origins.register(),
      workspace.registerFileSystemProvider(schemes.policy, this, { isCaseSensitive: true }),
      workspace.onDidCloseTextDocument((document) => this.closed(document)),
      workspace.onDidChangeTextDocument(({ document }) => this.settle(document)),
      this.refusals,
      this.drafts.onDidLose((key) => tellOfLostDraft(levelLabel(levelOf(Uri.parse(key, true))))),
      new Disposable(() => this.lifetime.abort()),
    ];
  }

  /** The service tells nobody about changes; they are noticed by the ETag at the next save. */
  watch(): Disposable {
    return new Disposable(() => {});
  }

  /** Asked by VS Code before each read and write: answered from memory where possible. */
  async stat(uri: Uri): Promise<FileStat> {
    if (!isPolicyUri(uri)) return { type: FileType.Directory, ctime: 0, mtime: 0, size: 0 };
    const key = uri.toString();
    const draft = await this.draftOf(uri);
    if (draft) return fileStat(draft.kept, draft.text);
    const state = this.policies.shownState(key, isDirty(uri)) ?? (await this.see(uri));
    return fileStat(state.modified, state.text);
  }

  /** The draft where there is one, so that nobody needs the service to get at it; else always asks the service. */
  async readFile(uri: Uri): Promise<Uint8Array> {
    const key = uri.toString();
    const draft = await this.draftOf(uri);
    if (draft) {
      if (!isDirty(uri)) this.policies.rebaseOnDraft(key, draft.base);
      return new TextEncoder().encode(draft.text);
    }
    const before = this.policies.startOf(key);
    const state = await this.see(uri);
    // A read beside unsaved text, e.g. to compare with it, does not change what that text is based on.
    if (!isDirty(uri)) this.policies.rebase(key, state);
    // Whoever read it, the editor must not go on showing what a save would no longer be compared with.
    if (before && before !== state && !isDirty(uri) && openDocument(uri)) this.announce(uri);
    return new TextEncoder().encode(state.text);
  }

  /** Never overwrites what was not seen: see {@link resolveConflict}. */
  async writeFile(uri: Uri, content: Uint8Array): Promise<void> {
    const text = new TextDecoder().decode(content);
    const origin = this.origins.take(uri, text);
    try {
      if (origin !== "person") return await this.keepDraft(uri, text, origin);
      this.refusals.clear(uri);
      await this.saves.during(uri.toString(), () => this.saveByHand(uri, text));
    } catch (error) {
      throw this.refusals.ofSave(uri, error);
    }
  }

  /** Lets editors that show the policy of `scope` read it anew. */
  reload(level: PolicyLevel): void {
    const uri = policyUri(level);
    this.stored.fire(level);
    if (openDocument(uri)) void this.readAnew(uri);
    else this.policies.forget(uri.toString());
  }

  /**
   * Saves the document by hand, again where nothing came of it: VS Code does nothing where an auto-save is being formatted,
   * and lets a save by hand end with the auto-save of the same text that is being written. Whoever types on and on is told
   * that nothing was applied.
   */
  async save(uri: Uri): Promise<void> {
    for (let attempt = 0; attempt < mostAttempts; attempt += 1) {
      const before = this.origins.byPerson(uri);
      await saveDocument(uri);
      this.origins.endByHand(uri);
      if (this.origins.byPerson(uri) !== before) return;
      if (isDirty(uri)) await nextSave(uri);
      else if (!this.drafts.peek(uri.toString())) return;
    }
    if (await askToSaveAgain(levelLabel(levelOf(uri)))) await this.save(uri);
  }

  /** Shows what the server holds beside what the editor shows. */
  async compare(uri: Uri): Promise<void> {
    await this.showComparison(uri, await this.see(uri));
  }

  /**
   * Drops the draft, and unsaved text with it: the editor shows what the server holds.
   *
   * @throws FileSystemError when the service cannot be asked; the draft stays.
   */
  async discardDraft(uri: Uri): Promise<void> {
    await this.see(uri);
    await this.drafts.drop(uri.toString());
    this.policies.touch(uri.toString());
    this.refusals.clear(uri);
    if (isDirty(uri)) await revertDocument(uri);
    else this.announce(uri);
  }

  hasDraft(uri: Uri): boolean {
    return this.drafts.keys().includes(uri.toString());
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

  private async draftOf(uri: Uri): Promise<PolicyDraft | undefined> {
    try {
      return await this.drafts.read(uri.toString());
    } catch (error) {
      throw this.refusals.translate(uri, error);
    }
  }

  private async baseOf(uri: Uri): Promise<PolicyBase | undefined> {
    const key = uri.toString();
    return this.policies.baseOf(key) ?? (await this.drafts.read(key))?.base;
  }

  private async keepDraft(uri: Uri, text: string, origin: Exclude<SaveOrigin, "person">): Promise<void> {
    const key = uri.toString();
    const label = levelLabel(levelOf(uri));
    const before = await this.drafts.read(key);
    // While a save is under way, the server's text is about to be another.
    if (this.policies.startOf(key)?.text === text && !this.saves.has(key)) return this.drafts.drop(key);
    const base = await this.baseOf(uri);
    const known = before?.kept ?? this.policies.shownState(key, false)?.modified ?? 0;
    const kept = Math.max(Date.now(), known + 1);
    const draft = { text, kept, ...(base && { base: etagOnly(base) }) };
    this.saves.kept(key, draft);
    // Not waited for: while an auto-save goes on, VS Code drops a Ctrl+S of the same text.
    void this.drafts.keep(key, draft);
    const document = openDocument(uri);
    if (document && !document.isDirty && document.getText() !== text) this.announce(uri);
    this.logger.info(`Kept a draft of the policy of ${label} (${origin}).`);
    if (origin !== "automatic" && !before) void this.tellOfDraft(uri, origin);
  }

  /** Whoever saved by hand believes that it is saved; who has auto-save on sees the marks. */
  private async tellOfDraft(uri: Uri, reason: DraftReason): Promise<void> {
    if (await askToSaveDraft(levelLabel(levelOf(uri)), reason)) await this.save(uri);
  }

  private async saveByHand(uri: Uri, text: string): Promise<void> {
    const base = await this.baseOf(uri);
    if (base) await this.write(uri, text, base.etag);
    else await this.resolveConflict(uri, text, "unknown-base");
  }

  private async write(uri: Uri, text: string, etag: string | undefined): Promise<void> {
    const { cloud, level } = await this.open(uri);
    try {
      const stored = await saveCertainly(cloud, this.locks, { level, text, etag }, this.lifetime.signal);
      await this.saved(uri, level, stored, text);
    } catch (error) {
      if (!(error instanceof Failure) || error.code !== "changed-on-server") throw error;
      await this.resolveConflict(uri, text, "changed");
    }
  }

  private async saved(uri: Uri, level: PolicyLevel, stored: StoredPolicy, text: string): Promise<void> {
    const key = uri.toString();
    const state = this.policies.see(key, level, stored);
    this.policies.rebase(key, state);
    if (await this.saves.succeeded(key, state)) this.policies.touch(key);
    this.logger.info(`Saved the policy of ${levelLabel(level)}.`);
    this.stored.fire(level);
    // The service brings policies into a form of its own; the editor shows what is really stored.
    if (stored.text !== text) this.reloadAfterSave(uri);
  }

  /** Something else may stand on the server than the editor started from: only the person can say what is to be done. */
  private async resolveConflict(uri: Uri, text: string, conflict: Conflict): Promise<void> {
    const key = uri.toString();
    const onServer = await this.see(uri);
    if (onServer.text === text) {
      this.policies.rebase(key, onServer);
      await this.saves.succeeded(key, onServer);
      return;
    }
    const label = levelLabel(levelOf(uri));
    const answer = await askAboutConflict(label, conflict);
    if (answer === "overwrite") return this.write(uri, text, onServer.etag);
    if (answer === "revert") {
      await this.drafts.drop(key);
      this.policies.rebase(key, onServer);
      return this.reloadAfterSave(uri);
    }
    if (answer === "compare") void this.compareAndAsk(uri, label, onServer);
    throw new Failure(
      "changed-on-server",
      conflict === "changed"
        ? l10n.t("The policy was changed on the server. Nothing was saved.")
        : l10n.t("It is not known what your text was begun from. Nothing was saved."),
    );
  }

  private async compareAndAsk(uri: Uri, label: string, onServer: PolicyState): Promise<void> {
    await this.showComparison(uri, onServer);
    const answer = await askBesideComparison(label);
    if (answer === "nothing" || !openDocument(uri)) return;
    if (answer === "revert") return this.discardDraft(uri);
    this.policies.rebaseOnDraft(uri.toString(), onServer);
    await this.save(uri);
  }

  private async showComparison(uri: Uri, onServer: PolicyState): Promise<void> {
    const before = this.documents.add("server.policy.xml", onServer.text);
    const label = levelLabel(levelOf(uri));
    await this.documents.compare(l10n.t("{0}: on the server ↔ yours", label), before, uri);
  }

  /** Once VS Code holds the document for saved, it takes the server's text for it. */
  private reloadAfterSave(uri: Uri): void {
    const listener = workspace.onDidSaveTextDocument((document) => {
      if (document.uri.toString() !== uri.toString()) return;
      listener.dispose();
      this.policies.touch(uri.toString());
      this.announce(uri);
    });
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

  private async see(uri: Uri): Promise<PolicyState> {
    try {
      const { cloud, level } = await this.open(uri);
      const stored = await cloud.readPolicy(level, this.lifetime.signal);
      return this.policies.see(uri.toString(), level, stored);
    } catch (error) {
      throw this.refusals.translate(uri, error);
    }
  }

  private async open(uri: Uri): Promise<{ cloud: AzureCloud; level: PolicyLevel }> {
    const level = levelOf(uri);
    const account = await this.accounts.ownerOf(level.instance, this.lifetime.signal);
    return { cloud: await this.accounts.openAzure(account), level };
  }

  /** What the service said about a text is void once the editor shows the stored one again, and so is its base. */
  private settle(document: TextDocument): void {
    if (document.uri.scheme !== schemes.policy || document.isDirty) return;
    this.refusals.clear(document.uri);
    const key = document.uri.toString();
    if (!this.drafts.peek(key)) this.policies.settle(key, document.getText());
  }

  private closed({ uri }: TextDocument): void {
    if (uri.scheme !== schemes.policy) return;
    this.policies.forget(uri.toString());
    this.refusals.clear(uri);
  }
}

function fileStat(mtime: number, text: string): FileStat {
  return { type: FileType.File, ctime: 0, mtime, size: new TextEncoder().encode(text).length };
}
