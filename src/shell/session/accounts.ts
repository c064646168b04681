import { EventEmitter, l10n, type Memento } from "vscode";
import { Failure, isCancelled, type SignIn, throwIfCancelled } from "../../core/failure.ts";
import {
  type Auth0Account,
  type AzureAccount,
  type AzureCredentials,
  auth0SecretKey,
  azureAccountKey,
  azureSecretKey,
  type SandboxTrust,
  type SecretStore,
} from "../../domain/account.ts";
import type { InstanceRef, Subscription } from "../../domain/apim.ts";
import type { Auth0Cloud } from "../../domain/auth0-cloud.ts";
import type { ApiCaller, AzureCloud } from "../../domain/azure-cloud.ts";
import type { FetchedDocument } from "../../domain/document-fetcher.ts";
import type { CloudFactory, Shelved } from "../../resources/clouds.ts";
import { grantedScopes } from "../../workflows/connect.ts";
import { AccountList, auth0AccountKey, isSandboxAccount } from "./account-list.ts";
import { LatelyChosen } from "./lately-chosen.ts";
import { microsoftToken } from "./microsoft-token.ts";
import { SessionSecretStore } from "./secret-storage.ts";
import { SubscriptionFilter } from "./subscription-filter.ts";

/** Who is connected, and the open clouds of each. Clouds are opened at first use and kept until their account goes. */
export class Accounts {
  readonly tenants: AccountList<Auth0Account>;
  readonly azure: AccountList<AzureAccount>;
  readonly filter: SubscriptionFilter;
  readonly lately: LatelyChosen;
  private readonly sandboxSecrets = new SessionSecretStore();
  private readonly openTenants = new Map<string, Promise<Auth0Cloud & Shelved>>();
  private readonly openAccounts = new Map<string, Promise<AzureCloud & Shelved>>();
  private readonly openCallers = new Map<string, Promise<ApiCaller>>();
  private readonly scopes = new Map<string, ReadonlySet<string>>();
  private readonly owners = new Map<string, AzureAccount>();
  private readonly changed = new EventEmitter<"tenants" | "azure">();
  readonly onDidChange = this.changed.event;

  constructor(
    memento: Memento,
    private readonly secrets: SecretStore,
    readonly factory: CloudFactory,
  ) {
    this.tenants = new AccountList(memento, "auth0Accounts", auth0AccountKey);
    this.azure = new AccountList(memento, "azureAccounts", azureAccountKey);
    this.tenants.onDidChange(() => this.changed.fire("tenants"));
    this.azure.onDidChange(() => this.changed.fire("azure"));
    this.filter = new SubscriptionFilter(memento);
    this.lately = new LatelyChosen(memento);
    this.filter.onDidChange(() => this.changed.fire("azure"));
  }

  /** Keeps an account that was found to work, and its secret; a known one is replaced. */
  async connectTenant(account: Auth0Account, secret: string): Promise<void> {
    await this.secretsOf(account).write(auth0SecretKey(account), secret);
    this.openTenants.delete(auth0AccountKey(account));
    await this.tenants.add(account);
  }

  /** Keeps what is said about an account, such as its name; its secret stays. */
  async updateTenant(account: Auth0Account): Promise<void> {
    await this.tenants.add(account);
  }

  /** Forgets an account and its secret. */
  async disconnectTenant(account: Auth0Account): Promise<void> {
    await this.secretsOf(account).delete(auth0SecretKey(account));
    this.openTenants.delete(auth0AccountKey(account));
    // The next sandbox may have another certificate authority in the same file.
    if (account.sandbox) this.openCallers.delete(account.sandbox.ca);
    await this.tenants.remove(account);
  }

  /** `secret` is that of a service principal, or the password of its certificate, where it has one. */
  async connectAzure(account: AzureAccount, secret: string | undefined): Promise<void> {
    if (account.kind === "service-principal") {
      const [secrets, key] = [this.secretsOf(account), azureSecretKey(account)];
      // what another way of signing in has left there is of no use any more
      await (secret === undefined ? secrets.delete(key) : secrets.write(key, secret));
    }
    this.openAccounts.delete(azureAccountKey(account));
    this.owners.clear();
    await this.azure.add(account);
  }

