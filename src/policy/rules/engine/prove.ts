import type { TextEdit } from "../../../core/edit.ts";
import type { Span } from "../../../core/span.ts";
import type { ElementNode, PolicyDocument } from "../../syntax/nodes.ts";
import { Health } from "./health.ts";
import { judgeContent } from "./prove-content.ts";
import { judgeMove } from "./prove-move.ts";
import { judgeTag } from "./prove-tag.ts";
import type { Fix } from "./rule.ts";
import { Siblings } from "./siblings.ts";
import { holdsTemplate, overlap, type Trial, type Verdict } from "./trial.ts";

/** Decides on one document at hand what may be done with each fix, whatever its rule says of it. */
export class Prover {
  private readonly health: Health;
  private readonly siblings: Siblings;

  constructor(private readonly document: PolicyDocument) {
    this.health = new Health(document);
    this.siblings = new Siblings(document.text);
  }

  /** Whether the fix of a finding at `about` destroys nothing, and whether that is certain. */
  judge(about: Span, fix: Fix): Verdict {
    const trial = { document: this.document, health: this.health, siblings: this.siblings, about, fix };
    if (fix.mends) return this.judgeMending(trial);
    const verdicts = fix.edits.map((edit) => this.judgeEdit(trial, edit));
    if (verdicts.includes("withheld") || !areApart(fix.edits)) return "withheld";
    return fix.safe && !verdicts.includes("offered") ? "proved" : "offered";
  }

  /** What is broken is mended as the parser read it, unless it had to guess twice, or a form is in the way. */
  private judgeMending(trial: Trial): Verdict {
    const { about, fix } = trial;
    const isOpen = this.health.at(about)?.code === "unclosed-start-tag";
    const destroys = fix.edits.some(({ span }) => {
      if (holdsTemplate(trial, span)) return true;
      const tag = elementAround(this.document.elements(), span)?.startTagSpan;
      return tag !== undefined && isOpen && this.health.isGuess(tag, about);
    });
    return destroys ? "withheld" : "offered";
  }

  private judgeEdit(trial: Trial, edit: TextEdit): Verdict {
    const element = elementAround(this.document.elements(), edit.span);
    if (!element) return this.judgeTop(edit.span);
    const { startTagSpan, contentSpan, endTagSpan } = element;
    const { start, end } = edit.span;
    if (this.health.isGuess(startTagSpan, trial.about)) return "withheld";
    const own = { ...trial, edit, element };
    if (start < startTagSpan.end) return end <= startTagSpan.end ? judgeTag(own) : "withheld";
    if (endTagSpan && end > contentSpan.end) return start >= contentSpan.end ? "offered" : "withheld";
    return trial.fix.moved ? judgeMove(own) : judgeContent(own);
  }

  /** Around the root there is nothing to prove, and comments to keep. */
  private judgeTop(span: Span): Verdict {
    return this.document.children.some((node) => node.kind !== "text" && overlap(node.span, span))
      ? "withheld"
      : "offered";
  }
}

/** Whether the edits follow each other. */
function areApart(edits: readonly TextEdit[]): boolean {
  const ordered = [...edits].sort((a, b) => a.span.start - b.span.start);
  return ordered.every(({ span }, index) => span.start >= (ordered[index - 1]?.span.end ?? 0));
}

/** The innermost element that goes on before and behind `span`, by halving. */
function elementAround(elements: readonly ElementNode[], span: Span): ElementNode | undefined {
  let low = 0;
  let high = elements.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((elements[middle]?.span.start ?? 0) < span.start) low = middle + 1;
    else high = middle;
  }
  let element = elements[low - 1];
  while (element && !goesOn(element, span)) element = element.parent;
  return element;
}

function goesOn(element: ElementNode, { start, end }: Span): boolean {
  return end < element.span.end || (end === element.span.end && start < end);
}
