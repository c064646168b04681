import type { Operation } from "../../domain/apim.ts";
import type { ApiAnswer } from "../../domain/apim-gateway.ts";

/** What the token says, without the token. */
export interface TokenFacts {
  readonly claims: Readonly<Record<string, unknown>>;
  readonly algorithm: string | undefined;
  readonly keyId: string | undefined;
  readonly expiresAt: Date | undefined;
}

/** What a call without and a call with a token came to. */
export interface TestLinkResult {
  readonly operation: Operation;
  readonly url: string;
  readonly without: ApiAnswer;
  readonly with: ApiAnswer;
  /** `undefined` when the access token is not a readable JWT. */
  readonly token: TokenFacts | undefined;
  /** Whether the link works as it should: 401 without, 2xx with a token. */
  readonly passed: boolean;
  /** What the two answers mean and, unless passed, what is likely wrong and what to do. */
  readonly verdict: string;
}
