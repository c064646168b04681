import { l10n } from "vscode";
import type { Journal } from "../../resources/journal.ts";

/** How long the changes of a plan took, as far as its page has seen them begin and end. */
export class StepTimes {
  private readonly began = new Map<string, number>();
  private readonly took = new Map<string, number>();

  constructor(private readonly now: () => number = Date.now) {}

  /** Forgets all of it: the plan is carried out, or taken back, once more. */
  clear(): void {
    this.began.clear();
    this.took.clear();
  }

  /** The change `id` got to where `journal` says. */
  note({ entries }: Journal, id: string): void {
    const entry = entries.find(({ change }) => change.id === id);
    const state = entry?.undo?.state ?? entry?.state;
    if (state === undefined || state === "waiting") return;
    const began = this.began.get(id);
    if (state === "sent") this.began.set(id, began ?? this.now());
    else if (began !== undefined) this.took.set(id, this.now() - began);
  }

  /** How long the change took, for a person; `undefined` when that was not seen. */
  textOf(id: string): string | undefined {
    const milliseconds = this.took.get(id);
    return milliseconds === undefined
      ? undefined
      : l10n.t("{0} s", (Math.max(milliseconds, 100) / 1000).toFixed(1));
  }
}
