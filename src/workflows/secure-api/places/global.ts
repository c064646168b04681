import { alsoMet } from "./affected.ts";
import { checkAt, type PlacedCheck, type WantedCheck } from "./placed-check.ts";
import type { PolicyDrafts } from "./policy-drafts.ts";

/** The check in the policy of all APIs. */
export function placeInGlobal(wanted: WantedCheck, drafts: PolicyDrafts): PlacedCheck {
  const { api, otherApis } = wanted.snapshot;
  const { notes, ...placed } = checkAt(wanted, drafts, { kind: "global", instance: api.instance });
  return { ...placed, notes: [...notes, alsoMet("The policy of all APIs", otherApis, wanted.audience)] };
}
