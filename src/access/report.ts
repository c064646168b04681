import type { PolicyLevelName } from "../policy/index.ts";

/** How easily one gets in, told of the weakest way: anybody; whoever has a key; whoever passes a check; nobody. */
export type Verdict = "open" | "key" | "restricted" | "closed" | "unknown";

/** Where a check is written. */
export interface CheckPlace {
  readonly scope: PolicyLevelName;
  /** A file below the folder that was read, or the id of a resource. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
}

/** A claim that a token must have. */
export interface ClaimCheck {
  readonly name: string;
  readonly values: readonly string[];
  readonly match: "all" | "any" | "?";
}

/** A check that a call meets. Of a token: `?` in a list stands for what cannot be known. */
export interface Check {
  readonly kind: "jwt" | "entra" | "certificate" | "address" | "header" | "key" | "other";
  readonly issuers?: readonly string[];
  readonly discovery?: readonly string[];
  readonly audiences?: readonly string[];
  readonly claims?: readonly ClaimCheck[];
  /**
   * Of a certificate, an address or a header what it asks for: whoever meets all demands of one list passes. Addresses are ranges,
   * as `10.0.0.0-10.255.255.255`; values of headers stand as they are written; `?` cannot be known.
   */
  readonly asks?: readonly (readonly string[])[];
  /** Whether it keeps anybody out who is nobody. */
  readonly rejects: boolean;
  readonly from: CheckPlace;
}

/** One way through the policies to the backend, or to an answer that is no refusal. */
export interface AccessPath {
  /** Conditions as they are written, with `not: ` in front of one that does not hold; none: always. */
  readonly when: readonly string[];
  readonly checks: readonly Check[];
}

/** Who gets in at one operation, called in one way. */
export interface AccessEntry {
  /** The API's name, with its workspace and a slash in front. */
  readonly api: string;
  /** `null` for an API whose operations are not known. */
  readonly operation: string | null;
  readonly method?: string;
  readonly path?: string;
  /** The product by whose key the call comes, or `null`. */
  readonly product: string | null;
  readonly verdict: Verdict;
  readonly subscriptionKey: "required" | "not-required" | "unknown";
  readonly paths: readonly AccessPath[];
}

/** Who gets in at an instance. */
export interface AccessReport {
  /** Sorted by API, operation and product. */
  readonly entries: readonly AccessEntry[];
  /** What else one must know, each once. */
  readonly notes: readonly string[];
}
