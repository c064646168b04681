import { span } from "../../core/span.ts";
import { areSimilar, indentationBefore } from "./likeness.ts";
import type { ChildNode } from "./nodes.ts";
import type { ParseSession } from "./parse-session.ts";
import { PartStack } from "./part-stack.ts";
import { isSectionName } from "./sections.ts";
import type { ParsedElement, ParsedNode } from "./tree.ts";

/** The elements whose end tag has not come yet, and the top level of the document beneath them. */
export class OpenElements {
  private readonly stack: ParsedElement[] = [];
  /** The children so far of each open element, one after the other, those of the document first. */
  private readonly nodes = new PartStack<ParsedNode>();
  /** Where the children of each open element begin. */
  private readonly marks: number[] = [];
  /** How many elements of a name are open; counted from when an end tag first stands in the wrong place. */
  private counts: Map<string, number> | undefined;

  constructor(private readonly session: ParseSession) {}

  get current(): ParsedElement | undefined {
    return this.stack[this.stack.length - 1];
  }

  /** Puts `node`, whose parent is {@link current}, in its place. */
  add(node: ParsedNode): void {
    this.nodes.add(node);
  }

  /** Opens `element`, which was added last. */
  push(element: ParsedElement): void {
    this.stack.push(element);
    this.marks.push(this.nodes.size);
    if (this.counts) this.count(element.name, 1);
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
    this.takeChildren(element, this.marks[this.marks.length - 1] ?? 0);
    this.removeFromStack();
    element.contentEnd = start;
    element.endNameEnd = nameEnd;
    element.end = end;
  }

  /** Closes everything at the end of the text and returns the nodes at the top. */
  finish(): readonly ChildNode[] {
    this.closeDownTo(0, this.session.text.length);
    return this.nodes.take(0);
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
    for (let index = this.stack.length - 1; index >= depth; index -= 1) {
      const element = this.stack[index];
      if (element?.startTagClosed) {
        this.takeChildren(element, this.marks[index] ?? 0);
        element.contentEnd = end;
        element.end = end;
        this.reportUnclosed(element);
      } else {
        index = this.releaseChildren(index, depth);
      }
    }
    while (this.stack.length > depth) this.removeFromStack();
  }

  /**
   * Leaves the children of the element at `index`, and of all above it down to `depth` whose start tags are broken
   * too, to the element that these stand in; returns the index of the lowest of them.
   */
  private releaseChildren(index: number, depth: number): number {
    let lowest = index;
    while (lowest > depth && this.stack[lowest - 1]?.startTagClosed === false) lowest -= 1;
    const adopter = this.stack[lowest - 1];
    for (let mark = this.marks[lowest] ?? 0; mark < this.nodes.size; mark += 1) {
      const node = this.nodes.at(mark);
      if (node) node.parent = adopter;
    }
    return lowest;
  }

  private takeChildren(element: ParsedElement, mark: number): void {
    if (this.nodes.size > mark) element.children = this.nodes.take(mark);
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
    this.marks.pop();
    if (element && this.counts) this.count(element.name, -1);
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
