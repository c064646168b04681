import { Failure } from "../../../core/failure.ts";
import { instancePath } from "../../../domain/instance-path.ts";
import {
  attribute,
  childElements,
  fragmentOf,
  insertIntoInbound,
  type PolicyDocument,
} from "../../../policy/index.ts";
import { creation } from "../../../resources/changes.ts";
import { policyFragment } from "../../../resources/kinds/policy-fragment.ts";
import type { CheckPlace } from "../choices.ts";
import { isCheckedBy } from "./fragment-check.ts";
import { type PlacedCheck, refusal, type WantedCheck } from "./placed-check.ts";
import type { PolicyDrafts } from "./policy-drafts.ts";
import { sharedValues } from "./shared-values.ts";
import { tokenElement } from "./token-element.ts";

/**
 * The check in a fragment that reads its tenant and audience from named values, and that the API's policy includes: other APIs may
 * include it, too, and its text is the same in every environment. One that is there is used as it is, or not at all.
 *
 * @throws Failure `already-exists` for a fragment that holds something else.
 */
export function placeInFragment(
  wanted: WantedCheck,
  drafts: PolicyDrafts,
  { fragmentId }: Extract<CheckPlace, { readonly kind: "fragment" }>,
): PlacedCheck {
  const made = makeFragment(wanted, fragmentId);
  const { api } = wanted.snapshot;
  const level = { kind: "api", instance: api.instance, apiId: api.apiId } as const;
  const element = `include-fragment “${fragmentId}”`;
  const needs = made.changes.map(({ id }) => id);
  const document = drafts.documentOf(level);
  const edits = includes(document, fragmentId)
    ? []
    : insertIntoInbound(document, [{ name: "include-fragment", attributes: { "fragment-id": fragmentId } }], {
        place: "check",
        corsFragments: wanted.corsFragments,
      });
  if (drafts.edit(level, edits, { verb: "Insert", element }, needs)) return made;
  const unchanged = `The policy of “${api.displayName}” includes the fragment “${fragmentId}” already.`;
  return { ...made, unchanged: [...made.unchanged, unchanged] };
}

/** The fragment and its named values, as far as they are not there. */
function makeFragment(wanted: WantedCheck, fragmentId: string): PlacedCheck {
  const { snapshot, audience, requiredScopes } = wanted;
  const { api, sharing } = snapshot;
  if (!sharing) throw new TypeError("What a fragment is made of was not read.");
  if (sharing.fragment) {
    refuseOther(wanted, fragmentId, sharing.fragment.text);
    const unchanged = `The fragment “${fragmentId}” takes tokens for “${audience}” already, and is not changed.`;
    return { changes: [], unchanged: [unchanged], notes: [] };
  }
  const subject = fragmentId.replace(/^auth0-/i, "");
  const values = sharedValues(snapshot, audience, subject, sharing.namedValues);
  const demand = { scopes: requiredScopes, status: 401, message: refusal } as const;
  const draft = {
    description: `Takes Auth0 access tokens for one audience, by the named values that it names.`,
    text: fragmentOf([tokenElement(values.texts, demand)]),
  };
  const fragment = creation(policyFragment, instancePath(api.instance), draft, {
    id: `fragment-${fragmentId}`,
    refId: fragmentId,
    title: `Create the policy fragment “${fragmentId}” with validate-jwt`,
    needs: values.changes.map(({ id }) => id),
  });
  return { changes: [...values.changes, fragment], unchanged: [], notes: [] };
}

function refuseOther(wanted: WantedCheck, fragmentId: string, text: string): void {
  if (isCheckedBy(wanted, text)) return;
  throw new Failure(
    "already-exists",
    `There is a policy fragment “${fragmentId}” already, which does not let exactly those in who have a token for “${wanted.audience}”, as far as it can be read.`,
    {
      remedy:
        "Choose another id for a fragment of its own, or change that one by hand for all who include it.",
    },
  );
}

/** Whether every call meets the fragment in the inbound section. */
function includes({ root }: PolicyDocument, fragmentId: string): boolean {
  const inbound = root && childElements(root, "inbound")[0];
  return (inbound ? childElements(inbound, "include-fragment") : []).some(
    (element) => attribute(element, "fragment-id")?.value?.trim().toLowerCase() === fragmentId.toLowerCase(),
  );
}
