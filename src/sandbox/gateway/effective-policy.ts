import { childElements, type ElementNode, PassedOver, parsePolicy } from "../../policy/index.ts";
import { apimService, policyText } from "../azure/gateway-view.ts";
import type { AzureState, StoredResource } from "../azure/state.ts";
import type { Place, SectionName } from "./statement.ts";

/** A policy element and where it stands. */
interface PlacedElement {
  readonly element: ElementNode;
  readonly place: Place;
}

/** What a request is subject to, from the widest scope to the narrowest. */
interface PolicyScopes {
  readonly product: StoredResource | undefined;
  readonly api: StoredResource;
  /** `undefined`: the policy of the API as a whole. */
  readonly operation: StoredResource | undefined;
}

/**
 * The policies of one section in the order they run, every `<base />` replaced by the section of the next wider scope
 * that has a policy. A document without the section changes nothing.
 *
 * @throws PassedOver when a document cannot be read: nobody knows which checks it holds.
 */
export function effectiveSection(
  state: AzureState,
  scopes: PolicyScopes,
  section: SectionName,
): readonly PlacedElement[] {
  const { product, api, operation } = scopes;
  const levels: readonly (readonly [Place["scope"], string | undefined])[] = [
    ["global", apimService(state).id],
    ["product", product?.id],
    ["api", api.id],
    ["operation", operation?.id],
  ];
  let effective: readonly PlacedElement[] = [];
  for (const [scope, id] of levels) {
    const text = id === undefined ? undefined : policyText(state, id);
    if (text !== undefined) effective = expand(text, { text, scope, section }, effective);
  }
  return effective;
}

function expand(text: string, place: Place, base: readonly PlacedElement[]): readonly PlacedElement[] {
  const { root, problems } = parsePolicy(text);
  const sections = root ? childElements(root, place.section) : [];
  if (root?.name !== "policies" || problems.length > 0 || sections.length > 1) {
    throw new PassedOver(`The policy of the level ${place.scope} cannot be read.`);
  }
  const [section] = sections;
  if (!section) return base;
  return childElements(section).flatMap((element) => (element.name === "base" ? base : [{ element, place }]));
}
