import type { Maybe } from "../../core/known.ts";
import { known, unknown } from "../../core/known.ts";
import type { Discovery, PublicKey } from "../../domain/auth0.ts";
import type { ApiAnswer } from "../../domain/azure-cloud.ts";
import {
  type Explanation,
  evaluateToken,
  explain,
  type JwtRequirements,
  type KeySets,
  noKeySets,
  readJwtRequirements,
  type Verdict,
} from "../../token/index.ts";
import type { PolicyPlace } from "../assurance.ts";
import { type JudgedCheck, placeOfCheck } from "../policy-levels/judge-check.ts";
import { agrees } from "./agreement.ts";

/** Why a token was refused, as far as that is certain. */
export type Cause =
  | { readonly kind: "known"; readonly place: PolicyPlace; readonly explanation: Explanation }
  /** `why` completes “The cause is not known: …”. */
  | { readonly kind: "unknown"; readonly why: string };

/** The token that was refused, with what it takes to judge it. */
interface RefusedToken {
  readonly accessToken: string;
  readonly answer: ApiAnswer;
  readonly discovery: Discovery;
  /** The tenant's keys; unknown when they could not be read. */
  readonly keys: Maybe<readonly PublicKey[]>;
  readonly now: Date;
}

/** The statuses with which `checks` refuse; unknown when one of them computes it. */
export function refusalStatuses(checks: readonly JudgedCheck[]): Maybe<readonly number[]> {
  const statuses = checks.map((check) => requirementsOf(check).failureStatus);
  if (statuses.length === 0) return known([401]);
  const all = statuses.flatMap((status) => (status.known ? [status.value] : []));
  return all.length === statuses.length ? known([...new Set(all)]) : unknown;
}

/**
 * What the one check found that refuses this token and whose refusal is the answer that came. Anything else is not known:
 * several checks that might have, one that runs for some calls only, one that cannot be read, or one that would refuse in
 * other words.
 */
export async function findCause(checks: readonly JudgedCheck[], refused: RefusedToken): Promise<Cause> {
  if (checks.length === 0)
    return {
      kind: "unknown",
      why: "no policy that was read has a validate-jwt which runs for this operation",
    };
  if (checks.some(({ check }) => check.condition !== undefined)) {
    return { kind: "unknown", why: "a choose decides which token check runs" };
  }
  const judged = await Promise.all(checks.map((check) => judge(check, refused)));
  const rejecting = judged.filter(({ verdict }) => verdict?.kind === "rejected");
  if (judged.some(({ verdict }) => verdict === undefined || verdict.kind === "undecided")) {
    return { kind: "unknown", why: "a part of the token check cannot be read from here" };
  }
  const [only, ...others] = rejecting;
  if (!only) return { kind: "unknown", why: "by the token checks that were read, this token should pass" };
  if (others.length > 0) return { kind: "unknown", why: "more than one token check may refuse it" };
  const { check, requirements, verdict } = only;
  const place = placeOfCheck(check);
  if (!place || verdict?.kind !== "rejected" || !agrees(verdict, requirements, refused.answer)) {
    return {
      kind: "unknown",
      why: "the answer is not the one that the token check in the policy would give",
    };
  }
  return { kind: "known", place, explanation: explain(verdict) };
}

/** One check on one token. */
interface Judged {
  readonly check: JudgedCheck;
  readonly requirements: JwtRequirements;
  /** `undefined` when it cannot be known what the check looks at. */
  readonly verdict: Verdict | undefined;
}

async function judge(check: JudgedCheck, refused: RefusedToken): Promise<Judged> {
  const requirements = requirementsOf(check);
  const { source } = requirements;
  if (!source.known || (source.value.kind === "value" && !source.value.value.known)) {
    return { check, requirements, verdict: undefined };
  }
  const isSent = source.value.kind === "header" && source.value.name.toLowerCase() === "authorization";
  const token = isSent ? { scheme: "Bearer", text: refused.accessToken } : undefined;
  const verdict = await evaluateToken(token, requirements, keySets(refused), refused.now);
  return { check, requirements, verdict };
}

function keySets({ discovery, keys }: RefusedToken): KeySets {
  if (!keys.known) return noKeySets;
  const found = { kind: "keys", issuer: discovery.issuer, keys: keys.value } as const;
  return { ...noKeySets, discovery: new Map([[discovery.url, found]]) };
}

function requirementsOf({ check, policy }: JudgedCheck): JwtRequirements {
  return readJwtRequirements(check.element, policy.filled.text);
}
