import type { PolicyLevel } from "../../../domain/apim.ts";
import { attribute, childElements, type ElementNode, parsePolicy } from "../../../policy/index.ts";
import type { LevelPolicy } from "../../read-access/api-policies.ts";
import type { CheckPlace } from "../choices.ts";
import { takesTokens } from "../existing/other-checks.ts";
import type { SecureApiSnapshot } from "../snapshot.ts";
import type { WantedCheck } from "./placed-check.ts";

type Kind = PolicyLevel["kind"];

/**
 * Where a check stands already that every call meets there and that lets in tokens for `audience`; `undefined` where there is none.
 * Of several the one that is closest to the API as a whole.
 */
export function foundPlace(snapshot: SecureApiSnapshot, audience: string): CheckPlace | undefined {
  const { levels, fragments } = snapshot.policies;
  const takes = takerOf({ snapshot, audience, requiredScopes: [], corsFragments: [] });
  const at = (kind: Kind) => levels.filter(({ level, policy }) => level.kind === kind && policy);
  const holds = (origin: LevelPolicy) => checksOf(origin).some(takes);
  if (at("api").some(holds)) return { kind: "api" };
  const fragmentId = at("api")
    .flatMap(includedBy)
    .find((id) => fragments.some((one) => isFragment(one, id) && holds(one)));
  if (fragmentId !== undefined) return { kind: "fragment", fragmentId };
  if (at("global").some(holds)) return { kind: "global" };
  const operationIds = at("operation")
    .filter(holds)
    .flatMap(({ level }) => (level.kind === "operation" ? level.operationId : []));
  if (operationIds.length > 0) return { kind: "operations", operationIds };
  const product = at("product").find(holds)?.level;
  return product?.kind === "product" ? { kind: "product", productId: product.productId } : undefined;
}

/** Each text is looked at once: many operations have the same. */
function takerOf(wanted: WantedCheck): (check: string) => boolean {
  const known = new Map<string, boolean>();
  return (check) => {
    const found = known.get(check) ?? takesTokens(check, wanted) === true;
    known.set(check, found);
    return found;
  };
}

/** What every call meets that comes to the inbound section, or to the fragment. */
function metIn({ level, policy }: LevelPolicy): readonly ElementNode[] {
  const { root } = parsePolicy(policy?.text ?? "");
  const holder = root && (level.kind === "fragment" ? root : childElements(root, "inbound")[0]);
  return holder ? childElements(holder) : [];
}

function checksOf(origin: LevelPolicy): readonly string[] {
  return metIn(origin)
    .filter(({ name }) => name === "validate-jwt")
    .map(({ span: { start, end } }) => origin.policy?.text.slice(start, end) ?? "");
}

function includedBy(origin: LevelPolicy): readonly string[] {
  return metIn(origin)
    .filter(({ name }) => name === "include-fragment")
    .flatMap((element) => attribute(element, "fragment-id")?.value?.trim() ?? []);
}

function isFragment({ level }: LevelPolicy, id: string): boolean {
  return level.kind === "fragment" && level.fragmentId.toLowerCase() === id.toLowerCase();
}

/** Whether two places are one, of operations whichever they are. */
export function isSamePlace(one: CheckPlace, other: CheckPlace | undefined): boolean {
  if (one.kind === "product" && other?.kind === "product") return one.productId === other.productId;
  if (one.kind === "fragment" && other?.kind === "fragment") {
    return one.fragmentId.toLowerCase() === other.fragmentId.toLowerCase();
  }
  return one.kind === other?.kind;
}
