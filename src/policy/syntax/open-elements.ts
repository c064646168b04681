import { span } from "../../core/span.ts";
import { areSimilar, indentationBefore } from "./likeness.ts";
import type { ChildNode } from "./nodes.ts";
import type { ParseSession } from "./parse-session.ts";
import { isSectionName } from "./sections.ts";
import type { ParsedElement, ParsedNode } from "./tree.ts";

/** The elements whose end tag has not come yet, and the top level of the document beneath them. */
export class OpenElements {
  readonly top: ChildNode[] = [];
  private readonly stack: ParsedElement[] = [];
  /** How many elements of a name are open; counted from when an end tag first stands in the wrong place. */
  private counts: Map<string, number> | undefined;

  constructor(private readonly session: ParseSession) {}

  get current(): ParsedElement | undefined {
    return this.stack[this.stack.length - 1];
  }

  /** Puts `node`, whose parent is {@link current}, in its place. */
  add(node: ParsedNode): void {
    const parent = this.current;
    if (parent) parent.addChild(node);
    else this.top.push(node);
  }

  push(element: ParsedElement): void {
    this.stack.push(element);
    this.count(element.name, 1);
  }

  /** A section ends where the next one of the same document begins, even when its end tag is missing. */
  beforeElement(name: string, start: number): void {
    if (!isSectionName(name) || this.stack.length < 2) return;
    const [root, section] = this.stack;
    if (root?.name !== "policies" || !section || !isSectionName(section.name)) return;
    // A resolver has a <backend> of its own, and a section within itself is more likely a mistyped policy.
    if (section.name === name || this.isOpen("http-data-source")) return;
    this.closeDownTo(1, start);
  }

  /** Handles `</name …>` from `start` to `end`. */
  endTag(name: string, start: number, end: number): void {
    const index = this.indexFor(name, start);
    if (index < 0) {
      this.reportUnexpected(name, start, end);
      return;
    }
    this.closeDownTo(index + 1, start);
    const element = this.stack[index];
    if (!element) return;
    if (element.name !== name && name !== "") {
      this.session.report(
        "unexpected-end-tag",
        span(start + 2, start + 2 + name.length),
        `The end tag of "${element.name}" is written "${name}".`,
      );
    }
    this.closeCurrent(start, start + 2 + name.length, end);
  }

  /** Closes the current element by the end tag from `start` to `end`. */
  closeCurrent(start: number, nameEnd: number, end: number): void {
    const element = this.current;
    if (!element) return;
    this.removeFromStack();
    element.contentEnd = start;
    element.endNameEnd = nameEnd;
    element.end = end;
  }

  /** Closes everything at the end of the text. */
  finish(): void {
    this.closeDownTo(0, this.session.text.length);
  }

  private reportUnexpected(name: string, start: number, end: number): void {
    this.session.report(
      "unexpected-end-tag",
      span(start, end),
      name === "" ? "No element is open here." : `No "${name}" element is open here.`,
    );
  }

  private indexFor(name: string, start: number): number {
    const last = this.stack.length - 1;
    if (name === "") return last;
    if (this.isOpen(name)) {
      return this.stack.findLastIndex((element) => element.name === name);
    }
    const current = this.stack[last];
    if (!current?.startTagClosed) return -1;
    if (areSimilar(current.name, name)) return last;
    const indentation = indentationBefore(this.session.text, start);
    const same =
      indentation !== undefined && indentation === indentationBefore(this.session.text, current.start);
    return same ? last : -1;
  }

  /**
   * Leaves `depth` elements open and closes the others at `end`. Those whose start tag is broken as well were
   * probably never meant to hold what follows them: the element they stand in adopts their children.
   */
  private closeDownTo(depth: number, end: number): void {
    let adopters = depth;
    for (let index = depth; index < this.stack.length; index += 1) {
      const element = this.stack[index];
      if (!element) continue;
      if (element.startTagClosed) {
        adopters = index + 1;
        element.contentEnd = end;
        element.end = end;
        this.reportUnclosed(element);
      } else {
        this.adoptChildren(element, this.stack[adopters - 1]);
      }
    }
    while (this.stack.length > depth) this.removeFromStack();
  }

  private adoptChildren(element: ParsedElement, parent: ParsedElement | undefined): void {
    for (const child of element.releaseChildren() as readonly ParsedNode[]) {
      child.parent = parent;
      if (parent) parent.addChild(child);
      else this.top.push(child);
    }
  }

  private reportUnclosed(element: ParsedElement): void {
    this.session.report(
      "unclosed-element",
      element.nameSpan,
      `The element "${element.name}" has no end tag.`,
    );
  }

  private removeFromStack(): void {
    const element = this.stack.pop();
    if (element) this.count(element.name, -1);
  }

  private count(name: string, change: 1 | -1): void {
    this.counts?.set(name, (this.counts.get(name) ?? 0) + change);
  }

  private isOpen(name: string): boolean {
    if (!this.counts) {
      this.counts = new Map();
      for (const element of this.stack) this.count(element.name, 1);
    }
    return (this.counts.get(name) ?? 0) > 0;
  }
}
