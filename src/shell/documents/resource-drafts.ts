import { EventEmitter, type Memento } from "vscode";
import type { Kind, Stored } from "../../resources/kind.ts";

/** A text of a document that was kept and sent to no cloud. */
export interface ResourceDraft {
  readonly text: string;
  /** What the text was begun from, without secrets; left out for a new one, and where that is not known. */
  readonly base?: Stored;
  /** Under which it is shown, with the name that it had then; the key where it has none. */
  readonly address?: string;
  /** When it was kept, in milliseconds since the epoch; newer than every earlier one of its document. */
  readonly kept: number;
}

/** Begins the memento's keys; the document's address follows. */
export const draftPrefix = "resourceDraft/";

/**
 * Drafts of documents by their address. They outlast tab and window: they lie in the state of the workspace, which is no place
 * for secrets, so whoever keeps one has looked for those before.
 */
export class ResourceDrafts {
  private readonly changed = new EventEmitter<string>();
  /** Tells the address of a document whose draft came, changed or went. */
  readonly onDidChange = this.changed.event;

  /** Those of people, which are kept no longer than the window is open. */
  private readonly personal = new Map<string, ResourceDraft>();

  constructor(private readonly memento: Memento) {}

  /** Addresses that have a draft. */
  keys(): readonly string[] {
    const kept = this.memento.keys().filter((key) => key.startsWith(draftPrefix));
    return [...kept.map((key) => key.slice(draftPrefix.length)), ...this.personal.keys()];
  }

  read(key: string): ResourceDraft | undefined {
    return (
      this.personal.get(key) ?? this.memento.get<ResourceDraft | undefined>(draftPrefix + key, undefined)
    );
  }

  /** What all drafts but that of `key` take, in characters. */
  sizeBeside(key: string): number {
    const others = this.keys().filter((other) => other !== key);
    return others.reduce((sum, other) => sum + (this.read(other)?.text.length ?? 0), 0);
  }

  async keep(key: string, draft: ResourceDraft, { isPersonal }: Pick<Kind, "isPersonal">): Promise<void> {
    if (isPersonal) this.personal.set(key, draft);
    const stored = isPersonal ? undefined : this.memento.update(draftPrefix + key, draft);
    this.changed.fire(key);
    await stored;
  }

  async drop(key: string): Promise<void> {
    if (!this.read(key)) return;
    const stored = this.personal.delete(key) ? undefined : this.memento.update(draftPrefix + key, undefined);
    this.changed.fire(key);
    await stored;
  }
}
