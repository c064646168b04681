import type { Memento } from "vscode";
import type { Stored } from "../../resources/kind.ts";

/** What the cloud is known to have for one document. */
export interface ResourceState {
  /** Without secrets. */
  readonly stored: Stored;
  readonly text: string;
  /** Milliseconds since the epoch; changes with the text, which is how VS Code notices a change. */
  readonly modified: number;
  /** It takes no change. */
  readonly isLocked: boolean;
}

/** Key in the memento of what unsaved texts were begun from: VS Code restores those after a reload, and nothing else. */
const bases = "resourceBases";

/**
 * Per document: what was read last, and what its editor's text was begun from. The two differ while an unsaved text is open and
 * the cloud moves on; a three-way plan needs the second.
 */
export class OpenResources {
  private readonly seen = new Map<string, ResourceState>();
  private readonly shown = new Map<string, ResourceState>();

  constructor(
    private readonly now: () => number,
    private readonly memento: Memento,
  ) {}

  /** What VS Code is to believe about the document: for unsaved text what that was begun from. */
  shownState(key: string, isDirty: boolean): ResourceState | undefined {
    return (isDirty ? this.shown.get(key) : undefined) ?? this.seen.get(key);
  }

  /** What the editor's text was begun from; `undefined` when that is not known. */
  baseOf(key: string): Stored | undefined {
    return this.shown.get(key)?.stored ?? this.remembered()[key];
  }

  /** Remembers what was read; the time stays as long as the text does. */
  see(key: string, stored: Stored, text: string, isLocked = false): ResourceState {
    const before = this.seen.get(key);
    const isSame = before?.text === text;
    const modified = isSame ? before.modified : Math.max(this.now(), (before?.modified ?? 0) + 1);
    const state = { stored, text, modified, isLocked };
    this.seen.set(key, state);
    return state;
  }

  /** Says that the editor now shows `state`. */
  rebase(key: string, state: ResourceState): void {
    this.shown.set(key, state);
    this.remember(key, undefined);
  }

  /** Says that the editor now shows a draft, which has its own base. */
  rebaseOnDraft(key: string): void {
    this.shown.delete(key);
    this.remember(key, undefined);
  }

  /** The editor has unsaved text from now on, which outlasts the window: so does what it was begun from. */
  holdBase(key: string): void {
    const state = this.shown.get(key);
    if (state && !this.remembered()[key]) this.remember(key, state.stored);
  }

  /** Makes VS Code take what was read last for newer than `before`, and than what it shows. */
  touch(key: string, before: number): void {
    const state = this.seen.get(key);
    if (!state) return;
    this.seen.set(key, { ...state, modified: Math.max(this.now(), state.modified + 1, before + 1) });
  }

  /** The document is closed. */
  forget(key: string): void {
    this.seen.delete(key);
    this.shown.delete(key);
    this.remember(key, undefined);
  }

  private remembered(): Readonly<Record<string, Stored>> {
    return this.memento.get<Readonly<Record<string, Stored>>>(bases, {});
  }

  private remember(key: string, base: Stored | undefined): void {
    const { [key]: before, ...others } = this.remembered();
    if (!base && !before) return;
    void this.memento.update(bases, base ? { ...others, [key]: base } : others);
  }
}
