import { encloses, type Span } from "../../../core/span.ts";
import type { ChildNode, ElementNode } from "../../syntax/nodes.ts";
import { holdsTemplate } from "../../syntax/templates.ts";

/** More than two make no difference. */
const most = 2;

/** What stands beside elements, looked at once for each element around them. */
export class Siblings {
  private readonly odd = new Map<ElementNode, readonly ChildNode[]>();

  constructor(private readonly text: string) {}

  /**
   * Whether `element` holds nothing that can put in or leave out others, such as text or a form of a deployment tool that
   * somebody hid in a comment; what a finding at `about` is about does not count.
   */
  areClear(element: ElementNode, about?: Span): boolean {
    return this.oddOf(element).every(({ span }) => about !== undefined && encloses(span, about));
  }

  private oddOf(element: ElementNode): readonly ChildNode[] {
    const known = this.odd.get(element);
    if (known) return known;
    const found: ChildNode[] = [];
    for (const child of element.children) {
      if (!this.isOrdinary(child)) found.push(child);
      if (found.length === most) break;
    }
    this.odd.set(element, found);
    return found;
  }

  /** Whether a node is an element, or a comment for people. */
  private isOrdinary({ kind, span }: ChildNode): boolean {
    return (
      kind === "element" || (kind === "comment" && !holdsTemplate(this.text.slice(span.start, span.end)))
    );
  }
}
