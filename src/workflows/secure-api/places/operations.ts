import { countOf, inNumber } from "../../../core/count.ts";
import type { CheckPlace } from "../choices.ts";
import { named } from "./affected.ts";
import { checkAt, joined, type PlacedCheck, type WantedCheck } from "./placed-check.ts";
import type { PolicyDrafts } from "./policy-drafts.ts";

/** The check in the policies of some operations; a new one of them inherits all the rest by `<base />`. */
export function placeInOperations(
  wanted: WantedCheck,
  drafts: PolicyDrafts,
  { operationIds }: Extract<CheckPlace, { readonly kind: "operations" }>,
): PlacedCheck {
  const { api, operations } = wanted.snapshot;
  const { instance, apiId } = api;
  const levelOf = (operationId: string) => ({ kind: "operation", instance, apiId, operationId }) as const;
  const placed = operationIds.map((operationId) => checkAt(wanted, drafts, levelOf(operationId)));
  const others = operations
    .filter(
      ({ operationId }) => !drafts.isEdited(levelOf(operationId)) && !operationIds.includes(operationId),
    )
    .map(({ method, urlTemplate }) => `${method} ${urlTemplate}`);
  const { notes, ...rest } = joined(placed);
  if (others.length === 0) return { ...rest, notes };
  const count = countOf(others.length, "other operation");
  const keeps = inNumber(others.length, "keeps", "keep");
  return {
    ...rest,
    notes: [
      ...notes,
      `${count} of “${api.displayName}” ${keeps} the checks of today, and gets none of this plan: ${named(others)}.`,
    ],
  };
}
