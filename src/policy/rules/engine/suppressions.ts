import type { ElementNode, PolicyDocument } from "../../syntax/nodes.ts";
import { firstFrom } from "./first-from.ts";
import type { Finding } from "./rule.ts";

const comment = /<!--\s*auth0-apim-disable(-next-line)?((?:[\s,]+[a-z0-9-]+?)*)\s*-->/g;

/** Stands for every rule. */
const all = "*";

interface SuppressedLine {
  readonly start: number;
  readonly end: number;
  readonly rules: readonly string[];
}

/**
 * Comments that switch rules off: `<!-- auth0-apim-disable rule-id … -->` to the end of the document, and
 * `<!-- auth0-apim-disable-next-line rule-id … -->` for findings on the line behind the comment's, and on further lines
 * of a start tag or expression that begins there, since no comment can stand inside of these. Without ids they mean
 * every rule.
 */
export class Suppressions {
  /** From which offset on a rule is off. */
  private readonly from = new Map<string, number>();
  /** In the order of the text. */
  private readonly lines: SuppressedLine[] = [];

  constructor(private readonly document: PolicyDocument) {
    for (const match of document.text.matchAll(comment)) this.read(match);
  }

  get none(): boolean {
    return this.from.size === 0 && this.lines.length === 0;
  }

  /** Whether `finding` has been switched off. */
  cover({ rule, span: { start } }: Finding): boolean {
    const from = Math.min(this.from.get(rule) ?? Infinity, this.from.get(all) ?? Infinity);
    if (start >= from) return true;
    const line = this.lineAt(start);
    return line !== undefined && (line.rules.includes(all) || line.rules.includes(rule));
  }

  private read(match: RegExpExecArray): void {
    const behind = match.index + match[0].length;
    const named = (match[2] ?? "").split(/[\s,]+/).filter(Boolean);
    const rules = named.length > 0 ? named : [all];
    if (match[1]) {
      const start = this.lineAfter(behind);
      this.lines.push({
        start,
        end: endOfTags(this.document.elements(), start, this.lineAfter(start)),
        rules,
      });
      return;
    }
    for (const rule of rules) this.from.set(rule, Math.min(behind, this.from.get(rule) ?? behind));
  }

  /** The suppressed line that `offset` is on, by halving. */
  private lineAt(offset: number): SuppressedLine | undefined {
    let low = 0;
    let high = this.lines.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.lines[middle]?.end ?? 0) <= offset) low = middle + 1;
      else high = middle;
    }
    const line = this.lines[low];
    return line && offset >= line.start ? line : undefined;
  }

  /** Where the line behind that of `offset` begins. */
  private lineAfter(offset: number): number {
    const newline = this.document.text.indexOf("\n", offset);
    return newline < 0 ? this.document.text.length + 1 : newline + 1;
  }
}

/** `end`, or where the last start tag or expression ends that begins between `start` and `end`. */
function endOfTags(elements: readonly ElementNode[], start: number, end: number): number {
  const first = firstFrom(elements, start);
  let result = end;
  for (let index = Math.max(0, first - 1); index < elements.length; index += 1) {
    const element = elements[index];
    if (!element || element.span.start >= end) break;
    if (index >= first) result = Math.max(result, element.startTagSpan.end);
    for (const { kind, span } of element.children) {
      if (kind === "expression" && span.start >= start && span.start < end)
        result = Math.max(result, span.end);
    }
  }
  return result;
}
