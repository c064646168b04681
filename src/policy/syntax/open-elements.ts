import { span } from "../../core/span.ts";
import { skipSpace } from "./characters.ts";
import { areSimilar, indentationBefore } from "./likeness.ts";
import type { Name } from "./names.ts";
import type { ChildNode, SyntaxProblem } from "./nodes.ts";
import type { ParseSession } from "./parse-session.ts";
import { PartStack } from "./part-stack.ts";
import { isSectionName } from "./sections.ts";
import type { ParsedElement, ParsedNode } from "./tree.ts";

/** More siblings than this behind an element without end tag stay in it: moving them again and again takes time. */
const mostAdopted = 200;

/** `ends`, the innermost first, of elements that the text ends before: one problem for all of them. */
function shared(ends: readonly SyntaxProblem[], text: string): readonly SyntaxProblem[] {
  const [innermost, ...others] = ends;
  if (!innermost || others.length === 0) return ends;
  const names = ends.map((end) => `"${nameAt(end, text)}"`).join(", ");
  return [{ ...innermost, message: `The text ends before the end tags of ${names}.` }];
}

/** An element that was closed by the end tag of one around it, for lack of its own. */
interface ClosedWithout {
  readonly problem: SyntaxProblem;
  readonly name: string;
  /** The element around it, and where its end tag ends. */
  readonly around: string;
  readonly end: number;
}

const nameAt = ({ span: { start, end } }: SyntaxProblem, text: string): string => text.slice(start, end);

/** The elements whose end tag has not come yet, and the top level of the document beneath them. */
export class OpenElements {
  private readonly stack = new PartStack<ParsedElement>();
  /** The children so far of each open element, one after the other, those of the document first. */
  private readonly nodes = new PartStack<ParsedNode>();
  /** Where the children of each open element begin. */
  private readonly marks = new PartStack<number>();
  /** How many elements of a name are open; counted from when an end tag first stands in the wrong place. */
  private counts: Map<string, number> | undefined;

  /** Some nodes stand in another element than the one that was open when they were read. */
  private adopted = false;

  /** The last element that was closed since that around it was. */
  private closedWithout: ClosedWithout | undefined;

  /** The innermost open element. */
  current: ParsedElement | undefined;

  constructor(private readonly session: ParseSession) {}

  /** Puts `node`, whose parent is {@link current}, in its place. */
  add(node: ParsedNode): void {
    this.nodes.add(node);
  }

  /** What was read last in the innermost open element, if anything was. */
  get last(): ParsedNode | undefined {
    const { size } = this.nodes;
    return size > (this.marks.at(this.marks.size - 1) ?? 0) ? this.nodes.at(size - 1) : undefined;
  }

  /** Opens `element`, which was added last. */
  push(element: ParsedElement): void {
    this.stack.add(element);
    this.current = element;
    this.marks.add(this.nodes.size);
    if (this.counts) this.count(element.name, 1);
  }

  /** A section ends where the next one of the same document begins, even when its end tag is missing. */
  beforeElement({ section: begun }: Name, start: number): void {
    if (begun === undefined || this.stack.size < 2) return;
    const root = this.stack.at(0);
    const section = this.stack.at(1);
    if (root?.name !== "policies" || !section || !isSectionName(section.name)) return;
    // A resolver has a <backend> of its own, and a section within itself is more likely a mistyped policy.
    if (section.name === begun || this.isOpen("http-data-source")) return;
    this.closeDownTo(1, start);
  }

  /** Handles `</name …>` from `start` to `end`. */
  endTag(name: string, start: number, nameEnd: number, end: number): void {
    const index = this.indexFor(name, start);
    if (index < 0) {
      this.reportUnexpected(name, start, end);
      return;
    }
    const known = this.session.problems.length;
    this.closeDownTo(index + 1, start);
    const element = this.stack.at(index);
    if (!element) return;
    const problem = this.session.problems[known];
    if (problem && this.session.problems.length === known + 1) {
      const own = nameAt(problem, this.session.text);
      this.closedWithout = { problem, name: own, around: element.name, end };
    }
    if (element.name !== name && name !== "") {
      this.session.report(
        "unexpected-end-tag",
        span(start + 2, nameEnd),
        `The end tag of "${element.name}" is written "${name}".`,
      );
    }
    this.closeCurrent(start, nameEnd, end);
  }

  /** Closes the current element by the end tag from `start` to `end`. */
  closeCurrent(start: number, nameEnd: number, end: number): void {
    const element = this.current;
    if (!element) return;
    this.takeChildren(element, this.marks.at(this.marks.size - 1) ?? 0);
    this.removeFromStack();
    element.contentEnd = start;
    element.endNameEnd = nameEnd;
    element.end = end;
  }

  /** Closes everything at the end of the text and returns the nodes at the top. */
  finish(): readonly ChildNode[] {
    const { problems, text } = this.session;
    const isCut = this.isCutOff();
    const known = problems.length;
    this.closeDownTo(0, text.length);
    const ends = problems.splice(known);
    if (!isCut) problems.push(...shared(ends, text));
    const top = this.nodes.take(0);
    if (this.adopted) for (const node of top) node.parent = undefined;
    return top;
  }

