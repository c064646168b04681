import { type Span, span } from "../../../core/span.ts";

/** A lexical unit of C#, found without knowing what surrounds it. */
export interface CsharpToken {
  readonly kind: "name" | "number" | "string" | "comment" | "operator";
  readonly span: Span;
}

interface Hole {
  readonly quote: string;
  readonly verbatim: boolean;
  depth: number;
}

const quoteMark = /"|&quot;|&#34;|&#x22;/y;
const characterLiteral =
  /(?:'|&apos;|&#39;|&#x27;)(?:\\.[^'&\r\n]{0,8}|&\w+;|[^'\\\r\n])(?:'|&apos;|&#39;|&#x27;)/y;
const comment = /\/\/[^\r\n]*|\/\*(?:[\s\S]*?\*\/|[\s\S]*)/y;
const name = /@?[\p{L}_][\p{L}\p{N}_]*/uy;
const number = /(?:0[xX][\da-fA-F_]+|0[bB][01_]+|\d[\d_]*(?:\.\d[\d_]*)?(?:[eE][+-]?\d+)?)[a-zA-Z]*/y;
const entity = /&(?:lt|gt|amp);/y;

/**
 * The tokens of the C# between `code.start` and `code.end`, in order and without overlap. Quotes and operators may
 * be written as entities. A string with interpolations comes in pieces, with the tokens of their code between.
 */
export function csharpTokens(text: string, code: Span): readonly CsharpToken[] {
  return new CsharpLexer(text, code).run();
}

class CsharpLexer {
  private readonly tokens: CsharpToken[] = [];
  private readonly holes: Hole[] = [];
  private position: number;
  private readonly end: number;
  private readonly text: string;

  constructor(text: string, code: Span) {
    // Patterns must not look behind the expression.
    this.text = text.slice(code.start, code.end);
    this.offset = code.start;
    this.position = 0;
    this.end = this.text.length;
  }

  private readonly offset: number;

  run(): readonly CsharpToken[] {
    while (this.position < this.end) this.step();
    return this.tokens;
  }

  private step(): void {
    const character = this.text.charAt(this.position);
    if (character <= " ") this.position += 1;
    else if (this.take("comment", comment)) return;
    else if (this.startsString()) return;
    else if (this.take("string", characterLiteral) || this.take("name", name) || this.take("number", number))
      return;
    else if (this.take("operator", entity)) return;
    else this.operator(character);
  }

  private match(pattern: RegExp, at: number): string | undefined {
    pattern.lastIndex = at;
    return pattern.exec(this.text)?.[0];
  }

  private take(kind: CsharpToken["kind"], pattern: RegExp): boolean {
    const found = this.match(pattern, this.position);
    if (found === undefined) return false;
    this.push(kind, this.position, this.position + found.length);
    return true;
  }

  private push(kind: CsharpToken["kind"], start: number, end: number): void {
    if (end > start) this.tokens.push({ kind, span: span(this.offset + start, this.offset + end) });
    this.position = end;
  }

  private startsString(): boolean {
    const prefix = /(?:\$@|@\$|\$|@)?/y;
    const marks = this.match(prefix, this.position) ?? "";
    const quote = this.match(quoteMark, this.position + marks.length);
    if (quote === undefined) return false;
    const verbatim = marks.includes("@");
    this.stringFrom(this.position + marks.length + quote.length, quote, verbatim, marks.includes("$"));
    return true;
  }

  /** From `from`, inside a string that begins at the position, to its end or to a hole in it. */
  private stringFrom(from: number, quote: string, verbatim: boolean, interpolated: boolean): void {
    const { text, end } = this;
    const start = this.position;
    let position = from;
    while (position < end) {
      const character = text.charAt(position);
      if (text.startsWith(quote, position)) {
        position += quote.length;
        if (!verbatim || !text.startsWith(quote, position)) break;
        position += quote.length;
      } else if ((character === "\n" || character === "\r") && !verbatim) {
        break;
      } else if (character === "\\" && !verbatim) {
        position += 2;
      } else if (interpolated && character === "{" && text.charAt(position + 1) !== "{") {
        this.push("string", start, position);
        this.push("operator", position, position + 1);
        this.holes.push({ quote, verbatim, depth: 0 });
        return;
      } else {
        position += interpolated && character === "{" ? 2 : 1;
      }
    }
    this.push("string", start, Math.min(position, end));
  }

  private operator(character: string): void {
    const hole = this.holes.at(-1);
    this.push("operator", this.position, this.position + 1);
    if (!hole) return;
    if (character === "{") hole.depth += 1;
    if (character !== "}") return;
    hole.depth -= 1;
    if (hole.depth >= 0) return;
    this.holes.pop();
    this.stringFrom(this.position, hole.quote, hole.verbatim, true);
  }
}
