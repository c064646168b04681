import type { TextEdit } from "../../../core/edit.ts";
import type { Span } from "../../../core/span.ts";
import type { ElementNode, PolicyDocument } from "../../syntax/nodes.ts";
import type { Health } from "./health.ts";
import type { Fix } from "./rule.ts";
import type { Siblings } from "./siblings.ts";

/**
 * What may be done with a fix: `proved`, nobody needs to look at the result; `offered`, somebody has to; `withheld`, it
 * would destroy something of somebody's, or guesses where the markup is broken.
 */
export type Verdict = "proved" | "offered" | "withheld";

/** A fix that is looked at before anybody sees it. */
export interface Trial {
  readonly document: PolicyDocument;
  readonly health: Health;
  readonly siblings: Siblings;
  /** Where the finding is that the fix is for. */
  readonly about: Span;
  readonly fix: Fix;
}

/** One edit of it, inside of the tags or between the tags of `element`. */
export interface EditTrial extends Trial {
  readonly edit: TextEdit;
  readonly element: ElementNode;
}

/** The text at `span`. */
export function textAt({ document }: Trial, { start, end }: Span): string {
  return document.text.slice(start, end);
}

/** Whether a form of a deployment tool is in `span`, or the span in one. */
export function holdsTemplate({ document }: Trial, span: Span): boolean {
  return nodesIn(document.templates, span).length > 0;
}

/** Whether two spans share a character, or an empty one lies within the other. */
export function overlap(a: Span, b: Span): boolean {
  return a.start < b.end && b.start < a.end;
}

/** Those of `nodes`, which follow each other, that share a character with `range` or hold it; found by halving. */
export function nodesIn<T extends { readonly span: Span }>(nodes: readonly T[], range: Span): T[] {
  const found: T[] = [];
  for (let index = indexAt(nodes, range.start); index < nodes.length; index += 1) {
    const node = nodes[index];
    if (!node || node.span.start >= Math.max(range.end, range.start + 1)) break;
    if (overlap(node.span, range)) found.push(node);
  }
  return found;
}

/** The index of the first of `nodes` that ends behind `offset`, by halving. */
export function indexAt(nodes: readonly { readonly span: Span }[], offset: number): number {
  let low = 0;
  let high = nodes.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((nodes[middle]?.span.end ?? 0) <= offset) low = middle + 1;
    else high = middle;
  }
  return low;
}
