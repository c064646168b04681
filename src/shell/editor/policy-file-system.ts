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
  languages,
  type TextDocument,
  type Uri,
  workspace,
} from "vscode";
import { Failure, toFailure } from "../../core/failure.ts";
import type { Logger } from "../../core/logger.ts";
import type { PolicyScope, StoredPolicy } from "../../domain/apim.ts";
import type { ApimGateway } from "../../domain/apim-gateway.ts";
import { schemes } from "../ids.ts";
import { withoutLinks } from "../plain-text.ts";
import { isPolicyUri, policyUri, scopeLabel, scopeOf } from "../policy-uri.ts";
import type { ConnectionStore } from "../session/connection-store.ts";
import type { TextDocuments } from "../text-documents.ts";
import { OpenPolicies, type PolicyState } from "./open-policies.ts";
import { askAboutConflict } from "./policy-conflict.ts";
import { serviceDiagnostics } from "./service-diagnostics.ts";

/**
 * Policies as documents. A save presents the ETag of the text that the editor started from, so that a change made
 * elsewhere is noticed and the person asked; what the service refuses becomes a squiggle.
 */
export class PolicyFileSystem implements FileSystemProvider {
  private readonly changed = new EventEmitter<FileChangeEvent[]>();
  readonly onDidChangeFile = this.changed.event;
  private readonly policies = new OpenPolicies(Date.now);
  private readonly refusals = languages.createDiagnosticCollection(schemes.policy);
  /** VS Code gives file systems no cancellation; what is under way ends with the extension. */
  private readonly lifetime = new AbortController();

  constructor(
    private readonly connections: ConnectionStore,
    private readonly documents: TextDocuments,
    private readonly logger: Logger,
  ) {}

  register(): Disposable[] {
    return [
      workspace.registerFileSystemProvider(schemes.policy, this, { isCaseSensitive: true }),
      workspace.onDidCloseTextDocument((document) => this.closed(document)),
      workspace.onDidChangeTextDocument(({ document }) => this.dropOldRefusals(document)),
      this.refusals,
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
    const state = this.policies.shownState(uri.toString(), isDirty(uri)) ?? (await this.see(uri));
    return {
      type: FileType.File,
      ctime: 0,
      mtime: state.modified,
      size: new TextEncoder().encode(state.text).length,
    };
  }

  /** Always asks the service. */
  async readFile(uri: Uri): Promise<Uint8Array> {
    const before = this.policies.baseOf(uri.toString());
    const state = await this.see(uri);
    // A read beside unsaved text, e.g. to compare with it, does not change what that text is based on.
    if (!isDirty(uri)) this.policies.rebase(uri.toString(), state);
    // Whoever read it, the editor must not go on showing what a save would no longer be compared with.
    if (before && before !== state && !isDirty(uri) && openDocument(uri)) this.announce(uri);
    return new TextEncoder().encode(state.text);
  }

  /** Never overwrites what was not seen: see {@link resolveConflict}. */
  async writeFile(uri: Uri, content: Uint8Array): Promise<void> {
    const text = new TextDecoder().decode(content);
    this.refusals.delete(uri);
    try {
      const base = this.policies.baseOf(uri.toString());
      if (!base) await this.resolveConflict(uri, text);
      else await this.save(uri, text, base.etag);
    } catch (error) {
      throw this.translate(uri, error);
    }
  }

  /** Lets editors that show the policy of `scope` read it anew. */
  reload(scope: PolicyScope): void {
    const uri = policyUri(scope);
    if (openDocument(uri)) void this.readAnew(uri);
    else this.policies.forget(uri.toString());
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

  private async save(uri: Uri, text: string, etag: string | undefined): Promise<void> {
    const { gateway, scope } = await this.open(uri);
    try {
      const stored = await gateway.writePolicy(scope, text, etag, this.lifetime.signal);
      this.saved(uri, scope, stored, text);
    } catch (error) {
      if (!(error instanceof Failure) || error.code !== "changed-on-server") throw error;
      await this.resolveConflict(uri, text);
    }
  }

  private saved(uri: Uri, scope: PolicyScope, stored: StoredPolicy, text: string): void {
    const state = this.policies.see(uri.toString(), scope, stored);
    this.policies.rebase(uri.toString(), state);
    this.logger.info(`Saved the policy of ${scopeLabel(scope)}.`);
    // The service brings policies into a form of its own; the editor shows what is really stored.
    if (stored.text !== text) this.reloadAfterSave(uri);
  }

  /** The server holds something else than the editor started from: only the person can say what is to be done. */
  private async resolveConflict(uri: Uri, text: string): Promise<void> {
    const onServer = await this.see(uri);
    if (onServer.text === text) return this.policies.rebase(uri.toString(), onServer);
    const label = scopeLabel(scopeOf(uri));
    const answer = await askAboutConflict(label);
    if (answer === "overwrite") return this.save(uri, text, onServer.etag);
    if (answer === "revert") {
      this.policies.rebase(uri.toString(), onServer);
      return this.reloadAfterSave(uri);
    }
    if (answer === "compare") this.compare(uri, label, onServer);
    throw new Failure(
      "changed-on-server",
      l10n.t("The policy was changed on the server. Nothing was saved."),
    );
  }

  private compare(uri: Uri, label: string, onServer: PolicyState): void {
    const before = this.documents.add("server.policy.xml", onServer.text);
    void this.documents.compare(l10n.t("{0}: on the server ↔ yours", label), before, uri);
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
      const { gateway, scope } = await this.open(uri);
      const stored = await gateway.readPolicy(scope, this.lifetime.signal);
      return this.policies.see(uri.toString(), scope, stored);
    } catch (error) {
      throw this.translate(uri, error);
    }
  }

  private async open(uri: Uri): Promise<{ gateway: ApimGateway; scope: PolicyScope }> {
    const scope = scopeOf(uri);
    const account = await this.connections.ownerOf(scope.service, this.lifetime.signal);
    return { gateway: await this.connections.openAzure(account), scope };
  }

  /** What the service said about a text is void once the editor shows the stored one again. */
  private dropOldRefusals({ uri, isDirty }: TextDocument): void {
    if (uri.scheme === schemes.policy && !isDirty) this.refusals.delete(uri);
  }

  private closed({ uri }: TextDocument): void {
    if (uri.scheme !== schemes.policy) return;
    this.policies.forget(uri.toString());
    this.refusals.delete(uri);
  }

  private translate(uri: Uri, error: unknown): FileSystemError {
    if (error instanceof FileSystemError) return error;
    const failure = toFailure(error);
    this.logger.error(`The policy document ${uri.path}: ${failure.text}`, failure.cause);
    if (failure.code === "rejected") {
      this.refusals.set(uri, serviceDiagnostics(failure, openDocument(uri)));
    }
    const text = withoutLinks(failure.text);
    if (failure.code === "not-found") return FileSystemError.FileNotFound(text);
    if (failure.code === "forbidden") return FileSystemError.NoPermissions(text);
    return FileSystemError.Unavailable(text);
  }
}

function isDirty(uri: Uri): boolean {
  return openDocument(uri)?.isDirty ?? false;
}

function openDocument(uri: Uri): TextDocument | undefined {
  return workspace.textDocuments.find((document) => document.uri.toString() === uri.toString());
}
