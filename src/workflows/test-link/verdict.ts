import type { ApiAnswer } from "../../domain/apim-gateway.ts";
import type { DecodedToken } from "../../token/decoded-token.ts";

/** What a verdict rests on. */
export interface Evidence {
  readonly without: ApiAnswer;
  readonly with: ApiAnswer;
  readonly token: DecodedToken;
  readonly issuer: string;
  readonly audience: string;
}

/** Whether the link does what it is for: nobody passes without a token, a good token passes. */
export function hasPassed(evidence: Pick<Evidence, "without" | "with">): boolean {
  return evidence.without.status === 401 && !isKeyProblem(evidence.without) && isSuccess(evidence.with);
}

/** What the two answers mean, and what is likely wrong when the link does not do what it is for. */
export function judge(evidence: Evidence): string {
  const both = `${evidence.without.status} without a token, ${evidence.with.status} with one.`;
  if (hasPassed(evidence)) return `The link works: ${both}`;
  return `${both} ${explain(evidence)}`;
}

function explain(evidence: Evidence): string {
  const { without, with: answer } = evidence;
  if (isKeyProblem(answer) || isKeyProblem(without)) {
    return "The gateway asked for a subscription key before it looked at a token: check that the key is active for this API.";
  }
  if (isSuccess(answer)) return explainOpenDoor(without);
  if (answer.status === 401) return explainRefusal(evidence);
  return explainFailure(answer.status);
}

function explainOpenDoor({ status }: ApiAnswer): string {
  if (status >= 200 && status < 300) {
    return "Anybody may call this API: no validate-jwt takes effect. Secure the API with Auth0, and see that the policies of its operations have <base />.";
  }
  return "The token is taken, but a call without one is not refused with 401: something else answers first. Look at the policies above the API.";
}

function explainRefusal({ token, issuer, audience, with: answer }: Evidence): string {
  if (token.kind !== "jws") {
    return "Auth0 gave an access token that is no signed JWT, as it does for a request without an audience.";
  }
  if (token.issuer !== issuer) {
    return `The token's issuer is “${token.issuer ?? "missing"}”, the tenant's discovery document says “${issuer}”: the two must be equal, the slash at the end included.`;
  }
  if (!token.audiences.includes(audience)) {
    return `The token is for “${token.audiences.join(", ")}”, not for “${audience}”.`;
  }
  if (token.algorithm === "HS256") {
    return "The token is signed with HS256, whose key no discovery document shows: let the Auth0 API sign with RS256.";
  }
  return `The token is as it should be, so the policy asks for something else: compare the issuer, audience and required claims of validate-jwt with the token's claims.${quote(answer.body)}`;
}

function explainFailure(status: number): string {
  if (status === 403)
    return "The token is taken, but lacks a scope or a right that the API or its policy asks for.";
  if (status === 404) {
    return "The gateway knows no such operation, or the backend no such thing: the sample values may not fit this API.";
  }
  if (status === 429) return "A rate limit or quota stopped the call: wait and try again.";
  if (status >= 500) {
    return "The gateway or the backend failed: the gateway may not reach the tenant's discovery document, or the backend may be down.";
  }
  return "The call got past the policy or failed before it for another reason: the sample values may not fit this API.";
}

function isSuccess({ status }: ApiAnswer): boolean {
  return status >= 200 && status < 300;
}

/** The gateway's own words for a missing or wrong subscription key. */
function isKeyProblem({ status, body }: ApiAnswer): boolean {
  return status === 401 && /subscription key/i.test(body);
}

function quote(body: string): string {
  const text = body.replace(/\s+/g, " ").trim().slice(0, 200);
  return text === "" ? "" : ` The gateway said: ${text}`;
}
