import { type ExtensionContext, env, UIKind, Uri, window } from "vscode";
import { SdkCloudFactory } from "./adapters/cloud-factory.ts";
import { DiskFolder } from "./adapters/disk-folder.ts";
import { FileLocks } from "./adapters/file-locks.ts";
import { ForkSandboxLauncher } from "./adapters/sandbox-launcher.ts";
import type { Logger } from "./core/logger.ts";
import type { SecretStore } from "./domain/account.ts";
import { announceDeath } from "./shell/announce-death.ts";
import { LaterDocuments } from "./shell/documents/later-documents.ts";
import { DraftMarks } from "./shell/editor/draft-marks.ts";
import { PolicyDrafts } from "./shell/editor/policy-drafts.ts";
import { PolicyFileSystem } from "./shell/editor/policy-file-system.ts";
import { JournalStore } from "./shell/journal/journal-store.ts";
import { watchKeptPlans } from "./shell/journal/kept-plans.ts";
import { OldJournals } from "./shell/journal/old-journals.ts";
import { EffectiveDocuments } from "./shell/language/effective/effective-documents.ts";
import { registerLanguage } from "./shell/language/register-language.ts";
import { channelLogger } from "./shell/log.ts";
import { registerAllCommands } from "./shell/register-commands.ts";
import { AccessIndex } from "./shell/session/access-index.ts";
import { Accounts } from "./shell/session/accounts.ts";
import { LinkIndex } from "./shell/session/link-index.ts";
import { LiveFactsStore } from "./shell/session/live-facts-store.ts";
import { SandboxControl } from "./shell/session/sandbox-control.ts";
import { VsCodeSecretStore } from "./shell/session/secret-storage.ts";
import { watchEditorAccounts } from "./shell/session/watch-editor-accounts.ts";
import { watchTokenExpiry } from "./shell/session/watch-token-expiry.ts";
import { startSandboxIfWanted } from "./shell/start-sandbox-if-wanted.ts";
import { tellProgress } from "./shell/tell-progress.ts";
import { TextDocuments } from "./shell/text-documents.ts";
import { registerTrees } from "./shell/tree/register-trees.ts";

/** Puts the extension together. Nothing here loads an SDK: the cloud factory does, when a cloud is first asked. */
export function activate(context: ExtensionContext): void {
  const channel = window.createOutputChannel("Auth0 for APIM", { log: true });
  const logger = channelLogger(channel);
  const secrets = new VsCodeSecretStore(context.secrets);
  const accounts = new Accounts(context.globalState, secrets, new SdkCloudFactory());
  const sandbox = sandboxOf(context, accounts, logger);
  const links = new LinkIndex(accounts, logger);
  const trees = registerTrees(accounts, sandbox, links, new AccessIndex(accounts), logger);
  const documents = new TextDocuments();
  const drafts = new PolicyDrafts(secrets, context.globalState, env.uiKind === UIKind.Desktop);
  const plans = plansOf(context, secrets, logger);
  const policies = new PolicyFileSystem(
    accounts,
    documents,
    drafts,
    context.workspaceState,
    logger,
    plans.locks,
  );
  const resourceDocuments = new LaterDocuments(accounts, context.workspaceState, logger);
  const facts = new LiveFactsStore(accounts, logger);
  const effective = new EffectiveDocuments(accounts, policies.onDidStore, logger);
  const commands = registerAllCommands({
    accounts,
    sandbox,
    ...plans,
    ...noPages(),
    documents,
    trees,
    reloadPolicy: (level) => policies.reload(level),
    policies,
    effective,
    resourceDocuments,
    showLog: () => channel.show(),
    environment: process.env,
    extensionUri: context.extensionUri,
  });
  context.subscriptions.push(
    channel,
    { dispose: () => sandbox.end() },
    links,
    facts,
    trees,
    ...[accounts, drafts].map((one) => context.secrets.onDidChange(({ key }) => one.secretChanged(key))),
    announceDeath(sandbox),
    ...watchEditorAccounts(accounts, logger),
    ...watchTokenExpiry(accounts, () => trees.tenants.redraw()),
    plans.journals,
    watchKeptPlans(plans),
    ...tellProgress(accounts),
    ...documents.register(),
    ...policies.register(),
    ...effective.register(),
    ...new DraftMarks(drafts).register(),
    ...resourceDocuments.register(),
    ...commands,
    ...registerLanguage(facts, logger),
  );
  startSandboxIfWanted();
}

/** The sandbox of this window. */
function sandboxOf(
  { extensionUri, globalStorageUri, workspaceState }: ExtensionContext,
  accounts: Accounts,
  logger: Logger,
): SandboxControl {
  const launcher = new ForkSandboxLauncher(Uri.joinPath(extensionUri, "dist", "sandbox.js").fsPath);
  return new SandboxControl(launcher, accounts, globalStorageUri, workspaceState, logger);
}

/** What keeps open pages by what they are about. */
function noPages() {
  return { planTabs: new Map(), testPages: new Map(), accessPages: new Map() };
}

/** What plans are kept in, and what keeps two of them apart. */
function plansOf({ globalStorageUri, globalState }: ExtensionContext, secrets: SecretStore, logger: Logger) {
  const folder = (name: string) => Uri.joinPath(globalStorageUri, name).fsPath;
  return {
    journals: new JournalStore(
      new DiskFolder(folder("journals")),
      secrets,
      () => import("./resources/all-kinds.ts"),
      logger,
    ),
    oldJournals: new OldJournals(secrets, globalState, logger),
    locks: new FileLocks(folder("locks")),
    logger,
  };
}
