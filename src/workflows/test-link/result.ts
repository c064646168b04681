import type { Operation } from "../../domain/apim.ts";
import type { ApiAnswer } from "../../domain/azure-cloud.ts";
import type { Assurance, PolicyPlace } from "../assurance.ts";

/** What the token says, without the token. */
export interface TokenFacts {
  readonly claims: Readonly<Record<string, unknown>>;
  readonly algorithm: string | undefined;
  readonly keyId: string | undefined;
  readonly expiresAt: Date | undefined;
}

/**
 * `works`: a call without a token is refused, one with a token passes, and nothing in the policies says that another call
 * may fare otherwise. `partly`: the two calls did, but something was found that they did not test.
 */
type Conclusion = "works" | "partly" | "failed";

/** What a call without and a call with a token came to. */
export interface TestLinkResult {
  readonly operation: Operation;
  readonly url: string;
  readonly without: ApiAnswer;
  readonly with: ApiAnswer;
  /** The call without a token was refused as the policy refuses. */
  readonly refusedWithout: boolean;
  /** `undefined` when the access token is not a readable JWT. */
  readonly token: TokenFacts | undefined;
  readonly conclusion: Conclusion;
  /** What the two answers mean and, unless it works, what is wrong as far as that is known. */
  readonly verdict: string;
  /** What to do, likeliest first; full sentences. */
  readonly advice: readonly string[];
  /** Where in the policies to look; `undefined` when it works. */
  readonly place: PolicyPlace | undefined;
  /** Nobody was refused: the API is to be secured first. */
  readonly isOpen: boolean;
  /** What was found in the policies that the two calls did not test. */
  readonly assurance: Assurance;
}
