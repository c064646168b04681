import type { Memento } from "vscode";
import type { PolicyLevel, StoredPolicy } from "../../domain/apim.ts";
import { defaultPolicy } from "../../domain/default-policy.ts";

/** What a text started from. */
export interface PolicyBase {
  /** `undefined` when the level had no policy of its own. */
  readonly etag?: string | undefined;
}

/** What the server is known to hold for one document. */
export interface PolicyState extends PolicyBase {
  readonly text: string;
  /** Milliseconds since the epoch; changes with the ETag, which is how VS Code notices a change. */
  readonly modified: number;
}

/** Key in the memento of the bases of open documents: VS Code restores unsaved text after a reload, and nothing else. */
const bases = "policyBases";

/**
 * Per document: the state that was seen last, and the state its editor's text is based on. The two differ while an unsaved
 * text is open and the server moves on; only the base says whether saving would overwrite somebody. Bases outlast a reload
 * of the window in `memento`, as ETags: texts may hold secrets.
 */
export class OpenPolicies {
  private readonly seen = new Map<string, PolicyState>();
  private readonly shown = new Map<string, PolicyState>();

  constructor(
    private readonly now: () => number,
    private readonly memento: Memento,
  ) {}

  /**
   * What VS Code is to believe about the document. For unsaved text that is its base: whether it may be saved is decided by
   * the ETag, not by VS Code's comparison of times.
   */
  shownState(key: string, dirty: boolean): PolicyState | undefined {
    return (dirty ? this.shown.get(key) : undefined) ?? this.seen.get(key);
  }

  /** The state that the editor's text began as; `undefined` where it began as a draft, or in an earlier session. */
  startOf(key: string): PolicyState | undefined {
    return this.shown.get(key);
  }

  /** What the editor's text is based on; `undefined` when that is not known. */
  baseOf(key: string): PolicyBase | undefined {
    return this.shown.get(key) ?? this.remembered()[key];
  }

  /** Remembers what was read or written; the time stays as long as the ETag does. */
  see(key: string, level: PolicyLevel, policy: StoredPolicy | undefined): PolicyState {
    const before = this.seen.get(key);
    const etag = policy?.etag;
    const text = policy?.text ?? defaultPolicy(level);
    if (before && before.etag === etag && before.text === text) return before;
    const modified = Math.max(this.now(), (before?.modified ?? 0) + 1);
    const state = { text, etag, modified };
    this.seen.set(key, state);
    return state;
  }

  /** Says that the editor now shows `state`. */
  rebase(key: string, state: PolicyState): void {
    this.shown.set(key, state);
    this.remember(key, state);
  }

  /** Says that the editor now shows a draft that started from `base`; `undefined` when that is not known. */
  rebaseOnDraft(key: string, base: PolicyBase | undefined): void {
    this.shown.delete(key);
    this.remember(key, base);
  }

  /** After unsaved text was dropped the editor shows what was seen last, when that is its text. */
  settle(key: string, text: string): void {
    const state = this.seen.get(key);
    if (state?.text === text && this.shown.get(key) !== state) this.rebase(key, state);
  }

  /** Makes VS Code take what was seen last for newer than what it shows. */
  touch(key: string): void {
    const state = this.seen.get(key);
    if (!state) return;
    const newer = { ...state, modified: Math.max(this.now(), state.modified + 1) };
    this.seen.set(key, newer);
    this.rebase(key, newer);
  }

  /** The document is closed. */
  forget(key: string): void {
    this.seen.delete(key);
    this.shown.delete(key);
    this.remember(key, undefined);
  }

  private remembered(): Readonly<Record<string, PolicyBase>> {
    return this.memento.get<Readonly<Record<string, PolicyBase>>>(bases, {});
  }

  private remember(key: string, base: PolicyBase | undefined): void {
    const before = this.remembered();
    if (base && before[key] && before[key].etag === base.etag) return;
    if (!base && !before[key]) return;
    const { [key]: _, ...others } = before;
    void this.memento.update(bases, base ? { ...others, [key]: etagOnly(base) } : others);
  }
}

/** The base without the text it may come with. */
export function etagOnly({ etag }: PolicyBase): PolicyBase {
  return etag === undefined ? {} : { etag };
}
