import type { Span } from "../../core/span.ts";
import { attribute, childElements } from "../syntax/elements.ts";
import type { ChildNode, ElementNode, SectionName } from "../syntax/nodes.ts";
import { attributeValue } from "../syntax/value.ts";
import type { PolicyText } from "./policy-text.ts";

/** One element of an effective policy, with the document it stands in. */
export interface EffectiveElement {
  readonly kind: "element";
  readonly name: string;
  readonly element: ElementNode;
  readonly origin: PolicyText;
  /** The policies within it, with `<base />` and fragments put in. */
  readonly children: readonly EffectiveNode[];
}

/** What runs in one section, or in a fragment. */
export interface EffectiveContent {
  readonly nodes: readonly EffectiveNode[];
  /**
   * The section or fragment whose children these are, one node for each but for comments and the like; `undefined` where no level
   * has the section, or where it cannot be read.
   */
  readonly standsIn?: { readonly element: ElementNode; readonly origin: PolicyText };
}

/** What stands in the place of a `<base />` or an `<include-fragment />`; nodes are shared between all places that name them. */
export interface EffectivePart extends EffectiveContent {
  readonly kind: "part";
  /** The document that includes it; `undefined` for an outer level, which is named by its own nodes. */
  readonly includedIn?: PolicyText;
}

/** Something that runs here and cannot be known. */
export interface EffectiveUnknown {
  readonly kind: "unknown";
  /** What it is, and why it is unknown. */
  readonly why: string;
  readonly origin: PolicyText;
  /** In the text of its origin. */
  readonly span: Span;
  /** The `<include-fragment />` or `<base />` for which nothing can be put in. */
  readonly element?: ElementNode;
}

/** A node of an effective policy. */
export type EffectiveNode = EffectiveElement | EffectivePart | EffectiveUnknown;

/** The fragment with an id that a document includes; `undefined` when there is none, the same for the same fragment. A workspace has fragments of its own. */
export type FindFragment = (id: string, includedBy: PolicyText) => PolicyText | undefined;

/**
 * What the gateway runs: the policies of the levels a call is subject to, merged at `<base />`, with fragments put in. Takes time
 * and memory linear in the texts: what several places name is there once.
 */
export class EffectivePolicy {
  /** Those that have a policy of their own, the widest first. */
  readonly levels: readonly PolicyText[];
  private readonly fragments: Fragments;
  private readonly contents = new Map<SectionName, EffectiveContent>();

  /** `levels` has those that have a policy of their own, the widest first. */
  constructor(levels: readonly PolicyText[], findFragment: FindFragment) {
    this.levels = levels;
    this.fragments = new Fragments(findFragment);
  }

  /**
   * The nodes of one section, in the order they run. A document without the section is taken to change nothing; but whether what
   * stands around an inbound section that is not there runs is documented nowhere, so that is unknown.
   */
  section(name: SectionName): readonly EffectiveNode[] {
    return this.content(name).nodes;
  }

  /** The nodes of one section, with what they stand in; the same each time. */
  content(name: SectionName): EffectiveContent {
    const known = this.contents.get(name) ?? this.merged(this.levels, name);
    this.contents.set(name, known);
    return known;
  }

  /** What would run in a section if the levels from `index` on had no policies. */
  outside(index: number, name: SectionName): readonly EffectiveNode[] {
    return this.merged(this.levels.slice(0, index), name).nodes;
  }

  private merged(levels: readonly PolicyText[], name: SectionName): EffectiveContent {
    let content: EffectiveContent = { nodes: [] };
    for (const level of levels) content = this.contentOf(level, name, content);
    return content;
  }

  private contentOf(level: PolicyText, name: SectionName, base: EffectiveContent): EffectiveContent {
    const { problem, document } = level;
    if (problem !== undefined) return { nodes: [unreadable(level, problem)] };
    const section = document.root && childElements(document.root, name)[0];
    if (!section)
      return name === "inbound" && holdsAny(base.nodes) ? { nodes: [withoutInbound(level)] } : base;
    const expansion = new Expansion(level, { kind: "part", ...base }, this.fragments);
    return { nodes: expansion.nodesOf(section), standsIn: { element: section, origin: level } };
  }
}

function unreadable(origin: PolicyText, problem: string): EffectiveUnknown {
  const { level, file } = origin.source;
  const what = level === "fragment" ? "The fragment" : `The policy of the level ${level}`;
  const why = `${what} in ${file} cannot be read: ${problem}`;
  return { kind: "unknown", why, origin, span: { start: 0, end: 0 } };
}

