import { EventEmitter, type Memento } from "vscode";
import { type AzureAccount, azureAccountKey } from "../../domain/account.ts";

const storageKey = "shownSubscriptions";

/** Which subscriptions are shown: those that were chosen, and all of an account for which none were. Remembered in `memento`. */
export class SubscriptionFilter {
  private readonly changed = new EventEmitter<void>();
  readonly onDidChange = this.changed.event;

  constructor(private readonly memento: Memento) {}

  shows(account: AzureAccount, subscriptionId: string): boolean {
    return this.chosen()[azureAccountKey(account)]?.includes(subscriptionId.toLowerCase()) ?? true;
  }

  /** Shows these subscriptions of each account; all where there is `undefined`. Other accounts stay as they are. */
  async choose(choices: ReadonlyMap<AzureAccount, readonly string[] | undefined>): Promise<void> {
    const all = new Map(Object.entries(this.chosen()));
    for (const [account, ids] of choices) {
      const key = azureAccountKey(account);
      if (ids === undefined) all.delete(key);
      else
        all.set(
          key,
          ids.map((id) => id.toLowerCase()),
        );
    }
    const now = Object.fromEntries(all);
    if (JSON.stringify(now) === JSON.stringify(this.chosen())) return;
    await this.memento.update(storageKey, now);
    this.changed.fire();
  }

  private chosen(): Readonly<Record<string, readonly string[]>> {
    return this.memento.get(storageKey, {});
  }
}
