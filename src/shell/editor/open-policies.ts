import type { PolicyScope, StoredPolicy } from "../../domain/apim.ts";
import { defaultPolicy } from "./default-policy.ts";

/** What the server is known to hold for one document. */
export interface PolicyState {
  readonly text: string;
  /** `undefined` when the scope has no policy of its own yet. */
  readonly etag: string | undefined;
  /** Milliseconds since the epoch; changes with the ETag, which is how VS Code notices a change. */
  readonly modified: number;
}

/**
 * Per document: the state that was seen last, and the state its editor's text is based on. The two differ while an unsaved
 * text is open and the server moves on; only the base says whether saving would overwrite somebody.
 */
export class OpenPolicies {
  private readonly seen = new Map<string, PolicyState>();
  private readonly bases = new Map<string, PolicyState>();

  constructor(private readonly now: () => number) {}

  /**
   * What VS Code is to believe about the document. For unsaved text that is its base: whether it may be saved is decided by
   * the ETag, not by VS Code's comparison of times.
   */
  shownState(key: string, dirty: boolean): PolicyState | undefined {
    return (dirty ? this.bases.get(key) : undefined) ?? this.seen.get(key);
  }

  /** What the editor's text started from; `undefined` for unsaved text of an earlier session. */
  baseOf(key: string): PolicyState | undefined {
    return this.bases.get(key);
  }

  /** Remembers what was read or written; the time stays as long as the ETag does. */
  see(key: string, scope: PolicyScope, policy: StoredPolicy | undefined): PolicyState {
    const before = this.seen.get(key);
    const etag = policy?.etag;
    const text = policy?.text ?? defaultPolicy(scope);
    if (before && before.etag === etag && before.text === text) return before;
    const modified = Math.max(this.now(), (before?.modified ?? 0) + 1);
    const state = { text, etag, modified };
    this.seen.set(key, state);
    return state;
  }

  /** Says that the editor now shows `state`. */
  rebase(key: string, state: PolicyState): void {
    this.bases.set(key, state);
  }

  /** Makes VS Code take what was seen last for newer than what it shows. */
  touch(key: string): void {
    const state = this.seen.get(key);
    if (!state) return;
    const newer = { ...state, modified: Math.max(this.now(), state.modified + 1) };
    this.seen.set(key, newer);
    this.bases.set(key, newer);
  }

  /** The document is closed. */
  forget(key: string): void {
    this.seen.delete(key);
    this.bases.delete(key);
  }
}
