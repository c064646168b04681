import type { JsonObject } from "../azure/state.ts";
import { validationError } from "./errors.ts";

/** Whether an entity passes a `$filter`. */
type Predicate = (name: string, properties: JsonObject) => boolean;

const tokenForm = /\s*('(?:[^']|'')*'|[()]|,|[\w./-]+)/y;
type Test = (left: string, right: string) => boolean;
const comparisons = new Map<string, Test>([
  ["eq", (left, right) => left === right],
  ["ne", (left, right) => left !== right],
  ["gt", (left, right) => left > right],
  ["ge", (left, right) => left >= right],
  ["lt", (left, right) => left < right],
  ["le", (left, right) => left <= right],
]);
const functions = new Map<string, Test>([
  ["contains", (value, part) => value.includes(part)],
  ["substringof", (part, value) => value.includes(part)],
  ["startswith", (value, part) => value.startsWith(part)],
  ["endswith", (value, part) => value.endsWith(part)],
]);

/**
 * Understands the part of OData that API Management's lists take: comparisons, `contains`, `substringof`, `startswith`
 * and `endswith` on `fields` (or `name`), joined by `and`, `or`, `not` and brackets. Texts compare without case.
 *
 * @throws ArmError 400 ValidationError for anything else.
 */
export function parseFilter(text: string, fields: readonly string[]): Predicate {
  const parser = new FilterParser(tokenize(text), fields, text);
  return parser.parse();
}

function tokenize(text: string): string[] {
  const tokens: string[] = [];
  const trimmed = text.trimEnd();
  tokenForm.lastIndex = 0;
  while (tokenForm.lastIndex < trimmed.length) {
    const token = tokenForm.exec(trimmed)?.[1];
    if (token === undefined) throw invalid(text);
    tokens.push(token);
  }
  return tokens;
}

function invalid(text: string): Error {
  return validationError({ target: "$filter", message: `The filter "${text}" is not understood.` });
}

class FilterParser {
  private position = 0;

  constructor(
    private readonly tokens: readonly string[],
    private readonly fields: readonly string[],
    private readonly text: string,
  ) {}

  parse(): Predicate {
    const result = this.alternatives();
    if (this.position < this.tokens.length) throw invalid(this.text);
    return result;
  }

  private alternatives(): Predicate {
    const parts = this.partsAround("or", () => this.conjunction());
    return (name, properties) => parts.some((part) => part(name, properties));
  }

  private conjunction(): Predicate {
    const parts = this.partsAround("and", () => this.factor());
    return (name, properties) => parts.every((part) => part(name, properties));
  }

  private partsAround(word: "or" | "and", part: () => Predicate): readonly Predicate[] {
    const parts = [part()];
    while (this.accept(word)) parts.push(part());
    return parts;
  }

  private factor(): Predicate {
    if (this.accept("not")) {
      const inner = this.factor();
      return (name, properties) => !inner(name, properties);
    }
    if (this.accept("(")) {
      const inner = this.alternatives();
      this.expect(")");
      return inner;
    }
    return this.condition();
  }

  private condition(): Predicate {
    const call = functions.get(this.peek()?.toLowerCase() ?? "");
    if (call && this.tokens[this.position + 1] === "(") {
      this.position += 2;
      const first = this.operand();
      this.expect(",");
      const second = this.operand();
      this.expect(")");
      return (name, properties) => call(first(name, properties), second(name, properties));
    }
    const left = this.operand();
    const compare = comparisons.get(this.next().toLowerCase());
    if (!compare) throw invalid(this.text);
    const right = this.operand();
    return (name, properties) => compare(left(name, properties), right(name, properties));
  }

  private operand(): (name: string, properties: JsonObject) => string {
    const token = this.next();
    if (token.startsWith("'")) {
      const value = token.slice(1, -1).replaceAll("''", "'").toLowerCase();
      return () => value;
    }
    if (/^(true|false|null|-?\d+)$/i.test(token)) return () => token.toLowerCase();
    const field = token.replace(/^properties\//, "");
    if (field === "name") return (name) => name.toLowerCase();
    if (!this.fields.includes(field)) throw invalid(this.text);
    return (_, properties) => String(properties[field] ?? null).toLowerCase();
  }

  private peek(): string | undefined {
    return this.tokens[this.position];
  }

  private next(): string {
    const token = this.peek();
    if (token === undefined) throw invalid(this.text);
    this.position += 1;
    return token;
  }

  private accept(word: string): boolean {
    if (this.peek()?.toLowerCase() !== word) return false;
    this.position += 1;
    return true;
  }

  private expect(word: string): void {
    if (!this.accept(word)) throw invalid(this.text);
  }
}
