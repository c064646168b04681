import type { Span } from "../../core/span.ts";

/** What is known of the named value with a display name. */
export type NamedValue =
  | { readonly kind: "text"; readonly text: string }
  /** It is there, but its text cannot be read: a secret, a reference to a key vault, a redaction marker. */
  | { readonly kind: "secret" };

/** Finds a named value by its display name, capital letters and all; `undefined` when there is none. */
export type FindNamedValue = (displayName: string) => NamedValue | undefined;

/** A text in the place of a `{{name}}`. */
interface Filling {
  /** In the text as it was written, with the braces. */
  readonly source: Span;
  /** In the filled text. */
  readonly target: Span;
}

const reference = /\{\{[ \t]*([\w.-]{1,256})[ \t]*\}\}/g;

/** What extractors write in the place of a value they may not show (apiops-cli: `*** REDACTED ***`). */
const redaction = /\*{3}\s*redacted\s*\*{3}/i;

/** Whether a text says that its value was taken out. */
export function isRedacted(text: string): boolean {
  return redaction.test(text);
}

/**
 * A policy text in which named values stand as the service puts them: by display name, as text, before anything is parsed, and
 * not in one another. What cannot be read stays as it is written.
 */
export class FilledText {
  readonly text: string;
  /** Why each `{{name}}` that is still in the text could not be filled in. */
  readonly unfilled: ReadonlyMap<string, "missing" | "secret">;
  private readonly fillings: readonly Filling[];

  constructor(source: string, find: FindNamedValue) {
    const fillings: Filling[] = [];
    const unfilled = new Map<string, "missing" | "secret">();
    const pieces: string[] = [];
    let [position, length] = [0, 0];
    for (const match of source.includes("{{") ? source.matchAll(reference) : []) {
      const name = match[1] ?? "";
      const value = find(name);
      if (value?.kind !== "text" || isRedacted(value.text)) {
        unfilled.set(name, value ? "secret" : "missing");
        continue;
      }
      pieces.push(source.slice(position, match.index), value.text);
      const start = length + match.index - position;
      position = match.index + match[0].length;
      length = start + value.text.length;
      fillings.push({ source: { start: match.index, end: position }, target: { start, end: length } });
    }
    this.text = fillings.length === 0 ? source : pieces.join("") + source.slice(position);
    this.unfilled = unfilled;
    this.fillings = fillings;
  }

  /** Whether any named value was put in. */
  get holdsNamedValues(): boolean {
    return this.fillings.length > 0;
  }

  /** Where what stands at `offset` of the filled text comes from in the written one. */
  sourceOffset(offset: number): number {
    const last = this.fillings[this.lastBefore(offset)];
    if (!last) return offset;
    return offset < last.target.end ? last.source.start : last.source.end + offset - last.target.end;
  }

  /** Whether any of the filled text in `range` comes from a named value. */
  comesFromNamedValue(range: Span): boolean {
    const last = this.fillings[this.lastBefore(Math.max(range.start, range.end - 1))];
    return last !== undefined && last.target.end > range.start;
  }

  /** The index of the last filling that begins at `offset` or before; -1 when there is none. */
  private lastBefore(offset: number): number {
    let [low, high] = [0, this.fillings.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.fillings[middle]?.target.start ?? 0) <= offset) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }
}
