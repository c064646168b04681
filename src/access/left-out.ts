import {
  childElements,
  type EffectiveElement,
  type EffectiveNode,
  type EffectivePolicy,
  type ElementNode,
  type PolicyText,
} from "../policy/index.ts";

/** What keeps callers out, by what they send along or where they are. */
export const checkNames: readonly string[] = [
  "validate-jwt",
  "validate-azure-ad-token",
  "check-header",
  "validate-client-certificate",
  "ip-filter",
];

/** A level without `<base />`, and what does not run for that. */
interface Cut {
  readonly inbound: ElementNode;
  readonly origin: PolicyText;
  readonly checks: readonly EffectiveElement[];
}

/** The innermost level whose inbound section has no `<base />`, with the checks that would run with one; `run` are the places of what runs. */
export function cutOf(policy: EffectivePolicy, run: ReadonlySet<string>): Cut | undefined {
  const index = policy.levels.findLastIndex(isWithoutBase);
  const origin = policy.levels[index];
  const inbound = origin && inboundOf(origin);
  if (index < 1 || !origin || !inbound) return undefined;
  const outer = elementsIn(policy.outside(index, "inbound"));
  const lost = outer.filter((node) => checkNames.includes(node.name) && !run.has(placeIn(node)));
  return { inbound, origin, checks: [...new Map(lost.map((node) => [placeIn(node), node])).values()] };
}

/** An element as no other one is: by its document and where it begins there. */
export function placeIn({ element, origin }: Pick<EffectiveElement, "element" | "origin">): string {
  return `${origin.source.file} ${element.span.start}`;
}

/** All policies in nodes, those in parts that several places name once. */
export function elementsIn(
  nodes: readonly EffectiveNode[],
  seen = new Set<readonly EffectiveNode[]>(),
): readonly EffectiveElement[] {
  if (seen.has(nodes)) return [];
  seen.add(nodes);
  return nodes.flatMap((node) => {
    if (node.kind === "unknown") return [];
    return node.kind === "part" ? elementsIn(node.nodes, seen) : [node, ...elementsIn(node.children, seen)];
  });
}

function isWithoutBase(level: PolicyText): boolean {
  const inbound = inboundOf(level);
  return (
    inbound !== undefined && !level.document.elements("base").some(({ section }) => section === "inbound")
  );
}

function inboundOf({ document, problem }: PolicyText): ElementNode | undefined {
  return problem === undefined && document.root ? childElements(document.root, "inbound")[0] : undefined;
}
