import type { MemberFacts } from "../../facts/expressions.ts";
import type { Token } from "./tokens.ts";

/** What tells the types of operands to those who put them together. */
export interface TypeSource {
  readonly tokens: readonly Token[];
  /** The type of the expression that ends with the token at `last`; `undefined` when that cannot be told. */
  endingAt(last: number): string | undefined;
  /** The type of everything from the token at `from` up to the one before `to`. */
  between(from: number, to: number): string | undefined;
  /** The member that the name at `at` is of what stands before its dot. */
  memberAt(at: number): MemberFacts | undefined;
}
