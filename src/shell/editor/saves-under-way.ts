import { etagOnly, type PolicyState } from "./open-policies.ts";
import type { PolicyDraft, PolicyDrafts } from "./policy-drafts.ts";

interface Save {
  /** The draft that the save makes an end of. */
  readonly before: PolicyDraft | undefined;
  /** The draft that this window has kept since the save began. */
  meanwhile?: PolicyDraft;
}

/** What becomes of drafts when a save by a person succeeds, which takes as long as the service takes. */
export class SavesUnderWay {
  private readonly saves = new Map<string, Save>();

  constructor(private readonly drafts: PolicyDrafts) {}

  has(key: string): boolean {
    return this.saves.has(key);
  }

  /** Runs `save`, which saves the document. */
  async during(key: string, save: () => Promise<void>): Promise<void> {
    this.saves.set(key, { before: await this.drafts.read(key) });
    try {
      await save();
    } finally {
      this.saves.delete(key);
    }
  }

  /** This window has kept `draft`. */
  kept(key: string, draft: PolicyDraft): void {
    const save = this.saves.get(key);
    if (save) save.meanwhile = draft;
  }

  /**
   * The service now holds `state`, by the save that is under way. `true` when the draft has ended with it. One that this
   * window has kept meanwhile is from now on based on what was saved: its own save is no change that somebody made
   * elsewhere. One of another window stays what it is, for that window knew nothing of the save.
   */
  async succeeded(key: string, state: PolicyState): Promise<boolean> {
    const save = this.saves.get(key);
    const draft = this.drafts.peek(key);
    if (!save || !draft) return false;
    const isOwn = draft === save.meanwhile;
    if (draft === save.before || (isOwn && draft.text === state.text)) {
      await this.drafts.drop(key);
      return true;
    }
    if (isOwn) await this.drafts.keep(key, { ...draft, base: etagOnly(state) });
    return false;
  }
}
