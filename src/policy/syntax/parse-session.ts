import type { TextEdit } from "../../core/edit.ts";
import { type Span, span } from "../../core/span.ts";
import { Code } from "./characters.ts";
import { Codes } from "./codes.ts";
import { type ScanResult, scanExpression } from "./expression-scanner.ts";
import { Finder } from "./finder.ts";
import { describeCharacter, isInvisible } from "./invisible.ts";
import { type Name, Names } from "./names.ts";
import type { SyntaxProblem, SyntaxProblemCode } from "./nodes.ts";
import { PartStack } from "./part-stack.ts";
import type { ParsedAttribute } from "./tree.ts";

/** What the parts of one parse share. */
export class ParseSession {
  readonly problems: SyntaxProblem[] = [];
  readonly codes: Codes;
  readonly names: Names;
  /** The attributes of the start tag that is being read. */
  readonly attributes = new PartStack<ParsedAttribute>();
  readonly lessThans: Finder;
  readonly ats: Finder;
  readonly ampersands: Finder;
  readonly newlines: Finder;
  readonly commentEnds: Finder;
  readonly brackets: Finder;
  private readonly doubleQuotes: Finder;
  private readonly apostrophes: Finder;
  private readonly finders = new Map<string, Finder>();
  private readonly oddNames = new Map<string, TextEdit[]>();
  /** The last answer of {@link endsTwice}: many comments may have no end but one. */
  private twice = { end: -1, is: false };
  private failedScans: number;

  constructor(
    readonly text: string,
    /** What attributes take their values from: the text of the document, of which {@link text} may mask parts. */
    readonly source: string,
  ) {
    this.codes = new Codes(text);
    this.names = new Names(text, this.codes);
    this.lessThans = new Finder(text, "<");
    this.ats = new Finder(text, "@");
    this.ampersands = new Finder(text, "&");
    this.newlines = new Finder(text, "\n");
    this.doubleQuotes = new Finder(text, '"');
    this.apostrophes = new Finder(text, "'");
    this.commentEnds = new Finder(text, "*/");
    this.brackets = new Finder(text, "]");
    this.failedScans = 4 * text.length + 65_536;
  }

  /** The finder of one of the two quotes. */
  quotes(quote: number): Finder {
    return quote === Code.apostrophe ? this.apostrophes : this.doubleQuotes;
  }

  /** The finder of what closes a kind of markup. */
  closers(needle: string): Finder {
    let finder = this.finders.get(needle);
    if (!finder) {
      finder = new Finder(this.text, needle);
      this.finders.set(needle, finder);
    }
    return finder;
  }

  report(code: SyntaxProblemCode, span: Span, message: string, repair?: readonly TextEdit[]): void {
    this.problems.push({ code, span, message, repair });
  }

  /** Reports the invisible characters in `name`, written at `at`; of one name once in a document. */
  reportOddName({ written }: Name, at: number): void {
    const repair: TextEdit[] = [];
    for (let index = 0; index < written.length; index += 1) {
      if (isInvisible(written.charCodeAt(index)))
        repair.push({ span: span(at + index, at + index + 1), newText: "" });
    }
    const known = this.oddNames.get(written);
    known?.push(...repair);
    if (known) return;
    this.oddNames.set(written, repair);
    const place = repair[0]?.span ?? span(at, at);
    const what = describeCharacter(this.text.charCodeAt(place.start));
    this.report("invisible-character", place, `The invisible character ${what} stands in this name.`, repair);
  }

  /** Reports the invisible character at `at`, where white space was meant. */
  reportInvisible(at: number): void {
    const place = span(at, at + 1);
    const what = describeCharacter(this.text.charCodeAt(at));
    this.report("invisible-character", place, `The invisible character ${what} is no white space in XML.`, [
      { span: place, newText: " " },
    ]);
  }

  /**
   * Follows the expression whose opening bracket stands at `open`. Scans that fail are looked through again by
   * whoever recovers, so what they may cost in all is bounded: this keeps any text linear.
   */
  scan(open: number): ScanResult {
    const limit = Math.min(this.text.length, open + this.failedScans);
    const result = scanExpression(this, open, limit);
    if (!result.ok) this.spend(result.at - open);
    return result;
  }

  /** Charges work that will have to be done again. */
  spend(characters: number): void {
    this.failedScans = Math.max(0, this.failedScans - characters - 1);
  }

  /** Whether another `-->` follows the one at `end` before a comment begins. */
  endsTwice(end: number): boolean {
    if (this.twice.end !== end) {
      const next = this.text.indexOf("-->", end + 3);
      const begun = this.text.slice(end, next < 0 ? end : next).includes("<!--");
      this.twice = { end, is: next >= 0 && !begun };
    }
    return this.twice.is;
  }

  /** How far ahead of `from` a recovery may still look. */
  lookAhead(from: number): number {
    return Math.min(this.text.length, from + this.failedScans);
  }
}
