import type { Check } from "../report.ts";

/** Where bearer tokens stand. */
export const bearerSource = "header authorization";

/** A token that somebody calls with. `?` stands for what is not known of it. */
export interface CallerToken {
  /** `iss`, exactly. */
  readonly issuer: string;
  readonly audiences: readonly string[];
  /** `all`: every scope that anybody may ask for. */
  readonly scopes: "all" | readonly string[];
  /** Other claims that it has, as they stand in it. */
  readonly claims?: Readonly<Record<string, string | readonly string[]>>;
  /** Whether it may have claims beside those told here; the registered ones of RFC 7519 it may always have. */
  readonly otherClaims: "none" | "unknown";
  /** Where the key that signs it can be found: addresses of discovery documents, or keys that a policy holds, as {@link keysOf} names them. */
  readonly keys: readonly string[];
  /** Where it is sent; when left out `header authorization`, behind `Bearer`. */
  readonly source?: string;
  readonly expired?: boolean;
}

/** The token that a caller sends at `source`. */
export function tokenAt({ token, moreTokens = [] }: Caller, source: string): CallerToken | undefined {
  const all = token ? [token, ...moreTokens] : moreTokens;
  return all.find((each) => (each.source ?? bearerSource) === source);
}

/** Somebody who calls: with which key and which token. They send and show what is told here, and nothing else that is asked of them. */
export interface Caller {
  /** The same for the same caller, before and after. */
  readonly id: string;
  /** In words, as the head of a column: `a key alone`, `tokens of login.partner.example`. */
  readonly name: string;
  /** Sends a key at most, and shows nothing. */
  readonly isPlain?: true;
  /** Is to be let in by a link. */
  readonly isWanted?: true;
  /** Is to be let in but for a scope that the token lacks. */
  readonly lacks?: string;
  /** What tells it from others of its family, but for the key, to stand behind their name. */
  readonly details?: string;
  /** Callers of one family differ in the key, the audience and the like; where all fare the same they are told as one, by this name. */
  readonly family: string;
  /** `api`: a key of the API, or of all APIs. */
  readonly key: "none" | "api" | { readonly product: string };
  readonly token?: CallerToken;
  /** Tokens that are sent in other places. */
  readonly moreTokens?: readonly CallerToken[];
  /** By name in small letters: the value; `true`, one that a `check-header` asks for; `null`, not sent. Of others nothing is known. */
  readonly headers?: Readonly<Record<string, string | true | null>>;
  /** No headers are sent but the usual ones of HTTP and those told here. */
  readonly sendsNothingElse?: boolean;
  /** What the certificate that is shown meets, as {@link Check.asks} has it; without it none is shown. */
  readonly certificate?: NonNullable<Check["asks"]>;
  /** Ranges that the address is in, as {@link Check.asks} has them; `elsewhere`: in none that a policy names; left out: not known. */
  readonly address?: "elsewhere" | NonNullable<Check["asks"]>;
}