function holdsAny(nodes: readonly EffectiveNode[]): boolean {
  return nodes.some((node) => node.kind !== "part" || holdsAny(node.nodes));
}

function withoutInbound(origin: PolicyText): EffectiveUnknown {
  const { level, file } = origin.source;
  const why = `The policy of the level ${level} in ${file} has no inbound section: whether the policies around it run is not known`;
  return { kind: "unknown", why, origin, span: { start: 0, end: 0 } };
}

/** Fragments, each expanded once. */
class Fragments {
  private readonly find: FindFragment;
  private readonly parts = new Map<PolicyText, EffectivePart>();

  constructor(find: FindFragment) {
    this.find = find;
  }

  /** The policies of a fragment that a document includes; `undefined` when there is no such fragment. */
  part(id: string, includedBy: PolicyText): EffectivePart | undefined {
    const origin = this.find(id, includedBy);
    if (!origin) return undefined;
    const known = this.parts.get(origin);
    if (known) return known;
    const part: EffectivePart = { kind: "part", ...this.contentOf(origin) };
    this.parts.set(origin, part);
    return part;
  }

  private contentOf(origin: PolicyText): EffectiveContent {
    const { root } = origin.document;
    if (origin.problem !== undefined || !root) {
      return { nodes: [unreadable(origin, origin.problem ?? "it is empty")] };
    }
    const nodes = new Expansion(origin, undefined, this).nodesOf(root);
    return { nodes, standsIn: { element: root, origin } };
  }
}

/** Puts into the elements of one document what they name. */
class Expansion {
  private readonly origin: PolicyText;
  /** What `<base />` stands for; a fragment has none. */
  private readonly base: EffectivePart | undefined;
  private readonly fragments: Fragments;

  constructor(origin: PolicyText, base: EffectivePart | undefined, fragments: Fragments) {
    this.origin = origin;
    this.base = base;
    this.fragments = fragments;
  }

  nodesOf(parent: ElementNode): readonly EffectiveNode[] {
    return parent.children.flatMap((child) => this.nodeOf(child) ?? []);
  }

  private nodeOf(child: ChildNode): EffectiveNode | undefined {
    switch (child.kind) {
      case "comment":
      case "instruction":
      case "declaration":
        return undefined;
      case "text":
      case "cdata":
      case "expression":
        return this.unknown(child, "What stands between the policies is not known");
      case "element":
        return this.elementOf(child);
    }
  }

  private elementOf(element: ElementNode): EffectiveNode {
    if (element.name === "base") {
      return this.base ?? this.unknown(element, "A fragment cannot hold <base />");
    }
    if (element.name === "include-fragment") return this.fragmentOf(element);
    return new LazyElement(element, this.origin, this);
  }

  private fragmentOf(element: ElementNode): EffectiveNode {
    const id = attributeValue(attribute(element, "fragment-id"));
    if (!id?.literal || id.text === "") return this.unknown(element, "Which fragment is put in is not known");
    // the service refuses to save a fragment that includes another
    if (!this.base) return this.unknown(element, `A fragment cannot include another, as here “${id.text}”`);
    const part = this.fragments.part(id.text, this.origin);
    if (!part) return this.unknown(element, `There is no fragment “${id.text}”`);
    const [only] = part.nodes;
    const isUnreadable = only?.kind === "unknown" && only.span.end === 0;
    return isUnreadable ? { ...only, element } : { ...part, includedIn: this.origin };
  }

  private unknown(at: ChildNode, what: string): EffectiveUnknown {
    const written = this.origin.text.slice(at.span.start, at.span.end);
    const indent = written.length - written.trimStart().length;
    const { file, line } = this.origin.placeOf(at.span.start + indent);
    const why = `${what} (${file}, line ${line})`;
    const element = at.kind === "element" ? { element: at } : {};
    return { kind: "unknown", why, origin: this.origin, span: at.span, ...element };
  }
}

/** Finds its children when they are first asked for: of most elements nobody does. */
class LazyElement implements EffectiveElement {
  readonly kind = "element";
  readonly element: ElementNode;
  readonly origin: PolicyText;
  private readonly expansion: Expansion;
  private found: readonly EffectiveNode[] | undefined;

  constructor(element: ElementNode, origin: PolicyText, expansion: Expansion) {
    this.element = element;
    this.origin = origin;
    this.expansion = expansion;
  }

  get name(): string {
    return this.element.name;
  }

  get children(): readonly EffectiveNode[] {
    this.found ??= this.expansion.nodesOf(this.element);
    return this.found;
  }
}
