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

  get last(): UndoJournal | undefined {
    return this.all().at(-1);
  }

  async push(journal: UndoJournal): Promise<void> {
    if (journal.entries.length > 0) await this.store([...this.all(), journal].slice(-MAX_JOURNALS));
  }

  /** Puts what is left of the newest journal in its place; an empty one goes. */
  async replaceLast(remaining: UndoJournal): Promise<void> {
    const others = this.all().slice(0, -1);
    await this.store(remaining.entries.length > 0 ? [...others, remaining] : others);
  }

  private all(): readonly UndoJournal[] {
    return this.memento.get<readonly UndoJournal[]>(STORAGE_KEY, []);
  }

  private async store(journals: readonly UndoJournal[]): Promise<void> {
    await this.memento.update(STORAGE_KEY, journals);
    await this.tellContext();
  }

  private async tellContext(): Promise<void> {
    await commands.executeCommand("setContext", contextKeys.canUndo, this.all().length > 0);
  }
}
