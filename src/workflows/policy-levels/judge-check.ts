import type { PolicyPlace, Reservation } from "../assurance.ts";
import type { ReadPolicy } from "../read-access/api-policies.ts";
import type { CallerCheck } from "./caller-checks.ts";
import { wordsFor } from "./check-words.ts";
import { comparesNamedValues, plainWords } from "./own-check-words.ts";
import { type OwnTenant, tokenOwner } from "./token-owner.ts";

/** A check, whose it is, and what it keeps from being said. */
export interface JudgedCheck {
  readonly check: CallerCheck;
  readonly policy: ReadPolicy;
  /** In the stored text, from 1 on. */
  readonly line: number;
  /** The API's own, unconditional check for tokens of the tenant. */
  readonly isOwn: boolean;
  readonly reservation: Reservation | undefined;
}

/** Where a check stands. */
export function placeOfCheck(judged: JudgedCheck | undefined): PolicyPlace | undefined {
  if (!judged) return undefined;
  const { level, name } = judged.policy.origin;
  return { level, name, line: judged.line };
}

/** Holds `check` against what is wanted: one plain check of the API itself for the tokens of `tenant`. */
export function judgeCheck(check: CallerCheck, policy: ReadPolicy, tenant: OwnTenant): JudgedCheck {
  const { origin, filled } = policy;
  const owner = check.kind === "jwt" ? tokenOwner(check.element, filled.text, tenant) : undefined;
  const isPlain = origin.level.kind === "api" && check.condition === undefined && owner?.kind === "own";
  const isOwn = isPlain && !comparesNamedValues(check, policy);
  const words = isPlain ? plainWords(check, policy, tenant) : wordsFor(check, policy, owner, tenant);
  const line = filled.placeOf(check.element.span.start).line;
  const at = check.condition ? filled.placeOf(check.condition.span.start).line : line;
  const place = { level: origin.level, name: origin.name, line: at };
  return { check, policy, line, isOwn, reservation: words && { ...words, place } };
}
