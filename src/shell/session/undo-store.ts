import { commands, type Memento } from "vscode";
import type { UndoJournal } from "../../workflows/undo-action.ts";
import { contextKeys } from "../ids.ts";

const STORAGE_KEY = "undoJournals";
/** How many applied plans can be taken back, one after the other. */
const MAX_JOURNALS = 20;

/** What applied plans can take back, newest last. Journals hold no secrets and survive a reload. */
export class UndoStore {
  constructor(private readonly memento: Memento) {
    void this.tellContext();
  }

  /** Read each time: every window adds to them and takes from them. */
  private get journals(): readonly UndoJournal[] {
    return this.memento.get<readonly UndoJournal[]>(STORAGE_KEY, []);
  }

  /** The newest journal that `isReachable` says can be undone now. */
  newest(isReachable: (journal: UndoJournal) => boolean = () => true): UndoJournal | undefined {
    return this.journals.findLast(isReachable);
  }

  /** Remembers a journal; one without entries is not worth it. */
  async push(journal: UndoJournal): Promise<void> {
    if (journal.entries.length > 0) await this.store([...this.journals, journal].slice(-MAX_JOURNALS));
  }

  /** Puts what is left of a journal in its place; an empty one goes. */
  async replace(journal: UndoJournal, remaining: UndoJournal): Promise<void> {
    const wanted = JSON.stringify(journal);
    const replaced = this.journals.map((one) => (JSON.stringify(one) === wanted ? remaining : one));
    await this.store(replaced.filter(({ entries }) => entries.length > 0));
  }

  /** Forgets what was done in a tenant that is no more. */
  async forgetTenant(domain: string): Promise<void> {
    await this.store(this.journals.filter(({ auth0Domain }) => auth0Domain !== domain));
  }

  private async store(journals: readonly UndoJournal[]): Promise<void> {
    await this.memento.update(STORAGE_KEY, journals);
    await this.tellContext();
  }

  private async tellContext(): Promise<void> {
    await commands.executeCommand("setContext", contextKeys.canUndo, this.journals.length > 0);
  }
}
