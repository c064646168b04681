import { PassedOver } from "./passed-over.ts";
import type { Code } from "./syntax.ts";
import { type Token, tokenize } from "./tokens.ts";

/** From loosest to tightest. */
const levels: readonly (readonly string[])[] = [
  ["??"],
  ["||"],
  ["&&"],
  ["==", "!="],
  ["<", ">", "<=", ">="],
  ["+"],
];
const casts = new Set([
  "string",
  "String",
  "bool",
  "int",
  "Jwt",
  "object",
  "IResponse",
  "IRequest",
  "JObject",
  "JToken",
  "JArray",
]);

/** Longer expressions, and such as are nested deeper, are not looked into: nobody writes them by hand. */
const [mostTokens, deepest] = [4000, 60];
const keywords: ReadonlyMap<string, boolean | null> = new Map([
  ["true", true],
  ["false", false],
  ["null", null],
]);

/**
 * The code of a policy expression as written, `@(…)` or `@{ return …; }`.
 *
 * @throws PassedOver at anything else.
 */
export function codeOf(written: string): Code {
  const single = /^@\(([\s\S]*)\)$/.exec(written.trim());
  const block = /^@\{\s*return\s+([\s\S]*?);\s*\}$/.exec(written.trim());
  const code = single?.[1] ?? block?.[1];
  if (code === undefined) throw new PassedOver("Only expressions of one statement can be evaluated.");
  return parseCode(code);
}

/**
 * Parses the part of C# that policies mostly use: members, calls, indexes, casts, comparisons, `+`, `??` and `?:`.
 *
 * @throws PassedOver at anything else.
 */
function parseCode(code: string): Code {
  const parser = new Parser(tokenize(code));
  const result = parser.choice();
  parser.end();
  return result;
}

class Parser {
  private position = 0;
  private depth = 0;

  constructor(private readonly tokens: readonly Token[]) {
    if (tokens.length > mostTokens) throw new PassedOver("The expression is too long.");
  }

  end(): void {
    if (this.position < this.tokens.length) throw new PassedOver("The expression goes on unexpectedly.");
  }

  choice(): Code {
    this.enter();
    const code = this.lambda() ?? this.alternatives(this.binary(0));
    this.depth -= 1;
    return code;
  }

  /** `name => …`. */
  private lambda(): Code | undefined {
    const [parameter, arrow] = this.tokens.slice(this.position, this.position + 2);
    if (parameter?.kind !== "name" || !isSymbol(arrow, "=>")) return undefined;
    this.position += 2;
    return { kind: "lambda", parameter: parameter.text, body: this.choice() };
  }

  private alternatives(condition: Code): Code {
    if (!this.take("?")) return condition;
    const yes = this.choice();
    this.expect(":");
    return { kind: "choice", condition, yes, no: this.choice() };
  }

  private enter(): void {
    this.depth += 1;
    if (this.depth > deepest) throw new PassedOver("The expression is nested too deep.");
  }

  private binary(level: number): Code {
    const operators = levels[level];
    if (!operators) return this.unary();
    let left = this.binary(level + 1);
    for (;;) {
      const operator = operators.find((candidate) => this.take(candidate));
      if (operator === undefined) return left;
      left = { kind: "binary", operator, left, right: this.binary(level + 1) };
    }
  }

  private unary(): Code {
    this.enter();
    const code = this.prefixed();
    this.depth -= 1;
    return code;
  }

  private prefixed(): Code {
    if (this.take("!")) return { kind: "not", operand: this.unary() };
    const type = this.castType();
    if (type === undefined) return this.postfix(this.primary());
    this.position += 3;
    return { kind: "cast", type, operand: this.unary() };
  }

  private castType(): string | undefined {
    const [open, name, close] = this.tokens.slice(this.position, this.position + 3);
    const isCast =
      isSymbol(open, "(") && name?.kind === "name" && isSymbol(close, ")") && casts.has(name.text);
    return isCast ? name.text : undefined;
  }

  private primary(): Code {
    const token = this.tokens[this.position];
    this.position += 1;
    if (token?.kind === "literal") return token;
    if (token?.kind === "name" && token.text === "new") return this.list();
    if (token?.kind === "name") {
      const keyword = keywords.get(token.text);
      return keyword === undefined ? { kind: "name", name: token.text } : { kind: "literal", value: keyword };
    }
    if (!isSymbol(token, "(")) throw new PassedOver("The expression is not understood.");
    const inner = this.choice();
    this.expect(")");
    return inner;
  }

  /** `new[] { … }` or `new string[] { … }`. */
  private list(): Code {
    const type = this.tokens[this.position];
    if (type?.kind === "name" && casts.has(type.text)) this.position += 1;
    for (const sign of ["[", "]", "{"]) this.expect(sign);
    return { kind: "list", items: this.parameters("}") };
  }

  private postfix(start: Code): Code {
    let code = start;
    for (;;) {
      if (this.take(".")) code = this.member(code, false);
      else if (this.take("?.")) code = this.member(code, true);
      else if (this.take("(")) code = { kind: "call", callee: code, parameters: this.parameters() };
      else if (this.take("[")) {
        code = { kind: "index", target: code, index: this.choice() };
        this.expect("]");
      } else return code;
    }
  }

  private member(target: Code, nullSafe: boolean): Code {
    const name = this.tokens[this.position];
    if (name?.kind !== "name") throw new PassedOver("A name must follow the dot.");
    this.position += 1;
    this.skipTypeArgument();
    return { kind: "member", target, name: name.text, nullSafe };
  }

  /** `<string>` between a method's name and its parameters says nothing that matters here. */
  private skipTypeArgument(): void {
    const [open, type, close, call] = this.tokens.slice(this.position, this.position + 4);
    if (isSymbol(open, "<") && type?.kind === "name" && isSymbol(close, ">") && isSymbol(call, "(")) {
      this.position += 3;
    }
  }

  private parameters(end: ")" | "}" = ")"): readonly Code[] {
    const parameters: Code[] = [];
    if (this.take(end)) return parameters;
    do {
      this.skipName();
      parameters.push(this.choice());
    } while (this.take(","));
    this.expect(end);
    return parameters;
  }

  /** `preserveContent: true`: which parameter it is makes no difference here. */
  private skipName(): void {
    const [name, colon] = this.tokens.slice(this.position, this.position + 2);
    if (name?.kind === "name" && isSymbol(colon, ":")) this.position += 2;
  }

  private take(text: string): boolean {
    if (!isSymbol(this.tokens[this.position], text)) return false;
    this.position += 1;
    return true;
  }

  private expect(text: string): void {
    if (!this.take(text)) throw new PassedOver(`The expression lacks “${text}”.`);
  }
}

function isSymbol(token: Token | undefined, text: string): boolean {
  return token?.kind === "symbol" && token.text === text;
}
