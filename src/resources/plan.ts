import type { Change } from "./kind.ts";

/** Everything that will be written, and what is in order already; a plain JSON value. */
export interface Plan {
  readonly title: string;
  /** Whom it is about, such as the id of an API; see `Journal.subject`. */
  readonly subject: string;
  readonly changes: readonly Change[];
  /** What was looked at and stays as it is, one sentence each. */
  readonly unchanged: readonly string[];
  /** What the person should know before agreeing: what is left out, and why; what cannot be taken back. */
  readonly notes: readonly string[];
}
