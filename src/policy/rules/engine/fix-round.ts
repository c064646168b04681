import type { TextEdit } from "../../../core/edit.ts";
import type { Span } from "../../../core/span.ts";
import type { Finding, Fix } from "./rule.ts";
import { nodesIn } from "./trial.ts";

/** A finding with the fix that is to be applied. */
export interface Fixable extends Finding {
  readonly fix: Fix;
}

/** Those of `wanted` that can be applied at once: first come first served, each whole or not at all. */
export function chooseApart(wanted: readonly Fixable[]): Fixable[] {
  const chosen: { readonly span: Span; readonly finding: Fixable }[] = [];
  let end = -1;
  for (const candidate of wanted.map(withSpan).sort((a, b) => a.span.start - b.span.start)) {
    const { span, finding } = candidate;
    const { stays } = finding.fix;
    // What a copy goes for, which stands before it, must still be its equal when it is gone.
    if (span.start <= end || (stays && nodesIn(chosen, wider(stays)).length > 0)) continue;
    chosen.push(candidate);
    end = span.end;
  }
  return chosen.map(({ finding }) => finding);
}

function withSpan(finding: Fixable): { readonly span: Span; readonly finding: Fixable } {
  const spans = finding.fix.edits.map(({ span }) => span);
  const start = Math.min(...spans.map((span) => span.start));
  return { span: { start, end: Math.max(start, ...spans.map(({ end }) => end)) }, finding };
}

function wider({ start, end }: Span): Span {
  return { start: start - 1, end: end + 1 };
}

/** Edits of one round, which lead back from the text after it to the text before it. */
export class Round {
  private readonly steps: readonly Step[];

  constructor(readonly fixes: readonly Fixable[]) {
    const edits = fixes.flatMap(({ fix }) => fix.edits.map((edit) => ({ edit, moved: fix.moved })));
    let shift = 0;
    this.steps = edits
      .sort((a, b) => a.edit.span.start - b.edit.span.start)
      .map(({ edit, moved }) => {
        const start = edit.span.start + shift;
        shift += edit.newText.length - (edit.span.end - edit.span.start);
        return { edit, moved, start, end: start + edit.newText.length, shift };
      });
  }

  get edits(): readonly TextEdit[] {
    return this.steps.map(({ edit }) => edit);
  }

  /** Where what stands at `offset` stood before; what is new stood where it was put in. */
  before(offset: number): number {
    let low = 0;
    let high = this.steps.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.steps[middle]?.start ?? 0) <= offset) low = middle + 1;
      else high = middle;
    }
    const step = this.steps[low - 1];
    if (!step) return offset;
    if (offset >= step.end) return offset - step.shift;
    return step.moved ? beforeMove(step.moved, offset - step.start) : step.edit.span.start;
  }
}

interface Step {
  readonly edit: TextEdit;
  readonly moved: readonly Span[] | undefined;
  /** Where the new text begins and ends. */
  readonly start: number;
  readonly end: number;
  /** How far everything behind it went. */
  readonly shift: number;
}

function beforeMove(pieces: readonly Span[], offset: number): number {
  let left = offset;
  for (const { start, end } of pieces) {
    if (left < end - start) return start + left;
    left -= end - start;
  }
  return pieces[pieces.length - 1]?.end ?? 0;
}
