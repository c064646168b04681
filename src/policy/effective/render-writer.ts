import type { PolicyText } from "./policy-text.ts";
import { type OriginMark, type RenderedPiece, RenderedPolicy } from "./rendered-policy.ts";

/** What stands in front of a line whose own beginning is not known. */
const usualIndent = " ".repeat(8);

/** Puts the text of an effective policy together, and keeps where each part comes from. */
export class RenderWriter {
  private readonly chunks: string[] = [];
  private length = 0;
  private readonly pieces: RenderedPiece[] = [];
  private readonly marks: OriginMark[] = [];
  /** Whose text it is that the reader was told of last; `undefined` when that is to be told anew. */
  private owner: PolicyText | undefined;
  /** What was taken over last, for as long as nothing else stands behind it. */
  private last: { readonly origin: PolicyText; readonly end: number } | undefined;
  private indent = usualIndent;

  /** `mark` gives the words for what begins at an offset of a document. */
  constructor(private readonly mark: (origin: PolicyText, start: number) => string) {}

  /** So much was written. */
  get size(): number {
    return this.length;
  }

  /** Writes what belongs to no document. */
  add(text: string): void {
    this.chunks.push(text);
    this.length += text.length;
    this.last = undefined;
  }

  /** Writes a comment in front of everything else. */
  heading(words: string): void {
    const [first, ...more] = wrapped(inComment(words));
    this.add(["<!-- ", first, ...more.map((line) => `\n    ${line}`), " -->\n"].join(""));
  }

  /** Writes a comment on a line of its own, about what stands at an offset of a document. */
  comment(words: string, origin: PolicyText, start: number): void {
    this.add(`\n${this.indent}`);
    this.note(words, origin, start);
  }

  /** Writes what `write` does as a part of its own: of what stands in it, and behind it, it is told anew where it comes from. */
  apart(write: () => void): void {
    const { owner, length } = this;
    this.forget();
    write();
    if (this.length === length) this.owner = owner;
    else this.forget();
  }

  private forget(): void {
    this.owner = undefined;
    this.last = undefined;
  }

  /** Takes over a stretch of a document; white space only between what it takes over. */
  copy(origin: PolicyText, from: number, to: number): void {
    const { text } = origin;
    const [start, end] = trimmed(text, from, to);
    if (start >= end) return;
    const goesOn = this.last?.origin === origin && isBlank(text, this.last.end, start);
    const isTold = this.owner === origin || isEndTag(text, start);
    if (!goesOn) this.indent = indentOf(text, start);
    if (!isTold) this.tell(origin, start);
    else if (!goesOn) this.add(`\n${this.indent}`);
    this.take(origin, (goesOn && isTold && this.last?.end) || start, end);
  }

  done(): RenderedPolicy {
    return new RenderedPolicy(this.chunks.join(""), this.pieces, this.marks);
  }

  private tell(origin: PolicyText, start: number): void {
    this.indent = indentOf(origin.text, start);
    this.comment(this.mark(origin, start), origin, start);
    this.add(`\n${this.indent}`);
    this.owner = origin;
  }

  private note(words: string, origin: PolicyText, start: number): void {
    const text = inComment(words);
    this.add("<!-- ");
    this.marks.push({ target: { start: this.length, end: this.length + text.length }, origin, start });
    this.add(`${text} -->`);
  }

  private take(origin: PolicyText, start: number, end: number): void {
    const target = { start: this.length, end: this.length + end - start };
    const before = this.pieces.at(-1);
    if (this.last?.origin === origin && this.last.end === start && before?.target.end === target.start) {
      this.pieces[this.pieces.length - 1] = { ...before, target: { ...before.target, end: target.end } };
    } else {
      this.pieces.push({ target, origin, start });
    }
    this.chunks.push(origin.text.slice(start, end));
    this.length = target.end;
    this.last = { origin, end };
  }
}

/** So many characters of a line are seen beside the trees in a window of usual size. */
const widest = 80;

/** Words as lines of about the width that is seen at once; a longer word is a line by itself. */
function wrapped(words: string): readonly string[] {
  const lines: string[] = [];
  for (const word of words.trim().split(" ")) {
    const line = `${lines.at(-1) ?? ""} ${word}`;
    if (lines.length === 0 || line.length > widest) lines.push(word);
    else lines[lines.length - 1] = line;
  }
  return lines;
}

/** Words that end no comment and are none of XML's business. */
function inComment(words: string): string {
  return words.replaceAll("--", "‐‐").replace(/-$/, "‐").replace(/\s+/g, " ");
}

function isEndTag(text: string, start: number): boolean {
  return text.startsWith("</", start);
}

function isBlank(text: string, start: number, end: number): boolean {
  return text.slice(start, end).trim() === "";
}

/** The stretch without the white space around it. */
function trimmed(text: string, from: number, to: number): readonly [number, number] {
  const stretch = text.slice(from, to);
  const start = from + stretch.length - stretch.trimStart().length;
  return [start, Math.max(start, from + stretch.trimEnd().length)];
}

/** The white space in front of `offset` on its line; the usual where something else stands there. */
function indentOf(text: string, offset: number): string {
  const before = text.slice(Math.max(0, offset - 200), offset);
  return /(?:^|[\r\n])([ \t]*)$/.exec(before)?.[1] ?? usualIndent;
}
