import type { TextEdit } from "../core/edit.ts";
import type { Span } from "../core/span.ts";
import type { Json } from "../resources/kind.ts";

/** What may stand in a document where a secret has its place: `{ "secret": "keep" }`. */
export const secretWishes = ["keep", "ask", "remove", "from-application"] as const;

/**
 * What shall become of a secret: it stays, a person is asked for it, it goes away, or it is read from the Auth0 application that
 * the document names.
 */
export type SecretWish = (typeof secretWishes)[number];

/** What is wrong with a document. No message repeats a value that stands in it. */
export interface DocumentProblem {
  /** `syntax` and `schema` are what an editor that knows JSON and the schema says too. */
  readonly code: ProblemCode;
  readonly message: string;
  readonly severity: "error" | "warning" | "information";
  readonly span: Span;
  readonly fix?: { readonly title: string; readonly edits: readonly TextEdit[] };
}

type ProblemCode =
  | "syntax"
  | "schema"
  | "too-deep"
  | "no-object"
  | "no-list"
  | "duplicate-key"
  | "duplicate-element"
  | "inexact-number"
  | "broken-character"
  | "unknown-field"
  | "read-only"
  | "secret-in-clear"
  | "secret-wish"
  | "no-application"
  | "id-missing"
  | "id-form"
  | "only-changed"
  | "too-great"
  | "immutable-changed";

/** What a document says. What it leaves out is not there: leaving out deletes nothing. */
export interface Draft {
  /** Only of kinds whose id is chosen here. */
  readonly id?: string;
  /** By the kind's own names of its fields; `null` for what shall go away. */
  readonly values: Readonly<Record<string, Json>>;
  /** By the kind's own names of its secret fields. */
  readonly secrets: Readonly<Record<string, SecretWish>>;
  /** Comments are nobody's data: no cloud keeps them. */
  readonly hasComments: boolean;
}
