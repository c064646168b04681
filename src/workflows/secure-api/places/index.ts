import type { CheckPlace, SecureApiChoices } from "../choices.ts";
import { placeInApi } from "./api.ts";
import { placeInFragment } from "./fragment.ts";
import { placeInGlobal } from "./global.ts";
import { placeInOperations } from "./operations.ts";
import { checkAt, joined, type PlacedCheck, type WantedCheck } from "./placed-check.ts";
import type { PolicyDrafts } from "./policy-drafts.ts";
import { placeInProduct } from "./product.ts";

/**
 * Drafts a check at its place, and says what else that takes and touches.
 *
 * @throws Failure when the place is none of the API's, or its policy cannot be read.
 */
export function placeCheck(wanted: WantedCheck, drafts: PolicyDrafts, place: CheckPlace): PlacedCheck {
  switch (place.kind) {
    case "api":
      return placeInApi(wanted, drafts);
    case "operations":
      return placeInOperations(wanted, drafts, place);
    case "product":
      return placeInProduct(wanted, drafts, place);
    case "global":
      return placeInGlobal(wanted, drafts);
    case "fragment":
      return placeInFragment(wanted, drafts, place);
  }
}

/** The same, and in the policies of the operations that are named besides. */
export function placeChecks(
  wanted: WantedCheck,
  drafts: PolicyDrafts,
  { place, alsoOperations = [] }: Pick<SecureApiChoices["policy"], "place" | "alsoOperations">,
): PlacedCheck {
  const { instance, apiId } = wanted.snapshot.api;
  const level = (operationId: string) => ({ kind: "operation", instance, apiId, operationId }) as const;
  const besides = alsoOperations.map((operationId) => checkAt(wanted, drafts, level(operationId)));
  return joined([placeCheck(wanted, drafts, place), ...besides]);
}
