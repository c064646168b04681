import { Code } from "./characters.ts";
import { type EntityQuote, entityQuoteAt, newlineEntityLength } from "./expression-entities.ts";
import { Oddities } from "./expression-oddities.ts";
import type { Finder } from "./finder.ts";
import type { SyntaxProblem } from "./nodes.ts";

/** Where the C# of an expression ends, or where and why it cannot be followed. */
export type ScanResult =
  | {
      readonly ok: true;
      readonly end: number;
      /** What is no C#, though the expression could be followed through it; each kind once. */
      readonly odd: readonly SyntaxProblem[];
    }
  | { readonly ok: false; readonly at: number; readonly reason: ScanFailure };

export type ScanFailure =
  | "end-of-text"
  | "mismatch"
  | "unclosed-string"
  | "unclosed-character"
  | "unclosed-comment"
  | "markup";

/** A text, with what finds marks in it. */
interface ScannedText {
  readonly text: string;
  readonly commentEnds: Finder;
  /** The finder of what closes a kind of markup. */
  closers(needle: string): Finder;
}

/** What a closing bracket has to match: its own code, or a string to go on with behind the hole of an interpolation. */
interface StringFrame {
  readonly quote: EntityQuote | '"';
  readonly verbatim: boolean;
}

const special = new Uint8Array(128);
for (const character of "()[]{}\"'&/<") special[character.charCodeAt(0)] = 1;

const parenthesis = 1;
const bracket = 2;
const brace = 3;
type Frame = typeof parenthesis | typeof bracket | typeof brace | StringFrame;

/**
 * Follows C# from the opening bracket at `open` to the bracket that matches it. Quotes and line ends may be written as
 * entities; a string that an entity opens is closed by the same one. No recursion: nesting lives on a stack.
 */
export function scanExpression(session: ScannedText, open: number, limit: number): ScanResult {
  return new ExpressionScanner(session, open, limit).run();
}

class ExpressionScanner {
  private position: number;
  private readonly frames: Frame[] = [];
  private failure: ScanFailure | undefined;
  private failedAt = 0;
  private readonly text: string;

  private readonly odd = new Oddities();
  /** Where the first comment of XML begins. */
  private markup: number | undefined;

  constructor(
    private readonly session: ScannedText,
    open: number,
    private readonly limit: number,
  ) {
    this.text = session.text;
    this.position = open;
  }

  run(): ScanResult {
    const { text, limit } = this;
    while (this.position < limit) {
      const code = text.charCodeAt(this.position);
      // Letters, digits, blanks and most operators concern nobody.
      if (code < 128 && special[code] === 0) {
        this.position += 1;
        continue;
      }
      if (code >= 128) this.position = this.odd.beyondAscii(text, this.position, limit);
      else this.step(code);
      if (this.failure !== undefined) return this.failed(this.failedAt, this.failure);
      if (this.frames.length === 0) return { ok: true, end: this.position, odd: this.odd.found };
    }
    return this.failed(limit, "end-of-text");
  }

  /** Behind a comment of XML that no end of the expression follows, the expression was over before. */
  private failed(at: number, reason: ScanFailure): ScanResult {
    return this.markup === undefined
      ? { ok: false, at, reason }
      : { ok: false, at: this.markup, reason: "markup" };
  }

  private step(code: number): void {
    switch (code) {
      case Code.openParenthesis:
        this.push(parenthesis);
        break;
      case Code.openBracket:
        this.push(bracket);
        break;
      case Code.openBrace:
        this.push(brace);
        break;
      case Code.closeParenthesis:
        this.pop(parenthesis);
        break;
      case Code.closeBracket:
        this.pop(bracket);
        break;
      case Code.closeBrace:
        this.pop(brace);
        break;
      case Code.doubleQuote:
        this.startString('"', 1);
        break;
      case Code.apostrophe:
        this.character(1, "'");
        break;
      case Code.ampersand:
        this.entity();
        break;
      case Code.slash:
        this.slash();
        break;
      case Code.lessThan:
        this.lessThan();
        break;
      default:
        this.position += 1;
    }
  }

  private push(frame: Frame): void {
    this.frames.push(frame);
    this.position += 1;
  }

  private pop(expected: Frame): void {
    const top = this.frames.pop();
    if (top !== undefined && typeof top === "object" && expected === brace) {
      this.position += 1;
      this.stringBody(top, true);
    } else if (top === expected) {
      this.position += 1;
    } else {
      this.fail("mismatch", this.position);
    }
  }

  private fail(reason: ScanFailure, at: number): void {
    this.failure = reason;
    this.failedAt = at;
  }

