import { checkAt, type PlacedCheck, type WantedCheck } from "./placed-check.ts";
import type { PolicyDrafts } from "./policy-drafts.ts";

/** The check in the API's own policy: every call of the API meets it where operations have a `<base />`. */
export function placeInApi(wanted: WantedCheck, drafts: PolicyDrafts): PlacedCheck {
  const { instance, apiId } = wanted.snapshot.api;
  return checkAt(wanted, drafts, { kind: "api", instance, apiId });
}