  /** Keeps what is said about an account, such as its name; its secret stays. */
  async updateAzure(account: AzureAccount): Promise<void> {
    await this.azure.add(account);
  }

  /** Whether VS Code's own account is signed in with. */
  hasEditorAccounts(): boolean {
    return this.azure.all().some(({ kind }) => kind === "microsoft");
  }

  /** VS Code's accounts are others than before: what was opened with them is opened anew. */
  renewEditorAccounts(): void {
    for (const account of this.azure.all())
      if (account.kind === "microsoft") this.openAccounts.delete(azureAccountKey(account));
    this.owners.clear();
    this.changed.fire("azure");
  }

  /** The subscriptions that an account sees and the person wants to see. */
  async *subscriptionsOf(account: AzureAccount, signal: AbortSignal): AsyncGenerator<Subscription> {
    const cloud = await this.openAzure(account);
    for await (const one of cloud.listSubscriptions(signal)) {
      this.rememberOwner(one.id, account);
      if (this.filter.shows(account, one.id)) yield one;
    }
  }

  /** Forgets an account, its secret, and what was chosen of it. */
  async disconnectAzure(account: AzureAccount): Promise<void> {
    if (account.kind === "service-principal") await this.secretsOf(account).delete(azureSecretKey(account));
    this.openAccounts.delete(azureAccountKey(account));
    this.owners.clear();
    await this.azure.remove(account);
    await this.filter.choose(new Map([[account, undefined]]));
  }

  /** Another window has changed a secret: what was opened with the old one is opened anew. */
  secretChanged(key: string): void {
    this.openTenants.delete(key);
    this.openAccounts.delete(key);
  }

  /** Throws `unauthorized` when the account or its secret is gone; does not touch the network. */
  openTenant(account: Auth0Account): Promise<Auth0Cloud & Shelved> {
    return openOnce(this.openTenants, auth0AccountKey(account), async () => {
      const secret = this.tenants.has(account)
        ? await this.secretsOf(account).read(auth0SecretKey(account))
        : undefined;
      if (secret === undefined) throw tenantGone(account);
      return this.factory.openAuth0(account, secret);
    });
  }

  /** Throws `unauthorized` when the account or its secret is gone; does not touch the network. */
  openAzure(account: AzureAccount): Promise<AzureCloud & Shelved> {
    return openOnce(this.openAccounts, azureAccountKey(account), async () => {
      if (!this.azure.has(account)) throw azureGone(account);
      return this.factory.openAzure(account, await this.credentialsOf(account));
    });
  }

  /**
   * Whether the account's application has a scope of the Management API; `undefined` when that could not be learnt. Asked anew
   * when it had not: somebody may have granted it.
   */
  async hasScope(account: Auth0Account, scope: string, signal: AbortSignal): Promise<boolean | undefined> {
    const key = auth0AccountKey(account);
    const before = this.scopes.get(key);
    if (before?.has(scope)) return true;
    const now = await this.grantedTo(account, signal);
    // what is open goes on with a token of before
    if (before && now?.has(scope)) this.openTenants.delete(key);
    return now?.has(scope);
  }

  /** The scopes of the Management API that the account's application has now; `undefined` when that could not be learnt. */
  async grantedTo(account: Auth0Account, signal: AbortSignal): Promise<ReadonlySet<string> | undefined> {
    const [cloud, secret] = await Promise.all([
      this.openTenant(account),
      this.secretsOf(account).read(auth0SecretKey(account)),
    ]);
    const now = await grantedScopes(cloud, account, secret ?? "", signal).catch(unlessCancelled);
    if (now) this.scopes.set(auth0AccountKey(account), now);
    return now;
  }

  /** The text at an address that a person gave. */
  fetchDocument(address: string, signal: AbortSignal): Promise<FetchedDocument> {
    return this.factory.fetchDocument(address, signal);
  }

  /** Calls APIs through the gateway; `trust` for those of the sandbox. */
  openCaller(trust: SandboxTrust | undefined): Promise<ApiCaller> {
    return openOnce(this.openCallers, trust?.ca ?? "", () => this.factory.openCaller(trust));
  }

