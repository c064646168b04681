import { Failure } from "../../../core/failure.ts";
import { scopeProblem } from "../../../domain/auth0-answers.ts";
import { fragmentIdProblem } from "../../../resources/kinds/policy-fragment.ts";
import type { SecureApiChoices } from "../choices.ts";

/**
 * Refuses a place that no check can stand at, and scopes that Auth0 does not take.
 *
 * @throws Failure `invalid-input`.
 */
export function checkPlace({ insert, place, operationScopes }: SecureApiChoices["policy"]): void {
  if (!insert) return;
  if (place.kind === "operations" && place.operationIds.length === 0) {
    throw new Failure("invalid-input", "No operation is chosen whose policy is to check tokens.", {
      remedy: "Choose one at least, or another place for the check.",
    });
  }
  for (const scope of operationScopes.flatMap(({ scopes }) => scopes)) {
    const wrong = scopeProblem(scope);
    if (wrong !== undefined) {
      throw new Failure("invalid-input", wrong, {
        remedy: "Choose scopes such as “read:orders”.",
      });
    }
  }
  const problem = place.kind === "fragment" ? fragmentIdProblem(place.fragmentId) : undefined;
  if (problem === undefined) return;
  throw new Failure("invalid-input", `That cannot be the id of a policy fragment: ${problem}`, {
    remedy: "Choose another id, such as “auth0-orders”.",
  });
}
