import { toSigningKey } from "../../src/adapters/auth0/private-key.ts";
import { Failure } from "../../src/core/failure.ts";
import { createLogger } from "../../src/core/logger.ts";
import type { Auth0Account, AzureAccount } from "../../src/domain/account.ts";
import type { PolicyLevel } from "../../src/domain/apim.ts";
import type { SandboxLauncher } from "../../src/domain/sandbox-launcher.ts";
import { kindOf } from "../../src/resources/all-kinds.ts";
import type { CloudFactory } from "../../src/resources/clouds.ts";
import type { DocumentServices } from "../../src/shell/services.ts";
import "./vscode/install.ts";
import { azureWithCalculator, InMemoryApiCaller, InMemoryAuth0Cloud } from "./in-memory/index.ts";
import { InMemoryLocks } from "./in-memory/keeper.ts";
import { InMemoryFolder } from "./in-memory/text-folder.ts";
import { person, Uri } from "./vscode/index.ts";
import { InMemoryMemento } from "./vscode/memento.ts";

const { Accounts } = await import("../../src/shell/session/accounts.ts");
const { JournalStore } = await import("../../src/shell/journal/journal-store.ts");
const { registerDocuments } = await import("../../src/shell/documents/register-documents.ts");
const { OldJournals } = await import("../../src/shell/journal/old-journals.ts");
const { LinkIndex } = await import("../../src/shell/session/link-index.ts");
const { SandboxControl } = await import("../../src/shell/session/sandbox-control.ts");
const { SessionSecretStore } = await import("../../src/shell/session/secret-storage.ts");
const { TextDocuments } = await import("../../src/shell/text-documents.ts");

export const contoso: Auth0Account = { domain: "contoso.eu.auth0.com", clientId: "m2m" };
export const principal: AzureAccount = { kind: "service-principal", tenantId: "dir", clientId: "app" };

/** A launcher whose sandbox is never there. */
const noSandbox: SandboxLauncher = { start: () => Promise.reject(new Error("No sandbox here.")) };

/** The shell's insides on both clouds in memory, and the person who sits before them. */
export function shellInMemory(launcher: SandboxLauncher = noSandbox) {
  person.reset();
  const auth0 = new InMemoryAuth0Cloud(contoso.domain);
  const azure = azureWithCalculator();
  const caller = new InMemoryApiCaller();
  const factory: CloudFactory = {
    openAuth0: async () => auth0,
    openAzure: async () => azure,
    checkCertificate: async () => {},
    readAzureCloud: () => Promise.reject(new Error("No other cloud here.")),
    readSigningKey: async (pem, passphrase) => toSigningKey(pem, passphrase),
    openCaller: async () => caller,
    async fetchDocument(address) {
      const text = pages.get(address);
      if (text === undefined) throw new Failure("not-found", `${address} answered 404.`);
      return { text, url: address };
    },
  };
  const pages = new Map<string, string>();
  const log: string[] = [];
  const logger = createLogger({ write: (level, line) => log.push(`${level}: ${line}`) });
  const memento = new InMemoryMemento();
  const workspaceState = new InMemoryMemento();
  const secrets = new SessionSecretStore();
  const folder = new InMemoryFolder();
  const accounts = new Accounts(memento, secrets, factory);
  // The stand-in's addresses are all that this needs of VS Code's.
  const storage = Uri.parse("file:///storage") as unknown as ConstructorParameters<typeof SandboxControl>[2];
  const refreshes: string[] = [];
  const effective: string[] = [];
  const reloaded: PolicyLevel[] = [];
  const revealed: string[] = [];
  const tree = {
    refresh: () => {},
    renew: () => {},
    filterOf: () => undefined,
    filter: () => {},
    clearFilter: () => {},
    stop: () => {},
    loadMore: async () => {},
    retry: () => {},
    reveal: async (id: string) => {
      revealed.push(id);
      return true;
    },
  };
  const documents = registerDocuments(accounts, workspaceState, logger);
  const services: DocumentServices = {
    ...documents,
    accounts,
    sandbox: new SandboxControl(launcher, accounts, storage, workspaceState, logger),
    journals: new JournalStore(folder, secrets, async () => ({ kindOf }), logger),
    oldJournals: new OldJournals(secrets, memento, logger),
    locks: new InMemoryLocks(),
    planTabs: new Map(),
    testPages: new Map(),
    accessPages: new Map(),
    documents: new TextDocuments(),
    logger,
    trees: { tenants: tree, instances: tree, refresh: (which) => refreshes.push(which ?? "both") },
    reloadPolicy: (level) => reloaded.push(level),
    resourceDocuments: { loaded: documents, load: async () => documents },
    policies: {
      save: async () => {},
      compare: async () => {},
      discardDraft: async () => {},
      hasDraft: () => false,
    },
    effective: {
      take: (uri) => effective.push(uri.toString()),
      renew: (uri) => effective.push(uri.toString()),
    },
    showLog: () => {},
    environment: {},
    extensionUri: storage,
  };
  const links = new LinkIndex(accounts, logger);
  return {
    services,
    accounts,
    links,
    auth0,
    azure,
    caller,
    /** What is found at addresses. */
    pages,
    factory,
    memento,
    workspaceState,
    secrets,
    folder,
    log,
    refreshes,
    reloaded,
    /** Ids of the nodes that were shown in their tree. */
    revealed,
  };
}

/** As {@link shellInMemory}, with both accounts connected. */
export async function connectedShell() {
  const shell = shellInMemory();
  await shell.accounts.connectTenant(contoso, "auth0-secret");
  await shell.accounts.connectAzure(principal, "azure-secret");
  return shell;
}
