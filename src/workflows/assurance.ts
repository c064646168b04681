import type { PolicyLevel } from "../domain/apim.ts";

/** Where in the policies of an instance something stands. */
export interface PolicyPlace {
  readonly level: PolicyLevel;
  /** For a person, to stand within a sentence: `the policy of the product “Starter”`. */
  readonly name: string;
  /** From 1 on; `undefined` for the document as a whole. */
  readonly line: number | undefined;
}

export type ReservationKind =
  /** An unconditional check for tokens of somebody else, or one that takes them besides the tenant's. */
  | "other-issuer"
  /** The check looks at a token that the policy computes. */
  | "computed-token"
  /** A check for the same tenant where it is not looked for: at another level, or by another address. */
  | "same-tenant"
  /** Whose tokens a check takes cannot be read. */
  | "unknown-issuer"
  /** The check for the same tenant compares with named values. */
  | "named-values"
  | "shared-key"
  | "unsigned-tokens"
  | "entra"
  | "client-certificate"
  | "credentials"
  /** A check, or a refusal, that `choose` or something like it decides about. */
  | "conditional"
  /** A check in a fragment. */
  | "fragment"
  | "without-base"
  /** Every call is answered before a token is looked at. */
  | "answers-first"
  /** Some calls are. */
  | "answers-some"
  | "unreadable"
  /** Nothing checks tokens of the tenant. */
  | "no-check"
  /** An operation at which, after all, somebody else gets in, or a token of the link does not, or neither can be told. */
  | "not-proved";

/** Something that keeps an API from being called secured, although not everything is known about it. */
export interface Reservation {
  readonly kind: ReservationKind;
  readonly place: PolicyPlace;
  /** What was found there: a whole sentence, without the place. */
  readonly found: string;
  /** What that means and what can be done about it: whole sentences. */
  readonly advice: string;
  /** One more, unconditional token check would shut out callers who get in today, or let no token pass at all. */
  readonly blocks: boolean;
}

/**
 * What may be said of an API: *secured*, *works* and *nothing to do* only when every policy that a call can meet was read
 * and none of them leaves a doubt.
 */
export type Assurance =
  | { readonly kind: "assured" }
  | { readonly kind: "reserved"; readonly reservations: readonly [Reservation, ...Reservation[]] };

/** The assurance that is left beside `reservations`. */
export function assuranceOf([first, ...more]: readonly Reservation[]): Assurance {
  return first ? { kind: "reserved", reservations: [first, ...more] } : { kind: "assured" };
}

/** `line 4 of the policy of the product “Starter”`. */
export function describePlace({ name, line }: PolicyPlace): string {
  return line === undefined ? name : `line ${line} of ${name}`;
}

/** One reservation as a sentence with its place. */
export function describeReservation({ found, place }: Reservation): string {
  return `${found.replace(/\.$/, "")} (${describePlace(place)}).`;
}
