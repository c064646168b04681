import type { TextEdit } from "../../core/edit.ts";
import { type Span, span } from "../../core/span.ts";
import { describeCharacter, isFormatCharacter } from "./invisible.ts";
import type { SyntaxProblem, SyntaxProblemCode } from "./nodes.ts";
import { isTypographicQuote, printedQuoteFor } from "./quotes.ts";

const doublyEscaped = /&amp;((?:quot|apos|lt|gt|amp|#\d{1,7}|#x[0-9a-fA-F]{1,6});)/y;

/** What stands in the code of an expression and is no C#, but lets one see what was meant. */
export class Oddities {
  private problems: SyntaxProblem[] | undefined;
  private repairs: Map<SyntaxProblemCode, TextEdit[]> | undefined;

  get found(): readonly SyntaxProblem[] {
    return this.problems ?? none;
  }

  /** Notes a quote of print or a format character at `at`; returns where the code goes on. */
  beyondAscii(text: string, at: number, limit: number): number {
    const code = text.charCodeAt(at);
    if (isFormatCharacter(code)) {
      const message = `The invisible character ${describeCharacter(code)} stands in the code, where C# knows none.`;
      this.note("invisible-character", span(at, at + 1), message, put(at, at + 1, ""));
    } else if (isTypographicQuote(code)) {
      return this.printedString(text, at, limit);
    }
    return at + 1;
  }

  /** Notes an entity that is escaped once more; returns where the code goes on, behind a string that it opens. */
  doubleEscaping(text: string, at: number, limit: number): number | undefined {
    doublyEscaped.lastIndex = at;
    const found = doublyEscaped.exec(text);
    if (!found) return undefined;
    const [whole, entity = ""] = found;
    this.escaped(at, whole, entity);
    const behind = at + whole.length;
    if (entity !== "quot;" && entity !== "#34;") return behind;
    const close = withinLine(text, behind, limit).indexOf(whole);
    if (close < 0) return behind;
    this.escaped(behind + close, whole, entity);
    return behind + close + whole.length;
  }

  /** Notes a comment of XML. */
  comment(text: string, start: number, end: number): void {
    const inner = span(start + 4, end - 3);
    const repair = [
      { span: span(start, inner.start), newText: "/*" },
      { span: span(inner.end, end), newText: "*/" },
    ];
    this.note(
      "comment-in-expression",
      span(start, end),
      "A comment within an expression is one of C#: /* … */ or // to the end of the line.",
      text.slice(inner.start, inner.end).includes("*/") ? [] : repair,
    );
  }

  private escaped(at: number, whole: string, entity: string): void {
    const message = `"${whole}" is escaped twice: it stands for "&${entity}" and not for the sign; write "&${entity}".`;
    this.note(
      "double-escaping",
      span(at, at + whole.length),
      message,
      put(at, at + whole.length, `&${entity}`),
    );
  }

  private printedString(text: string, at: number, limit: number): number {
    const rest = withinLine(text, at + 1, limit);
    this.printed(text, at);
    for (let index = 0; index < rest.length; index += 1) {
      const code = rest.charCodeAt(index);
      if (isTypographicQuote(code) && printedQuoteFor(code) === printedQuoteFor(text.charCodeAt(at))) {
        this.printed(text, at + 1 + index);
        return at + 2 + index;
      }
    }
    return at + 1;
  }

  private printed(text: string, at: number): void {
    const code = text.charCodeAt(at);
    const message = `"${text[at]}" is a typographic quote; XML and C# know only straight ones.`;
    this.note("typographic-quote", span(at, at + 1), message, put(at, at + 1, printedQuoteFor(code)));
  }

  /** Adds to what was noted of this kind before, so that each cause is told once. */
  private note(code: SyntaxProblemCode, place: Span, message: string, repair: TextEdit[]): void {
    this.problems ??= [];
    this.repairs ??= new Map();
    const known = this.repairs.get(code);
    known?.push(...repair);
    if (known) return;
    this.repairs.set(code, repair);
    this.problems.push({ code, span: place, message, repair });
  }
}

function put(start: number, end: number, newText: string): TextEdit[] {
  return [{ span: span(start, end), newText }];
}

const none: readonly SyntaxProblem[] = Object.freeze([]);

/** The rest of the line from `from` on, as far as `limit` and as a string of one line may reach. */
function withinLine(text: string, from: number, limit: number): string {
  const rest = text.slice(from, Math.min(limit, from + 500));
  const end = rest.indexOf("\n");
  return end < 0 ? rest : rest.slice(0, end);
}
