import type { Span } from "../../../core/span.ts";
import type { LiveFacts } from "../../facts/live-facts.ts";
import type { Scope } from "../../facts/model.ts";

/** What a completion stands for; editors choose an icon by it. */
export type CompletionKind =
  | "policy"
  | "element"
  | "attribute"
  | "value"
  | "live-value"
  | "closing-tag"
  | "named-value"
  | "property"
  | "method"
  | "type"
  | "variable";

/** One offer at the cursor. */
export interface Completion {
  readonly label: string;
  readonly kind: CompletionKind;
  /** The text that is replaced, around the cursor. */
  readonly span: Span;
  /** A snippet with tab stops when {@link isSnippet}, else plain text. */
  readonly insertText: string;
  readonly isSnippet: boolean;
  /** Markdown. */
  readonly documentation: string;
  /** One short line beside the label. */
  readonly detail?: string;
  /** What the typed word is matched with, when it is not the label. */
  readonly filterText?: string;
  /** Offers are shown in this order, then by label. */
  readonly sortText?: string;
  /** Ask for completion again after this one was accepted: it opened a place with offers of its own. */
  readonly thenComplete?: boolean;
}

/** What completion may know besides the text; all of it may be missing. */
export interface CompletionOptions {
  readonly scope?: Scope | undefined;
  readonly live?: LiveFacts | undefined;
}

/** Where a list of offers stands in the order of its siblings. */
export function sortKey(index: number): string {
  return String(index).padStart(4, "0");
}
