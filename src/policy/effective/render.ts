import type { ChildNode, ElementNode, SectionName } from "../syntax/nodes.ts";
import { isSectionName } from "../syntax/sections.ts";
import type {
  EffectiveContent,
  EffectiveElement,
  EffectiveNode,
  EffectivePart,
  EffectivePolicy,
  EffectiveUnknown,
} from "./effective-policy.ts";
import type { PolicyText } from "./policy-text.ts";
import { RenderWriter } from "./render-writer.ts";
import type { RenderedPolicy } from "./rendered-policy.ts";

/** What a rendered policy says besides the policies themselves, in the language of whoever reads it. */
export interface RenderWords {
  /** Above everything else, a comment each. */
  readonly head: readonly string[];
  /** Where what follows comes from; of a fragment by which document it is included. */
  from(origin: PolicyText, offset: number, includedIn: PolicyText | undefined): string;
  unknown(node: EffectiveUnknown): string;
  /** In the place of what stands somewhere above already. */
  again(origin: PolicyText): string;
}

const sections: readonly SectionName[] = ["inbound", "backend", "outbound", "on-error"];

/** Up to this size, in UTF-16 units, what several places name is written in each of them; beyond it once. */
const mostRepeated = 500_000;

/** What is nested deeper is taken over as it is written. */
const deepest = 100;

/**
 * What the gateway runs as one document: the text of every policy stands there letter for letter as its document has it, with
 * named values put in. Takes time linear in the texts.
 */
export function renderEffectivePolicy(policy: EffectivePolicy, words: RenderWords): RenderedPolicy {
  return new Rendering(words).render(policy);
}

class Rendering {
  private readonly writer: RenderWriter;
  private readonly written = new Set<ElementNode>();
  private includedIn: PolicyText | undefined;

  constructor(private readonly words: RenderWords) {
    this.writer = new RenderWriter((origin, start) =>
      words.from(origin, start, origin.source.level === "fragment" ? this.includedIn : undefined),
    );
  }

  render(policy: EffectivePolicy): RenderedPolicy {
    const { writer } = this;
    for (const words of this.words.head) writer.heading(words);
    writer.add("<policies>");
    for (const name of sections) {
      const content = policy.content(name);
      if (content.nodes.length === 0 && !content.standsIn) {
        writer.add(`\n  <${name} />`);
        continue;
      }
      writer.add(`\n  <${name}>`);
      writer.apart(() => this.content(content, 0));
      writer.add(`\n  </${name}>`);
    }
    writer.add("\n</policies>\n");
    return writer.done();
  }

  private content({ nodes, standsIn }: EffectiveContent, depth: number): void {
    if (!standsIn) {
      for (const node of nodes) if (node.kind === "unknown") this.unknown(node);
      return;
    }
    const { element, origin } = standsIn;
    if (this.written.has(element) && this.writer.size > mostRepeated) {
      this.writer.comment(this.words.again(origin), origin, element.span.start);
      return;
    }
    this.written.add(element);
    const { start, end } = element.contentSpan;
    this.children(element, origin, nodes, [start, end], depth);
  }

  /** Takes over a stretch of a document with what runs in the place of the children that it has there. */
  private children(
    parent: ElementNode,
    origin: PolicyText,
    nodes: readonly EffectiveNode[],
    [from, to]: readonly [number, number],
    depth: number,
  ): void {
    let position = from;
    for (const [index, child] of parent.children.filter(isPolicy).entries()) {
      const node = nodes[index];
      if (!node) break;
      this.writer.copy(origin, position, child.span.start);
      this.node(node, child, origin, depth);
      position = child.span.end;
    }
    this.writer.copy(origin, position, to);
  }

  private node(node: EffectiveNode, child: ChildNode, origin: PolicyText, depth: number): void {
    switch (node.kind) {
      case "part":
        this.part(node, origin, depth);
        break;
      case "unknown":
        if (node.element || isBetweenPolicies(child)) this.unknown(node);
        this.writer.copy(origin, child.span.start, child.span.end);
        break;
      case "element":
        this.element(node, origin, depth);
    }
  }

  private unknown(node: EffectiveUnknown): void {
    this.writer.comment(this.words.unknown(node), node.origin, node.span.start);
  }

  private part(part: EffectivePart, origin: PolicyText, depth: number): void {
    const before = this.includedIn;
    if (part.includedIn) this.includedIn = origin;
    this.writer.apart(() => this.content(part, depth + 1));
    this.includedIn = before;
  }

  private element(node: EffectiveElement, origin: PolicyText, depth: number): void {
    const { element } = node;
    const { start, end } = element.span;
    if (depth > deepest || !holdsInclusion(element, origin)) this.writer.copy(origin, start, end);
    else this.children(element, origin, node.children, [start, end], depth + 1);
  }
}

/** Whether a child stands for a node: comments and the like do not. */
function isPolicy({ kind }: ChildNode): boolean {
  return kind !== "comment" && kind !== "instruction" && kind !== "declaration";
}

/** Whether a child stands where policies do: within a policy text is nothing out of place. */
function isBetweenPolicies({ parent }: ChildNode): boolean {
  return parent?.parent === undefined ? parent?.name === "fragment" : isSectionName(parent.name);
}

/** Whether something is put in anywhere within an element. */
function holdsInclusion({ span }: ElementNode, { document }: PolicyText): boolean {
  return ["base", "include-fragment"].some((name) => {
    const all = document.elements(name);
    let [low, high] = [0, all.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((all[middle]?.span.start ?? 0) < span.start) low = middle + 1;
      else high = middle;
    }
    const first = all[low];
    return first !== undefined && first.span.end <= span.end;
  });
}
