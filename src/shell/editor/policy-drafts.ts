import { EventEmitter, l10n, type Memento } from "vscode";
import { Failure } from "../../core/failure.ts";
import type { SecretStore } from "../../domain/account.ts";
import { formerAddress, presentAddress } from "../policy-uri.ts";
import type { PolicyBase } from "./open-policies.ts";

/** A text of a policy that was kept and not sent to the service. */
export interface PolicyDraft {
  readonly text: string;
  /** What the text started from; left out when that is not known. */
  readonly base?: PolicyBase;
  /** When it was kept, in milliseconds since the epoch; newer than every earlier one of its document. */
  readonly kept: number;
}

/** Begins the secret store's keys; the document's address follows. */
const secretPrefix = "policyDraft/";
/** Key in the memento of the addresses that have a draft, so that showing them does not touch the keychain. */
const index = "policyDrafts";
/** A secret that is never deleted, and the memento's key that says it was written: together they tell whether secrets last. */
const probe = "policyDraftProbe";
/** Key in the memento of what was found out: whether the secrets of an earlier window were still there. */
const lasting = "policyDraftsLast";

/**
 * Drafts of policies, by the address of their document. They outlast the tab and the window. People write keys and
 * passwords into policies, so drafts lie where secrets do; only their addresses are in the memento.
 */
export class PolicyDrafts {
  private readonly known = new Map<string, PolicyDraft | undefined>();
  private readonly stored = new Map<string, PolicyDraft | undefined>();
  private readonly storing = new Map<string, Promise<void>>();
  /** Addresses whose draft lies where 0.2.0 put it, until it is kept or dropped. */
  private readonly former = new Set<string>();
  private probed = false;
  private readonly changed = new EventEmitter<string>();
  /** Tells the address of a document whose draft came, changed or went. */
  readonly onDidChange = this.changed.event;
  private readonly lost = new EventEmitter<string>();
  /** Tells the address of a document whose draft was forgotten with the window that kept it. */
  readonly onDidLose = this.lost.event;

  constructor(
    private readonly secrets: SecretStore,
    private readonly memento: Memento,
    /** Until it is found out: not in a browser, where some servers of VS Code keep secrets in the page's memory. */
    private readonly secretsUsuallyLast: boolean,
  ) {}

  /** Addresses that have a draft, as far as this window knows. */
  keys(): string[] {
    const here = [...this.known].filter(([, draft]) => draft !== undefined).map(([key]) => key);
    return [...new Set([...this.remembered().filter((key) => !this.known.has(key)), ...here])];
  }

  /** The draft as far as it was read already. */
  peek(key: string): PolicyDraft | undefined {
    return this.known.get(key);
  }

  /**
   * Whether the draft is lost with the window: no keychain took it, or this VS Code has been found to forget secrets, as one
   * in a browser or on a machine without a keychain does.
   */
  isOnlyHere(key: string): boolean {
    const draft = this.known.get(key);
    if (draft === undefined) return false;
    if (!(this.memento.get<boolean | undefined>(lasting) ?? this.secretsUsuallyLast)) return true;
    return !this.storing.has(key) && this.stored.get(key) !== draft;
  }

  /**
   * `undefined` when the document has none, as far as is known.
   *
   * @throws Failure `unreachable` when it has one that the keychain does not give: another text in its place would replace it.
   */
  async read(key: string): Promise<PolicyDraft | undefined> {
    if (this.known.has(key)) return this.known.get(key);
    let draft: PolicyDraft | undefined;
    try {
      draft = await this.readStored(key);
    } catch (error) {
      // Kept meanwhile, or never kept, or to be asked for again.
      if (this.known.has(key) || !this.remembered().includes(key)) return this.known.get(key);
      throw new Failure(
        "unreachable",
        l10n.t("There is a draft of this policy, which the keychain does not give."),
        {
          remedy: l10n.t(
            "Unlock the keychain and open the policy again, or choose Discard Draft to do without it.",
          ),
          cause: error,
        },
      );
    }
    // Kept meanwhile: that one is newer.
    if (this.known.has(key)) return this.known.get(key);
    const wasThere = this.remembered().includes(key);
    this.set(key, draft);
    this.stored.set(key, draft);
    if (draft) this.changed.fire(key);
    else if (wasThere) await this.noteLoss(key);
    return draft;
  }

  /** A draft that is gone was dropped by another window, unless everything else is gone too. */
  private async noteLoss(key: string): Promise<void> {
    if (await this.probe()) return;
    this.lost.fire(key);
  }

