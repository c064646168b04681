import type { Finding } from "./rule.ts";

const comment = /<!--\s*auth0-apim-disable(-next-line)?((?:[\s,]+[a-z0-9-]+?)*)\s*-->/g;

interface Suppression {
  readonly start: number;
  readonly end: number;
  /** Empty means every rule. */
  readonly rules: ReadonlySet<string>;
}

/**
 * Comments that switch rules off: `<!-- auth0-apim-disable rule-id … -->` to the end of the document, and
 * `<!-- auth0-apim-disable-next-line rule-id … -->` for findings that begin on the line behind the comment's.
 * Without ids they mean every rule.
 */
export class Suppressions {
  private readonly list: readonly Suppression[];

  constructor(text: string) {
    this.list = text.includes("auth0-apim-disable")
      ? [...text.matchAll(comment)].map((m) => read(m, text))
      : [];
  }

  get none(): boolean {
    return this.list.length === 0;
  }

  /** Whether `finding` has been switched off. */
  cover(finding: Finding): boolean {
    const at = finding.span.start;
    return this.list.some(
      ({ start, end, rules }) => at >= start && at < end && (rules.size === 0 || rules.has(finding.rule)),
    );
  }
}

function read(match: RegExpMatchArray, text: string): Suppression {
  const behind = (match.index ?? 0) + match[0].length;
  const rules = new Set((match[2] ?? "").split(/[\s,]+/).filter(Boolean));
  if (!match[1]) return { start: behind, end: Number.POSITIVE_INFINITY, rules };
  const start = lineAfter(text, behind);
  return { start, end: lineAfter(text, start), rules };
}

/** Where the line behind that of `offset` begins. */
function lineAfter(text: string, offset: number): number {
  const newline = text.indexOf("\n", offset);
  return newline < 0 ? text.length + 1 : newline + 1;
}