  private startString(quote: EntityQuote | '"', length: number): void {
    const before = this.text.charCodeAt(this.position - 1);
    const secondBefore = this.text.charCodeAt(this.position - 2);
    const verbatim = before === Code.at || (before === Code.dollar && secondBefore === Code.at);
    const interpolated = before === Code.dollar || (before === Code.at && secondBefore === Code.dollar);
    const start = this.position;
    this.position += length;
    this.stringBody({ quote, verbatim }, interpolated, start);
  }

  /** From inside a string to behind its closing quote, or into the hole of an interpolation. */
  private stringBody(frame: StringFrame, interpolated: boolean, start = this.position): void {
    const { text, limit } = this;
    const { quote, verbatim } = frame;
    const quoteCode = quote.charCodeAt(0);
    let position = this.position;
    while (position < limit) {
      const code = text.charCodeAt(position);
      if (code === quoteCode && (quote === '"' || text.startsWith(quote, position))) {
        position += quote.length;
        if (!verbatim || !text.startsWith(quote, position)) {
          this.position = position;
          return;
        }
        position += quote.length;
      } else if (code === Code.backslash && !verbatim) {
        position += 1 + (entityQuoteAt(text, position + 1)?.length ?? 1);
      } else if (code === Code.lineFeed && !verbatim) {
        break;
      } else if (interpolated && code === Code.openBrace) {
        position += 1;
        if (text.charCodeAt(position) !== Code.openBrace) {
          this.frames.push(frame);
          this.position = position;
          return;
        }
        position += 1;
      } else {
        position += 1;
      }
    }
    this.fail("unclosed-string", start);
  }

  /** A character literal; in a format string inside an interpolation an apostrophe stands for itself. */
  private character(length: number, quote: string): void {
    const { text } = this;
    const start = this.position;
    const body = start + length;
    let end = body + 1;
    if (text.charCodeAt(body) === Code.backslash) {
      const escaped = body + (text.startsWith(quote, body + 1) ? 1 + quote.length : 2);
      end = escaped + text.slice(escaped, escaped + 16).indexOf(quote);
    } else if (text.charCodeAt(body) === Code.ampersand && !text.startsWith(quote, end)) {
      end = text.slice(body, body + 10).indexOf(";") + 1 + body;
    }
    if (end > body && text.startsWith(quote, end)) {
      this.position = end + quote.length;
    } else if (this.insideHole()) {
      this.position = body;
    } else {
      this.fail("unclosed-character", start);
    }
  }

  private insideHole(): boolean {
    return typeof this.frames.at(-1) === "object";
  }

  private entity(): void {
    const behind = this.odd.doubleEscaping(this.text, this.position, this.limit);
    if (behind !== undefined) {
      this.position = behind;
      return;
    }
    const quote = entityQuoteAt(this.text, this.position);
    if (quote === undefined) {
      this.position += 1;
    } else if (quote.isDouble) {
      this.startString(quote.spelling, quote.length);
    } else {
      this.character(quote.length, quote.spelling);
    }
  }

  private slash(): void {
    const next = this.text.charCodeAt(this.position + 1);
    if (next === Code.slash) {
      this.position = this.lineEnd(this.position + 2);
    } else if (next === Code.star) {
      const end = this.session.commentEnds.next(this.position + 2);
      if (end + 2 > this.limit) this.fail("unclosed-comment", this.position);
      else this.position = end + 2;
    } else if (next === Code.greaterThan) {
      this.fail("markup", this.position);
    } else {
      this.position += 1;
    }
  }

  private lineEnd(from: number): number {
    const { text, limit } = this;
    for (let position = from; position < limit; position += 1) {
      const code = text.charCodeAt(position);
      if (code === Code.lineFeed) return position;
      if (code === Code.ampersand && newlineEntityLength(text, position) > 0) return position;
    }
    return limit;
  }

  /** `</` and `<!--` occur in no C#: markup has begun and a bracket is missing before it, or it is a comment within. */
  private lessThan(): void {
    const { text, position } = this;
    const next = text.charCodeAt(position + 1);
    const third = text.charCodeAt(position + 2);
    const endTag = next === Code.slash && third !== Code.slash && third !== Code.star;
    const comment = next === Code.exclamation && third === Code.hyphen;
    if (endTag) this.fail("markup", position);
    else if (comment) this.comment();
    else this.position += 1;
  }

  private comment(): void {
    const { position, session, limit } = this;
    const end = session.closers("-->").next(position) + 3;
    if (end > limit) {
      this.fail("markup", position);
      return;
    }
    this.markup ??= position;
    this.odd.comment(this.text, position, end);
    this.position = end;
  }
}