  /** Keeps `draft`; resolves once it is stored, or once it is clear that this window alone has it. */
  async keep(key: string, draft: PolicyDraft): Promise<void> {
    this.set(key, draft);
    this.changed.fire(key);
    await this.store(key);
    if (this.isOnlyHere(key)) this.changed.fire(key);
  }

  async drop(key: string): Promise<void> {
    if (this.known.has(key) && this.known.get(key) === undefined) return;
    this.set(key, undefined);
    this.changed.fire(key);
    await this.store(key);
  }

  /**
   * Some window has changed a secret: when it is a draft of another window, it counts here too. Whatever it is, the other
   * window has written its state as well, maybe over the addresses of this one's drafts.
   */
  async secretChanged(secret: string): Promise<void> {
    if (secret.startsWith(secretPrefix)) await this.takeOver(secret.slice(secretPrefix.length));
    this.remember();
  }

  private async takeOver(key: string): Promise<void> {
    if (this.storing.has(key)) return;
    const before = this.known.get(key);
    let draft: PolicyDraft | undefined;
    try {
      draft = await this.readStored(key);
    } catch {
      // What it is now cannot be said without the keychain; what was known stays.
      return;
    }
    if (this.storing.has(key) || this.known.get(key) !== before) return;
    const isNews = JSON.stringify(draft) !== JSON.stringify(before);
    if (!isNews && this.known.has(key)) return;
    this.set(key, draft);
    this.stored.set(key, draft);
    if (isNews) this.changed.fire(key);
  }

  private set(key: string, draft: PolicyDraft | undefined): void {
    this.known.set(key, draft);
    this.remember();
  }

  /**
   * Puts right which addresses the memento has. VS Code gives each window a copy of an extension's state and writes it as a
   * whole, so that of two windows the later one takes away what the earlier one has added; one key per draft would not help.
   */
  private remember(): void {
    const [keys, before] = [this.keys(), this.remembered()];
    if (keys.length === before.length && keys.every((key) => before.includes(key))) return;
    void this.memento.update(index, keys);
  }

  private remembered(): readonly string[] {
    return this.memento.get<readonly string[]>(index, []).map(presentAddress);
  }

  /**
   * Hands the draft over at once, also while the keychain is still at an earlier one: VS Code keeps their order. A queue of
   * this window's own would be lost with the window, since VS Code cuts an extension off before it calls `deactivate`.
   */
  private async store(key: string): Promise<void> {
    const storing = this.handOver(key, this.known.get(key));
    this.storing.set(key, storing);
    await storing;
    if (this.storing.get(key) === storing) this.storing.delete(key);
  }

  private async handOver(key: string, draft: PolicyDraft | undefined): Promise<void> {
    const secret = `${secretPrefix}${key}`;
    try {
      if (draft) await this.writeStored(secret, draft);
      else await this.secrets.delete(secret);
      if (this.former.delete(key)) await this.secrets.delete(`${secretPrefix}${formerAddress(key)}`);
      this.stored.set(key, draft);
    } catch {
      // See isOnlyHere: whoever shows the draft says so.
    }
  }

  private async writeStored(secret: string, draft: PolicyDraft): Promise<void> {
    await this.secrets.write(secret, JSON.stringify(draft));
    if (this.probed) return;
    this.probed = true;
    await this.probe();
    await this.secrets.write(probe, "written");
    await this.memento.update(probe, true);
  }

  /**
   * Finds out whether what an earlier window wrote is still there; `true` also where none has written yet, and where the
   * keychain does not answer.
   */
  private async probe(): Promise<boolean> {
    if (!this.memento.get(probe, false)) return true;
    try {
      const lasts = (await this.secrets.read(probe)) !== undefined;
      await this.memento.update(lasting, lasts);
      return lasts;
    } catch {
      return true;
    }
  }

  /** A draft that 0.2.0 kept, under the address that its document had then. */
  private async readFormer(key: string): Promise<string | undefined> {
    if (!this.remembered().includes(key)) return undefined;
    const text = await this.secrets.read(`${secretPrefix}${formerAddress(key)}`);
    if (text !== undefined) this.former.add(key);
    return text;
  }

  private async readStored(key: string): Promise<PolicyDraft | undefined> {
    const text = (await this.secrets.read(`${secretPrefix}${key}`)) ?? (await this.readFormer(key));
    // Nobody but this store writes under the key.
    return text === undefined ? undefined : (JSON.parse(text) as PolicyDraft);
  }
}
