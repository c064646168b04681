import { Failure } from "../../../core/failure.ts";
import { fragmentIdProblem } from "../../../resources/kinds/policy-fragment.ts";
import type { SecureApiChoices } from "../choices.ts";

/**
 * Refuses a place that no check can stand at.
 *
 * @throws Failure `invalid-input`.
 */
export function checkPlace({ insert, place }: SecureApiChoices["policy"]): void {
  if (!insert) return;
  if (place.kind === "operations" && place.operationIds.length === 0) {
    throw new Failure("invalid-input", "No operation is chosen whose policy is to check tokens.", {
      remedy: "Choose one at least, or another place for the check.",
    });
  }
  const problem = place.kind === "fragment" ? fragmentIdProblem(place.fragmentId) : undefined;
  if (problem === undefined) return;
  throw new Failure("invalid-input", `That cannot be the id of a policy fragment: ${problem}`, {
    remedy: "Choose another id, such as “auth0-orders”.",
  });
}
