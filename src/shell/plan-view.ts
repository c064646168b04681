import type { Journal } from "../resources/journal.ts";

/** What is done about a plan: made, or made further; or taken back. */
export type Act = "make" | "undo";

/** The open page of one plan. */
export interface PlanView {
  /** The plan as the page knows it. */
  readonly current: Journal;
  readonly isAtWork: boolean;
  /** Whether the person has it before their eyes. */
  readonly isVisible: boolean;
  /** Aborted once the person pressed Stop. */
  readonly stopSignal: AbortSignal;
  reveal(): void;
  close(): void;
  begin(journal: Journal, act: Act): void;
  /** The journal got further, at `changeId` when given; `status` is the one sentence about it. */
  progress(journal: Journal, changeId: string | undefined, status: string): void;
  /** Nothing is at work any more. */
  end(journal: Journal): void;
}
