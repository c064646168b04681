import type { Span } from "../../../core/span.ts";
import { isSection } from "../../facts/policies.ts";
import type { ElementNode, PolicyDocument, SyntaxProblem, SyntaxProblemCode } from "../../syntax/nodes.ts";
import { withoutTemplates } from "../../syntax/templates.ts";
import { looksLikeScraps } from "./code-look.ts";
import { firstFrom } from "./first-from.ts";

/** Problems that leave no doubt about where tags, attributes and expressions begin and end. */
const light = new Set<SyntaxProblemCode>([
  "missing-space-between-attributes",
  "duplicate-attribute",
  "empty-expression",
  "double-hyphen-in-comment",
  "bad-entity",
  "bad-character",
  "cdata-end-in-text",
  "text-outside-root",
  "several-roots",
  "no-root",
]);

/** A value that was written without quotes and cannot be a part of anything else. */
const plainValue = /^[\w.:/-]+$/;

/** Where the markup of a document can be relied on. Each answer takes time logarithmic in the number of problems. */
export class Health {
  private readonly problems: readonly SyntaxProblem[];
  private readonly grave: readonly SyntaxProblem[];
  private readonly scraps = new Map<ElementNode, boolean>();
  private tornOutside: boolean | undefined;

  constructor(private readonly document: PolicyDocument) {
    this.problems = [...document.problems].sort((a, b) => a.span.start - b.span.start);
    this.grave = this.problems.filter((problem) => !this.isLight(problem));
  }

  /** The problem that is reported at `span`. */
  at(span: Span): SyntaxProblem | undefined {
    const problem = this.problems[firstFrom(this.problems, span.start)];
    return problem?.span.start === span.start && problem.span.end === span.end ? problem : undefined;
  }

  /** Whether a repair at `own` guesses: what is broken there stands in `tag` beside something else that is wrong. */
  isGuess(tag: Span, own: Span): boolean {
    const problem = this.at(own);
    return problem !== undefined && !this.isLight(problem) && this.hasProblem(tag, own);
  }

  /** Whether there is a problem in `range` besides one at `own`. */
  hasProblem(range: Span, own: Span): boolean {
    return hasOther(this.problems, range, own);
  }

  /** Whether a problem in `range`, not at `own`, makes the parser guess what stands there. */
  isTorn(range: Span, own?: Span): boolean {
    return hasOther(this.grave, range, own);
  }

  /** Whether start and end tag of `element` are whole and nothing within the start tag is in doubt. */
  isWhole({
    startTagClosed,
    selfClosing,
    endTagSpan,
    endNameSpan,
    startTagSpan,
    name,
  }: ElementNode): boolean {
    if (!startTagClosed || this.isTorn(startTagSpan)) return false;
    if (selfClosing) return true;
    if (!endTagSpan || !endNameSpan) return false;
    const { text } = this.document;
    return text.slice(endNameSpan.start, endNameSpan.end) === name && text.charAt(endTagSpan.end - 1) === ">";
  }

  /**
   * Whether all around `element` can be relied on: no scraps beside it or what it stands in, every tag that it stands in,
   * and the whole of its section, since where the parser goes on after something broken is a guess.
   */
  isSound(element: ElementNode | undefined): boolean {
    for (let node = element; node; node = node.parent) if (this.holdsScraps(node)) return false;
    if (this.grave.length === 0) return true;
    let section: ElementNode | undefined;
    for (let node = element; node; node = node.parent) {
      if (!this.isWhole(node)) return false;
      if (isSection(node.name) && node.parent) section = node;
    }
    if (!section) return false;
    this.tornOutside ??= this.isTornOutside();
    return !this.tornOutside && !this.isTorn(section.span);
  }

  /** Whether text between the children of `element` looks like scraps of what was one of them. */
  private holdsScraps(element: ElementNode): boolean {
    const known = this.scraps.get(element);
    if (known !== undefined) return known;
    const { children } = element;
    const texts = children.length > 1 ? children.filter(({ kind }) => kind === "text") : [];
    const holds =
      texts.length > 0 &&
      children.some(({ kind }) => kind === "element") &&
      texts.some(({ span }) =>
        looksLikeScraps(withoutTemplates(this.document.text.slice(span.start, span.end))),
      );
    this.scraps.set(element, holds);
    return holds;
  }

  /** Whether something is wrong outside of the sections, or where one of them ends is a guess. */
  private isTornOutside(): boolean {
    const sections = (this.document.root?.children ?? []).filter((child) => child.kind === "element");
    const inside = sections.filter((section) => this.isWhole(section)).map(({ span }) => span);
    return this.grave.some(
      ({ span }) => !inside.some(({ start, end }) => start < span.start && span.end < end),
    );
  }

  private isLight({ code, span }: SyntaxProblem): boolean {
    if (code !== "unquoted-attribute-value") return light.has(code);
    return plainValue.test(this.document.text.slice(span.start, span.end));
  }
}

function hasOther(problems: readonly SyntaxProblem[], range: Span, own: Span | undefined): boolean {
  for (let index = firstFrom(problems, range.start); index < problems.length; index += 1) {
    const span = problems[index]?.span;
    if (!span || span.start > range.end || (span.start === range.end && span.end > span.start)) return false;
    if (span.start !== own?.start || span.end !== own.end) return true;
  }
  return false;
}
