import type { ElementNode } from "../syntax/nodes.ts";
import type { ElementFacts, PolicyFacts, Section } from "./model.ts";
import { documentDescription, isSection, policy, sections } from "./policies.ts";

/**
 * What an element is, judged by where it stands:
 * `document` a root, `section` a section, `base`, `policy`, `part` an element that belongs to a policy,
 * `free` anything where the content is anybody's own (Liquid, style sheets), `unknown` a name that has no meaning here.
 */
type PlaceKind = "document" | "section" | "base" | "policy" | "part" | "free" | "unknown";

/** An element's place in the language. */
export interface Place {
  readonly kind: PlaceKind;
  /** Names from the policy (or document element) down to here, `validate-jwt/audiences`. */
  readonly path: string;
  /** `undefined` for `free` and `unknown`. */
  readonly facts: ElementFacts | undefined;
  /** The policy that this is or belongs to. */
  readonly policy: PolicyFacts | undefined;
  /** `undefined` outside of sections, as in a fragment. */
  readonly section: Section | undefined;
  /** Below a GraphQL resolver's root, where sections don't count. */
  readonly resolver: boolean;
  /** Inside of a policy that lists this one: a policy's own sections don't count, as for set-body in return-response. */
  readonly contained: boolean;
}

/** Roots that a document may have besides those of GraphQL resolvers. */
export const documentRoots: readonly string[] = ["policies", "fragment"];

const nothing = new Map();
const document = (name: string, content: ElementFacts["content"], children: readonly string[] = []) => ({
  name,
  description: documentDescription(name) ?? "",
  min: 0,
  max: 1,
  attributes: nothing,
  children: new Map(children.map((child) => [child, sectionFacts(child)])),
  ordered: false,
  content,
  groups: [],
});
const sectionFacts = (name: string): ElementFacts => document(name, "policies");
const rootFacts = new Map<string, ElementFacts>([
  ["policies", document("policies", "nothing", sections)],
  ["fragment", document("fragment", "policies")],
]);
const baseFacts = document("base", "nothing");

/** The place of a top-level element. A policy without a document around it is read as if it stood in a fragment. */
export function rootPlace(name: string): Place {
  const facts = rootFacts.get(name);
  if (facts) return place("document", name, { facts });
  if (isSection(name)) return place("section", name, { facts: sectionFacts(name), section: name });
  const own = policy(name);
  if (own) return place("policy", name, { facts: own, policy: own, resolver: own.resolver });
  return place("unknown", name, {});
}

/** The place of a child `name` of an element at `parent`. */
export function childPlace(parent: Place, name: string): Place {
  const { facts, section, resolver, contained } = parent;
  const context = { section, resolver, contained };
  const part = facts?.children.get(name);
  if (part) return partPlace(parent, part, context);
  if (!facts || facts.content === "anything") return place("free", `${parent.path}/${name}`, context);
  if (facts.content === "policies") return policyPlace(parent, name, context);
  return place("unknown", `${parent.path}/${name}`, { ...context, policy: parent.policy });
}

/** The place of an element, found by walking up to its root. For one element; a pass keeps a stack of places. */
export function placeOf(element: ElementNode): Place {
  const above: ElementNode[] = [];
  for (let node = element.parent; node; node = node.parent) above.push(node);
  const root = above.pop();
  if (!root) return rootPlace(element.name);
  let current = rootPlace(root.name);
  for (const node of above.reverse()) current = childPlace(current, node.name);
  return childPlace(current, element.name);
}

/** The place that a path of names leads to, from a root down: `["policies", "inbound", "cors"]`. */
export function elementFacts(path: readonly string[]): ElementFacts | undefined {
  const [root, ...rest] = path;
  if (root === undefined) return undefined;
  return rest.reduce(childPlace, rootPlace(root)).facts;
}

type Known = Partial<Pick<Place, "facts" | "policy" | "section" | "resolver" | "contained">>;

function place(kind: PlaceKind, path: string, known: Known): Place {
  return {
    kind,
    path,
    facts: known.facts,
    policy: known.policy,
    section: known.section,
    resolver: known.resolver ?? false,
    contained: known.contained ?? false,
  };
}

function partPlace(parent: Place, part: ElementFacts, context: Known): Place {
  if (isSection(part.name) && parent.kind === "document") {
    return place("section", part.name, { ...context, facts: part, section: part.name });
  }
  const own = policy(part.name);
  const isPolicy = own !== undefined && part.attributes === own.attributes;
  const path = isPolicy ? part.name : `${parent.path}/${part.name}`;
  return place(isPolicy ? "policy" : "part", path, {
    ...context,
    contained: isPolicy || context.contained === true,
    facts: part,
    policy: isPolicy ? own : parent.policy,
  });
}

function policyPlace(parent: Place, name: string, context: Known): Place {
  if (name === "base") return place("base", name, { ...context, facts: baseFacts });
  const own = policy(name);
  if (own) return place("policy", name, { ...context, facts: own, policy: own });
  return place("unknown", `${parent.path}/${name}`, context);
}
