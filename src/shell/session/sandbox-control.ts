import { commands, EventEmitter, FileSystemError, l10n, type Memento, Uri, workspace } from "vscode";
import { Failure, throwIfCancelled } from "../../core/failure.ts";
import type { Logger } from "../../core/logger.ts";
import type { Auth0Account, AzureAccount, SandboxInfo } from "../../domain/account.ts";
import type { SandboxLauncher, SandboxProcess } from "../../domain/sandbox-launcher.ts";
import { contextKeys, settingKeys } from "../ids.ts";
import { isSandboxAccount } from "./account-list.ts";
import type { Accounts } from "./accounts.ts";

/** Keeps that a sandbox ran in this window and was not stopped. */
const wantedKey = "sandboxWanted";

/** The local sandbox of this window: at most one process, connected on both sides while it runs. */
export class SandboxControl {
  private process: SandboxProcess | undefined;
  private starting: Promise<SandboxInfo> | undefined;
  /** Aborted by a stop, so that a start that is under way ends with it. */
  private stopped = new AbortController();
  private readonly died = new EventEmitter<void>();
  /** Fires when the process ended though nobody asked it to. */
  readonly onDidDie = this.died.event;
  private readonly changed = new EventEmitter<void>();
  /** Fires when {@link isMissing} may have changed without a change of accounts. */
  readonly onDidChange = this.changed.event;

  /** `memento` is that of the window: which sandbox runs is its own affair. */
  constructor(
    private readonly launcher: SandboxLauncher,
    private readonly accounts: Accounts,
    private readonly storage: Uri,
    private readonly memento: Memento,
    private readonly logger: Logger,
  ) {}

  /** Whether one ran here that nobody has stopped, and runs no more: the window was reloaded, or it died. */
  get isMissing(): boolean {
    return !this.process && this.memento.get(wantedKey, false);
  }

  /** What the running sandbox said about itself; `undefined` when none runs. */
  get running(): SandboxInfo | undefined {
    return this.process?.info;
  }

  /** Starts the process unless it runs, and connects both its sides. */
  start(signal: AbortSignal): Promise<SandboxInfo> {
    if (this.process) return Promise.resolve(this.process.info);
    this.starting ??= this.launch(AbortSignal.any([signal, this.stopped.signal])).finally(() => {
      this.starting = undefined;
    });
    return this.starting;
  }

  /** Disconnects both sides and ends the process, also one that is only starting; none is missed after that. */
  async stop(): Promise<void> {
    await this.memento.update(wantedKey, undefined);
    await this.end();
    this.changed.fire();
  }

  /** As {@link stop}, since the window goes: the next one says that the sandbox is stopped. */
  async end(): Promise<void> {
    this.stopped.abort();
    this.stopped = new AbortController();
    await this.starting?.catch(() => undefined);
    const { process } = this;
    if (!process) return;
    this.process = undefined;
    try {
      await this.disconnect(process.info);
    } finally {
      await process.stop();
    }
  }

  /** Ends the process and forgets what was done in it. */
  async reset(): Promise<void> {
    await this.stop();
    await this.deleteState();
  }

  private async launch(signal: AbortSignal): Promise<SandboxInfo> {
    await workspace.fs.createDirectory(this.storage);
    if (!workspace.getConfiguration().get<boolean>(settingKeys.keepSandboxState, true))
      await this.deleteState();
    const process = await this.launcher.start({ stateFile: this.stateFile.fsPath }, signal);
    if (signal.aborted) await process.stop();
    throwIfCancelled(signal);
    this.process = process;
    void process.ended.then(() => this.ended(process));
    const { info } = process;
    await this.memento.update(wantedKey, true);
    await this.connect(info);
    if (this.process !== process) {
      await this.disconnect(info);
      throw new Failure("unreachable", l10n.t("The sandbox ended as soon as it had started."), {
        remedy: l10n.t("Look into the log, then start it again."),
      });
    }
    this.logger.info(
      `The sandbox runs: Auth0 ${info.auth0.domain}, gateway ${info.gateway}, portal ${info.portal}.`,
    );
    return info;
  }

  private async ended(process: SandboxProcess): Promise<void> {
    if (this.process !== process) return;
    this.process = undefined;
    this.logger.warning("The sandbox has ended by itself.");
    await this.disconnect(process.info);
    this.died.fire();
  }

  private async connect(info: SandboxInfo): Promise<void> {
    await this.accounts.connectTenant(auth0AccountOf(info), info.auth0.clientSecret);
    await this.accounts.connectAzure(azureAccountOf(info), info.azure.clientSecret);
    await commands.executeCommand("setContext", contextKeys.sandboxRunning, true);
  }

  /** Also accounts of other applications that somebody made in it. */
  private async disconnect(info: SandboxInfo): Promise<void> {
    const tenants = this.accounts.tenants.all().filter(isSandboxAccount);
    for (const tenant of tenants) await this.accounts.disconnectTenant(tenant);
    await this.accounts.disconnectAzure(azureAccountOf(info));
    await commands.executeCommand("setContext", contextKeys.sandboxRunning, false);
  }

  private get stateFile(): Uri {
    return Uri.joinPath(this.storage, "sandbox-state.json");
  }

  private async deleteState(): Promise<void> {
    try {
      await workspace.fs.delete(this.stateFile);
    } catch (error) {
      if (!(error instanceof FileSystemError) || error.code !== "FileNotFound") throw error;
    }
  }
}

function auth0AccountOf({ auth0, ca }: SandboxInfo): Auth0Account {
  return { domain: auth0.domain, clientId: auth0.clientId, sandbox: { ca } };
}

function azureAccountOf({ azure, ca }: SandboxInfo): AzureAccount {
  const { tenantId, clientId, authorityHost, resourceManager } = azure;
  return { kind: "service-principal", tenantId, clientId, sandbox: { ca, authorityHost, resourceManager } };
}
