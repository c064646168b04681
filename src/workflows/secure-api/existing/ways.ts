import { assessLevels } from "../../policy-levels/assess.ts";
import { ownTenant } from "../../policy-levels/own-tenant.ts";
import type { SecureApiChoices } from "../choices.ts";
import { planPolicy } from "../policy.ts";
import type { SecureApiSnapshot } from "../snapshot.ts";
import type { ExistingWay } from "./tried-ways.ts";

/**
 * The ways that are possible where checks that are there would refuse the tokens of the link; those first that shut nobody out. None
 * where nothing is in the way, or nothing about it is certain.
 */
export function existingWays(snapshot: SecureApiSnapshot, choices: SecureApiChoices): readonly ExistingWay[] {
  const { auth0Api } = choices;
  const audience = auth0Api.kind === "create" ? auth0Api.identifier : auth0Api.api.identifier;
  // what a fragment would be made of is not read yet; the API's policy is where it is included
  const place = choices.policy.place.kind === "fragment" ? ({ kind: "api" } as const) : choices.policy.place;
  const policy = { ...choices.policy, place, existing: "leave" } as const;
  const tenant = ownTenant(snapshot.tenant, snapshot.discovery, audience);
  const assessment = assessLevels(snapshot.policies, tenant);
  return planPolicy(snapshot, audience, assessment, policy).tried?.offered ?? [];
}
