import type { EffectiveElement, EffectiveNode } from "../policy/index.ts";
import type { State } from "./state.ts";

/** The sections that a call is followed through. */
export type Section = "inbound" | "backend" | "on-error";

/** What a policy turned out to do on a way. */
export type Sight =
  /** No token that passed `other` passes it: they accept different issuers. */
  | { readonly kind: "never agrees"; readonly other: EffectiveElement }
  /** Only a token with several audiences passes it and `other`. */
  | { readonly kind: "other audiences"; readonly other: EffectiveElement }
  /** It accepts nobody. */
  | { readonly kind: "accepts nobody"; readonly why: string }
  /** It is a check that keeps nobody out. */
  | { readonly kind: "keeps nobody out"; readonly why: string }
  /** What it keeps is certain to be given to whoever comes, whoever it was made for. */
  | { readonly kind: "answers from the cache" };

/** Looks on while a call is followed: what only all ways together show is told by what it has seen. */
export interface Watch {
  /** Calls reach a policy in `states`. */
  enter(node: EffectiveElement, states: readonly State[], section: Section): void;
  /** Calls go on behind it in `states`. */
  leave(node: EffectiveElement, states: readonly State[]): void;
  /** No call goes on behind the node at `index`. */
  stop(nodes: readonly EffectiveNode[], index: number): void;
  see(node: EffectiveElement, sight: Sight): void;
  /** `on-error` answers a call that failed with success: by this policy, or by the status that was set. */
  answersError(node: EffectiveElement | undefined): void;
}
