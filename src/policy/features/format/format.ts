import type { TextEdit } from "../../../core/edit.ts";
import { encloses, type Span, span } from "../../../core/span.ts";
import { indentationOf, layoutOf } from "../../edits/layout.ts";
import { structuralProblem } from "../../edits/refuse-broken.ts";
import { type ChildNode, type ElementNode, isSectionName, type PolicyDocument } from "../../syntax/index.ts";
import { withTemplatesApart } from "../../syntax/parse.ts";
import { type Gap, gapsOf, hasNoText, hasOnlyForms, isStructural } from "./gaps.ts";
import { deeper, type FormatOptions } from "./indentation.ts";
import { alignStartTag } from "./start-tag-lines.ts";

/** Children whose gaps are still to be looked at. */
interface Container {
  readonly children: readonly ChildNode[];
  readonly content: Span;
  /** Of the end tag. */
  readonly indentation: string;
  readonly childIndentation: string;
  readonly isTop: boolean;
}

/** Why {@link format} leaves `document` as it is, with the place: its structure is in doubt, or text stands around its root. */
export function obstacleToFormat(
  document: PolicyDocument,
): { readonly span: Span; readonly message: string } | undefined {
  const problem = structuralProblem(document);
  if (problem) return problem;
  const text = document.children.find((child) => !hasOnlyForms(document, [child]));
  return text && { span: text.span, message: "text stands outside of the root element" };
}

/**
 * Puts every element on a line of its own, indented by its depth, and leaves at most one empty line between two.
 * Expressions, comments, CDATA, attribute values and all text stay as they are, and so does the kind of line end.
 * What a deployment tool fills in stays where it stands, and so does what stands beside it.
 * None for a document whose structure is broken. With `range`, only lines that it touches are changed, in step with
 * what stands around them.
 */
export function format(given: PolicyDocument, options: FormatOptions, range?: Span): readonly TextEdit[] {
  const document = withTemplatesApart(given);
  if (obstacleToFormat(document)) return [];
  const formatter = new Formatter(document, options, range && wholeLinesOf(document, range));
  return formatter.run();
}

class Formatter {
  private readonly edits: TextEdit[] = [];
  private readonly pending: Container[] = [];
  private readonly eol: string;

  constructor(
    private readonly document: PolicyDocument,
    private readonly options: FormatOptions,
    private readonly range: Span | undefined,
  ) {
    this.eol = layoutOf(document).eol;
  }

  run(): readonly TextEdit[] {
    const { text, children } = this.document;
    const start = text.startsWith("\uFEFF") ? 1 : 0;
    this.pending.push({
      children,
      content: span(start, text.length),
      indentation: "",
      childIndentation: "",
      isTop: true,
    });
    for (let container = this.pending.pop(); container; container = this.pending.pop()) {
      this.formatContainer(container);
    }
    return this.edits.sort((a, b) => a.span.start - b.span.start);
  }

  private formatContainer(container: Container): void {
    if (!hasNoText(this.document, container.children)) {
      this.formatBetweenForms(container);
      return;
    }
    const broken = container.children.some(({ kind }) => kind === "element");
    for (const gap of gapsOf(container.children, container.content)) {
      const element = gap.next?.kind === "element" ? gap.next : undefined;
      const moves = element && this.movesOf(element, container.childIndentation);
      if (!element || moves) this.replace(gap.span, this.gapText(container, gap, broken));
      if (element) this.formatElement(element, container.childIndentation, moves);
    }
  }

  /** Beside what is filled in nothing moves; what stands in the elements there does. */
  private formatBetweenForms({ children, childIndentation }: Container): void {
    for (const child of children) {
      if (child.kind === "element") this.formatElement(child, childIndentation, undefined);
    }
  }

  /** What `gap` becomes; `broken` when the container has elements, each on a line of its own. */
  private gapText(container: Container, gap: Gap, broken: boolean): string {
    const current = this.document.text.slice(gap.span.start, gap.span.end);
    const lineEnds = lineEndsIn(current);
    if (container.isTop && gap.first) return "";
    if (!gap.next && container.isTop) return lineEnds > 0 ? this.eol : "";
    if (lineEnds === 0 && (gap.next?.kind === "comment" || !broken)) return current;
    const empty = lineEnds > 1 && gap.next && !gap.first ? this.eol : "";
    return empty + this.eol + (gap.next ? container.childIndentation : container.indentation);
  }

  /** How the lines of the start tag move along; `undefined` when not all of them are to be changed. */
  private movesOf(element: ElementNode, indentation: string): readonly TextEdit[] | undefined {
    if (!this.isInRange(element.span.start)) return undefined;
    const moves = alignStartTag(this.document, element, indentation, this.options);
    return moves.every((edit) => this.isInRange(edit.span.end)) ? moves : undefined;
  }

  private formatElement(element: ElementNode, planned: string, moves: readonly TextEdit[] | undefined): void {
    const indentation = moves ? planned : (indentationOf(this.document, element) ?? planned);
    this.edits.push(...(moves ?? []));
    if (isStructural(this.document, element)) {
      this.pending.push({
        children: element.children,
        content: element.contentSpan,
        indentation,
        childIndentation: deeper(indentation, this.options),
        isTop: false,
      });
    } else if (isSectionName(element.name) && this.isBlank(element)) {
      this.replace(element.contentSpan, this.eol + indentation);
    }
  }

  /** Whether a section holds nothing but a line end or more. */
  private isBlank({ contentSpan }: ElementNode): boolean {
    const content = this.document.text.slice(contentSpan.start, contentSpan.end);
    return content.includes("\n") && content.trim() === "";
  }

  private isInRange(offset: number): boolean {
    return this.range === undefined || (this.range.start <= offset && offset <= this.range.end);
  }

  private replace(gap: Span, newText: string): void {
    const { range } = this;
    if (range && !encloses(range, span(gap.end, gap.end))) return;
    if (this.document.text.slice(gap.start, gap.end) === newText) return;
    const before = range ? this.document.text.slice(gap.start, Math.max(gap.start, range.start)) : "";
    const place = span(gap.start + before.length, gap.end);
    const text = before === "" ? newText : this.withoutBefore(before, place, newText);
    if (this.document.text.slice(place.start, place.end) !== text)
      this.edits.push({ span: place, newText: text });
  }

  /** What of `newText` takes the `place` behind the lines `before` it, which stay as they are. */
  private withoutBefore(before: string, place: Span, newText: string): string {
    const own = lineEndsIn(this.document.text.slice(place.start, place.end));
    const wanted = lineEndsIn(newText) - lineEndsIn(before);
    const indentation = newText.slice(newText.lastIndexOf("\n") + 1);
    return this.eol.repeat(Math.max(0, Math.min(own, wanted))) + indentation;
  }
}

function lineEndsIn(text: string): number {
  return text.split("\n").length - 1;
}

/** The lines that a selection takes in; the one at whose beginning it ends is not among them. */
function wholeLinesOf({ lines }: PolicyDocument, { start, end }: Span): Span {
  const first = lines.positionAt(start).line;
  const last = lines.positionAt(end);
  const lastLine = last.column === 0 && last.line > first ? last.line - 1 : last.line;
  return span(lines.startOf(first), lines.endOf(lastLine));
}
