import { EventEmitter, type Memento } from "vscode";
import { type Auth0Account, type AzureAccount, auth0SecretKey } from "../../domain/account.ts";

/** Names an Auth0 account; two with the same key are the same connection. */
export function auth0AccountKey(account: Auth0Account): string {
  return auth0SecretKey(account);
}

/**
 * The accounts of one cloud. Those of the sandbox live only as long as the session, because the sandbox takes new ports
 * at each start; the others are remembered in `memento`, without their secrets.
 */
export class AccountList<T extends Auth0Account | AzureAccount> {
  private readonly changed = new EventEmitter<void>();
  private readonly session: T[] = [];
  readonly onDidChange = this.changed.event;

  constructor(
    private readonly memento: Memento,
    private readonly storageKey: string,
    readonly keyOf: (account: T) => string,
  ) {}

  /** The sandbox first. */
  all(): readonly T[] {
    return [...this.session, ...this.memento.get<readonly T[]>(this.storageKey, [])];
  }

  /** Whether the account is still connected. */
  has(account: T): boolean {
    return this.all().some((one) => this.keyOf(one) === this.keyOf(account));
  }

  /** Adds an account, or puts it in the place of the one with the same key. */
  async add(account: T): Promise<void> {
    if (isSandboxAccount(account)) {
      this.removeFromSession(account);
      this.session.push(account);
    } else {
      const before = this.memento.get<readonly T[]>(this.storageKey, []);
      const isNew = before.every((one) => this.keyOf(one) !== this.keyOf(account));
      const kept = before.map((one) => (this.keyOf(one) === this.keyOf(account) ? account : one));
      await this.store(isNew ? [...before, account] : kept);
    }
    this.changed.fire();
  }

  /** Removing what is not there changes nothing. */
  async remove(account: T): Promise<void> {
    if (isSandboxAccount(account)) this.removeFromSession(account);
    else await this.store(this.remembered(account));
    this.changed.fire();
  }

  private remembered(except: T): T[] {
    return this.memento
      .get<readonly T[]>(this.storageKey, [])
      .filter((one) => this.keyOf(one) !== this.keyOf(except));
  }

  private removeFromSession(account: T): void {
    const index = this.session.findIndex((one) => this.keyOf(one) === this.keyOf(account));
    if (index >= 0) this.session.splice(index, 1);
  }

  private async store(accounts: readonly T[]): Promise<void> {
    await this.memento.update(this.storageKey, accounts);
  }
}

/** Whether the account belongs to the local sandbox. */
export function isSandboxAccount(account: Auth0Account | AzureAccount): boolean {
  return "sandbox" in account && account.sandbox !== undefined;
}

/** Whether only a sandbox's tenant can be at `domain`; a real one has a name. */
export function isLoopback(domain: string): boolean {
  return /^(?:127\.0\.0\.1|localhost)(?::\d+)?$/.test(domain);
}