  /** Whether the text ends within a tag: whatever lacks its end tag then lacks it for that reason. */
  private isCutOff(): boolean {
    const { current, last } = this;
    const element = last?.kind === "element" ? last : current;
    const { text } = this.session;
    return element?.startTagClosed === false && skipSpace(text, element.startTagEnd) === text.length;
  }

  private reportUnexpected(name: string, start: number, end: number): void {
    if (this.isLate(name, start)) return;
    this.session.report(
      "unexpected-end-tag",
      span(start, end),
      name === "" ? "No element is open here." : `No "${name}" element is open here.`,
    );
  }

  /** Whether the end tag at `start` only comes too late: that of an element around its own stands right before it. */
  private isLate(name: string, start: number): boolean {
    const { session } = this;
    const closed = this.closedWithout;
    if (closed?.name !== name || skipSpace(session.text, closed.end) !== start) return false;
    const index = session.problems.indexOf(closed.problem);
    const message = `The end tag of "${name}" comes too late: it must stand before "</${closed.around}>".`;
    session.problems[index] = { ...closed.problem, message };
    return true;
  }

  private indexFor(name: string, start: number): number {
    const last = this.stack.size - 1;
    if (name === "") return last;
    if (this.isOpen(name)) {
      let index = last;
      while (index >= 0 && this.stack.at(index)?.name !== name) index -= 1;
      return index;
    }
    const { current } = this;
    if (!current?.startTagClosed) return -1;
    if (areSimilar(current.name, name)) return last;
    const indentation = indentationBefore(this.session.text, start);
    const same =
      indentation !== undefined && indentation === indentationBefore(this.session.text, current.start);
    return same ? last : -1;
  }

  /** Leaves `depth` elements open and closes the others, which lack an end tag, at `end`. */
  private closeDownTo(depth: number, end: number): void {
    for (let index = this.stack.size - 1; index >= depth; index -= 1) {
      const element = this.stack.at(index);
      const mark = this.marks.at(index) ?? 0;
      if (!element) continue;
      const kept = this.endOfOwnChildren(element, mark);
      const cut = kept < this.nodes.size;
      if (element.startTagClosed) {
        element.contentEnd = cut ? this.endBefore(kept) : end;
        element.end = element.contentEnd;
        this.reportUnclosed(element);
      }
      this.adopted ||= cut;
      this.takeChildren(element, mark, kept);
    }
    while (this.stack.size > depth) this.removeFromStack();
  }

  /**
   * How far the nodes from `mark` on were probably meant to stand in `element`, which has no end tag: none when its
   * start tag is broken as well, else up to the first that is not indented deeper. The others are left to the
   * element around it.
   */
  private endOfOwnChildren(element: ParsedElement, mark: number): number {
    if (!element.startTagClosed) return mark;
    const { nodes, session } = this;
    const own = indentationBefore(session.text, element.start);
    if (!own) return nodes.size;
    for (let index = mark; index < nodes.size; index += 1) {
      const node = nodes.at(index);
      if (node?.kind !== "element" && node?.kind !== "comment") continue;
      const indentation = indentationBefore(session.text, node.span.start);
      if (indentation === undefined || indentation.length > own.length) continue;
      return nodes.size - index > mostAdopted ? nodes.size : index;
    }
    return nodes.size;
  }

  /** The end of the line before the node at `index`, which begins its own, or of the node before it. */
  private endBefore(index: number): number {
    const start = this.nodes.at(index)?.span.start ?? 0;
    const indentation = indentationBefore(this.session.text, start)?.length ?? 0;
    return Math.max(start - indentation - 1, this.nodes.at(index - 1)?.span.end ?? 0);
  }

  private takeChildren(element: ParsedElement, mark: number, end = this.nodes.size): void {
    if (end === mark) return;
    const children = this.nodes.take(mark, end);
    element.children = children;
    if (this.adopted) for (const child of children) child.parent = element;
  }

  private reportUnclosed(element: ParsedElement): void {
    this.session.report(
      "unclosed-element",
      element.nameSpan,
      `The element "${element.name}" has no end tag.`,
    );
  }

  private removeFromStack(): void {
    const element = this.current;
    this.stack.drop();
    this.marks.drop();
    const depth = this.stack.size;
    // Asking an array for its element -1 even once makes the engine give up on this place for good.
    this.current = depth > 0 ? this.stack.at(depth - 1) : undefined;
    if (element && this.counts) this.count(element.name, -1);
  }

  private count(name: string, change: 1 | -1): void {
    this.counts?.set(name, (this.counts.get(name) ?? 0) + change);
  }

  private isOpen(name: string): boolean {
    if (!this.counts) {
      this.counts = new Map();
      for (let index = 0; index < this.stack.size; index += 1)
        this.count(this.stack.at(index)?.name ?? "", 1);
    }
    return (this.counts.get(name) ?? 0) > 0;
  }
}
