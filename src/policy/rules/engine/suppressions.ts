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
 * `<!-- auth0-apim-disable-next-line rule-id … -->` for findings that begin on the line behind the comment's.
 * Without ids they mean every rule.
 */
export class Suppressions {
  /** From which offset on a rule is off. */
  private readonly from = new Map<string, number>();
  /** In the order of the text. */
  private readonly lines: SuppressedLine[] = [];

  constructor(private readonly text: string) {
    if (!text.includes("auth0-apim-disable")) return;
    for (const match of text.matchAll(comment)) this.read(match);
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
      this.lines.push({ start, end: this.lineAfter(start), rules });
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
    const newline = this.text.indexOf("\n", offset);
    return newline < 0 ? this.text.length + 1 : newline + 1;
  }
}
