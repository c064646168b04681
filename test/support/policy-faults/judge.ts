import { parsePolicy } from "../../../src/policy/index.ts";
import type { Finding } from "../../../src/policy/rules/index.ts";
import type { Fault, Splice } from "./kinds.ts";

/** What a fault did to the findings of a document. */
export interface Verdict {
  readonly damaged: string;
  /** Findings that the undamaged document does not have. */
  readonly more: readonly Finding[];
  /** Those of {@link more} that begin where the fault is. */
  readonly placed: number;
  /** Findings of other parts of the document that are gone. */
  readonly lost: readonly Finding[];
}

/** Whether a fault gave one finding, at its place, and took none away. */
export function isRight({ more, placed, lost }: Verdict): boolean {
  return more.length === 1 && placed === 1 && lost.length === 0;
}

/** Puts `fault` into `text`, whose findings are `before`, and compares. */
export function judge(
  text: string,
  before: readonly Finding[],
  fault: Fault,
  lint: (document: ReturnType<typeof parsePolicy>) => readonly Finding[],
): Verdict {
  const damaged = damage(text, fault.splices);
  const after = lint(parsePolicy(damaged));
  const left = new Map<string, number>();
  for (const found of before) add(left, key(found, moved(found.span.start, fault.splices)), 1);
  const more = after.filter((found) => !take(left, key(found, found.span.start)));
  const { start, end } = fault.place;
  const from = moved(start, fault.splices, false);
  const to = moved(end, fault.splices);
  const placed = more.filter(({ span }) => from <= span.start && span.start <= to).length;
  const lost = before.filter((found) => {
    const inside = fault.silenced.start <= found.span.start && found.span.start < fault.silenced.end;
    return take(left, key(found, moved(found.span.start, fault.splices))) && !inside;
  });
  return { damaged, more, placed, lost };
}

const key = ({ rule }: Finding, start: number) => `${rule} ${start}`;

function add(counts: Map<string, number>, name: string, change: number): void {
  counts.set(name, (counts.get(name) ?? 0) + change);
}

function take(counts: Map<string, number>, name: string): boolean {
  const count = counts.get(name) ?? 0;
  if (count > 0) counts.set(name, count - 1);
  return count > 0;
}

/** The text with all splices applied, which stand in order. */
export function damage(text: string, splices: readonly Splice[]): string {
  let damaged = "";
  let position = 0;
  for (const { span, text: put } of splices) {
    damaged += text.slice(position, span.start) + put;
    position = span.end;
  }
  return damaged + text.slice(position);
}

/** Where `offset` of the undamaged text is in the damaged one; behind what was put in there, unless told otherwise. */
function moved(offset: number, splices: readonly Splice[], behind = true): number {
  let shift = 0;
  for (const { span, text } of splices) {
    if (span.end > offset || (!behind && span.end === offset)) break;
    shift += text.length - (span.end - span.start);
  }
  return offset + shift;
}
