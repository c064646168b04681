import { assessLevels } from "../../policy-levels/assess.ts";
import { ownTenant } from "../../policy-levels/own-tenant.ts";
import type { SecureApiChoices } from "../choices.ts";
import { corsFragmentsOf, planPolicy } from "../policy.ts";
import type { SecureApiSnapshot } from "../snapshot.ts";
import { meetChecks } from "./meet-checks.ts";

/** A way to meet checks that are there which is possible, and its effect. */
export interface ExistingWay {
  readonly way: Exclude<SecureApiChoices["policy"]["existing"], "leave">;
  /** Who gets in today and does not any more, or may not, by name. */
  readonly shutOut: readonly string[];
  /** Who gets in with no token of the link afterwards, or may, by name. */
  readonly open: readonly string[];
}

/** What widens nothing comes first. */
const ways = ["decide-by-issuer", "accept-both", "replace"] as const;

/**
 * The ways that are possible where checks that are there would refuse the tokens of the link; those first that shut nobody out. None
 * where nothing is in the way, or nothing about it is certain.
 */
export function existingWays(snapshot: SecureApiSnapshot, choices: SecureApiChoices): readonly ExistingWay[] {
  const { auth0Api } = choices;
  const audience = auth0Api.kind === "create" ? auth0Api.identifier : auth0Api.api.identifier;
  // what a fragment would be made of is not read yet; the API's policy is where it is included
  const place = choices.policy.place.kind === "fragment" ? ({ kind: "api" } as const) : choices.policy.place;
  const policy = { ...choices.policy, place };
  const assessment = assessLevels(
    snapshot.policies,
    ownTenant(snapshot.tenant, snapshot.discovery, audience),
  );
  if (!planPolicy(snapshot, audience, assessment, { ...policy, existing: "leave" }).isLeftAlone) return [];
  const { requiredScopes } = policy;
  const corsFragments = corsFragmentsOf(snapshot.policies);
  const possible = ways.flatMap((way): readonly ExistingWay[] => {
    const met = meetChecks({ snapshot, audience, requiredScopes, corsFragments }, policy, way);
    if ("impossible" in met) return [];
    const { shutOut, perhapsShutOut, open, perhapsOpen } = met.access;
    return [
      { way, shutOut: namesOf([...shutOut, ...perhapsShutOut]), open: namesOf([...open, ...perhapsOpen]) },
    ];
  });
  return [...possible].sort((a, b) => Number(a.shutOut.length > 0) - Number(b.shutOut.length > 0));
}

function namesOf(told: readonly { readonly name: string }[]): readonly string[] {
  return [...new Set(told.map(({ name }) => name))];
}