  /** Remembers which account found a subscription, so that its documents can be opened later without a search. */
  rememberOwner(subscriptionId: string, account: AzureAccount): void {
    this.owners.set(subscriptionId.toLowerCase(), account);
  }

  /**
   * The account that sees the subscription `instance` is in.
   *
   * @throws Failure `unauthorized` when nobody is signed in, `not-found` when no account sees the subscription.
   */
  async ownerOf(instance: InstanceRef, signal: AbortSignal): Promise<AzureAccount> {
    const wanted = instance.subscriptionId.toLowerCase();
    const known = this.owners.get(wanted);
    if (known && this.azure.has(known)) return known;
    if (this.azure.all().length === 0)
      throw signedOut("Azure", l10n.t("Sign in to Azure, or start the sandbox."), ["azure", "sandbox"]);
    const failure = await this.findOwners(signal);
    const found = this.owners.get(wanted);
    if (found) return found;
    // the one that could not be asked may be the one
    if (failure) throw failure;
    throw new Failure(
      "not-found",
      l10n.t(
        "No signed-in Azure account sees the subscription {0} of {1}.",
        instance.subscriptionId,
        instance.serviceName,
      ),
      {
        remedy: l10n.t("Sign in with an account that does, or start the sandbox if it is its own."),
        signIns: ["azure", "sandbox"],
      },
    );
  }

  /** Asks every account for its subscriptions. One that fails does not stop the others; answers with what the first said. */
  private async findOwners(signal: AbortSignal): Promise<unknown> {
    let failure: unknown;
    for (const account of this.azure.all()) {
      try {
        const cloud = await this.openAzure(account);
        for await (const { id } of cloud.listSubscriptions(signal)) {
          throwIfCancelled(signal);
          const known = this.owners.get(id.toLowerCase());
          if (!known || !this.azure.has(known)) this.rememberOwner(id, account);
        }
      } catch (error) {
        if (isCancelled(error)) throw error;
        failure ??= error;
      }
    }
    return failure;
  }

  private async credentialsOf(account: AzureAccount): Promise<AzureCredentials> {
    if (account.kind === "microsoft") return { accessToken: microsoftToken(account) };
    if (account.kind !== "service-principal") return {};
    const secret = await this.secretsOf(account).read(azureSecretKey(account));
    if (account.certificatePath !== undefined) return secret ? { certificatePassword: secret } : {};
    if (secret === undefined) throw azureGone(account);
    return { clientSecret: secret };
  }

  private secretsOf(account: Auth0Account | AzureAccount): SecretStore {
    return isSandboxAccount(account) ? this.sandboxSecrets : this.secrets;
  }
}

/** What could not be learnt is not known; that nobody waits for it any more is told. */
function unlessCancelled(error: unknown): undefined {
  if (isCancelled(error)) throw error;
  return undefined;
}

/** A failed opening is forgotten, so that the next use tries again. */
function openOnce<T>(map: Map<string, Promise<T>>, key: string, open: () => Promise<T>): Promise<T> {
  const existing = map.get(key);
  if (existing) return existing;
  const opening = open();
  map.set(key, opening);
  opening.catch(() => {
    if (map.get(key) === opening) map.delete(key);
  });
  return opening;
}

function tenantGone({ domain, sandbox }: Auth0Account): Failure {
  return sandbox
    ? signedOut(domain, l10n.t("Start the sandbox again."), ["sandbox"])
    : signedOut(domain, l10n.t("Connect the tenant again."), ["auth0"], domain);
}

function azureGone(account: AzureAccount): Failure {
  return isSandboxAccount(account)
    ? signedOut("Azure", l10n.t("Start the sandbox again."), ["sandbox"])
    : signedOut("Azure", l10n.t("Sign in to Azure again."), ["azure"], azureAccountKey(account));
}

function signedOut(where: string, remedy: string, signIns: readonly SignIn[], account?: string): Failure {
  return new Failure("unauthorized", l10n.t("You are not signed in to {0}.", where), {
    remedy,
    signIns,
    ...(account !== undefined && { account }),
  });
}
