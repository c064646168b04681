import { Failure } from "../../core/failure.ts";
import type { SecureApiChoices } from "./choices.ts";
import { planSecureApi, type SecuringPlan } from "./plan.ts";
import type { SecureApiSnapshot } from "./snapshot.ts";

/**
 * The same choices with a check also where `plan`, which is made of them, leaves somebody in without a token; `undefined` where nobody
 * is left, or no place of the check helps. What is offered is proved: its plan leaves fewer, and keeps out nobody more who gets in by
 * another check.
 */
export function secureMore(
  snapshot: SecureApiSnapshot,
  choices: SecureApiChoices,
  plan: SecuringPlan,
): SecureApiChoices | undefined {
  const { policy } = choices;
  const ids = operationsLeft(plan);
  if (!policy.insert || ids.length === 0) return undefined;
  const { place, alsoOperations = [] } = policy;
  const isPartial = place.kind === "product" || place.kind === "operations";
  const wider: readonly SecureApiChoices["policy"][] = [
    ...(isPartial ? [{ ...policy, place: { kind: "api" } as const }] : []),
    { ...policy, alsoOperations: [...new Set([...alsoOperations, ...ids])] },
    ...(isPartial ? [{ ...policy, place: { kind: "api" } as const, alsoOperations: ids }] : []),
  ];
  const better = wider
    .map((one) => ({ ...choices, policy: one }))
    .map((one) => ({ choices: one, left: leftBy(snapshot, one, plan) }))
    .filter(({ left }) => left < leftIn(plan));
  return better.sort((a, b) => a.left - b.left)[0]?.choices;
}

/** How many ways stay open by other choices; infinite where they cannot be planned, or keep out more who get in by a check. */
function leftBy(snapshot: SecureApiSnapshot, choices: SecureApiChoices, than: SecuringPlan): number {
  try {
    const plan = planSecureApi(snapshot, choices);
    return plan.access.barred.length > than.access.barred.length ? Number.POSITIVE_INFINITY : leftIn(plan);
  } catch (error) {
    if (error instanceof Failure) return Number.POSITIVE_INFINITY;
    throw error;
  }
}

/** At how many operations callers without a token get in, or may, each caller by itself. */
function leftIn({ access: { open, perhapsOpen } }: SecuringPlan): number {
  return [...open, ...perhapsOpen].reduce((sum, { operations }) => sum + operations.length, 0);
}

function operationsLeft({ access: { open, perhapsOpen } }: SecuringPlan): readonly string[] {
  const all = [...open, ...perhapsOpen].flatMap(({ operations }) => operations);
  return [...new Set(all.flatMap(({ operation }) => operation ?? []))];
}
