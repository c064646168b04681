import { commands, type Memento } from "vscode";
import type { SecretStore } from "../../domain/account.ts";
import type { UndoJournal } from "../../workflows/undo-action.ts";
import { contextKeys } from "../ids.ts";

/** Key of the journals in the secret store. */
const journalsKey = "undoJournals";
/** Key of their number in the memento, so that a start of the editor does not touch the keychain. */
const countKey = "undoCount";
/** How many applied plans can be taken back, one after the other. */
const maxJournals = 20;

type Journals = readonly UndoJournal[];

/**
 * What applied plans can take back, newest last; survives a reload and is the same in every window. Journals hold policies,
 * and people write keys and passwords into policies, so they lie where secrets do.
 */
export class UndoStore {
  private changing: Promise<void> = Promise.resolve();
  /** Where no keychain takes them, journals last as long as the window. */
  private unsaved: Journals | undefined;

  constructor(
    private readonly secrets: SecretStore,
    private readonly memento: Memento,
  ) {
    void this.tellContext();
  }

  /** The newest journal that `isReachable` says can be undone now. */
  async newest(
    isReachable: (journal: UndoJournal) => boolean = () => true,
  ): Promise<UndoJournal | undefined> {
    await this.changing;
    return (await this.read()).findLast(isReachable);
  }

  /** Remembers a journal; one without entries is not worth it. */
  async push(journal: UndoJournal): Promise<void> {
    if (journal.entries.length > 0) await this.change((all) => [...all, journal].slice(-maxJournals));
  }

  /** Puts another journal, or what is left of it, in the place of one; an empty one goes. */
  async replace(journal: UndoJournal, by: UndoJournal): Promise<void> {
    const wanted = JSON.stringify(journal);
    await this.change((all) =>
      all
        .map((one) => (JSON.stringify(one) === wanted ? by : one))
        .filter(({ entries }) => entries.length > 0),
    );
  }

  /** Forgets what was done in tenants that are no more. */
  async forgetTenants(isGone: (domain: string) => boolean): Promise<void> {
    await this.change((all) => all.filter(({ auth0Domain }) => !isGone(auth0Domain)));
  }

  /** One change after the other, each on what the one before it left. */
  private change(edit: (all: Journals) => Journals): Promise<void> {
    const changed = this.changing.then(async () => {
      const journals = edit(await this.read());
      this.unsaved = await this.secrets.write(journalsKey, JSON.stringify(journals)).then(
        () => undefined,
        () => journals,
      );
      await this.memento.update(countKey, journals.length);
      await this.tellContext();
    });
    this.changing = changed.catch(() => undefined);
    return changed;
  }

  private async read(): Promise<Journals> {
    if (this.unsaved) return this.unsaved;
    const text = await this.secrets.read(journalsKey).catch(() => undefined);
    // Nobody but this store writes under the key.
    return text === undefined ? [] : (JSON.parse(text, inWordsOfToday) as Journals);
  }

  private async tellContext(): Promise<void> {
    await commands.executeCommand("setContext", contextKeys.canUndo, this.memento.get(countKey, 0) > 0);
  }
}

/** Journals of earlier versions call an instance a service, and a policy's level its scope. */
function inWordsOfToday(_key: string, value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  if ("service" in value) {
    const { service, ...others } = value;
    return { ...others, instance: service };
  }
  if ("kind" in value && value.kind === "restore-policy" && "scope" in value) {
    const { scope, ...others } = value;
    return { ...others, level: scope };
  }
  return value;
}
