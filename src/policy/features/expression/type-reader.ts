import { contextObject, type MemberFacts } from "../../facts/expressions.ts";
import { endOf, genericOpener, openerOf, typeText } from "./brackets-of.ts";
import { typeOfCall } from "./calls.ts";
import { typeOfVariable } from "./declarations.ts";
import { indexed, memberOf, membersOfType, typeNamedAt } from "./members.ts";
import { typeOfOperation } from "./operations.ts";
import type { Token } from "./tokens.ts";
import type { TypeSource } from "./type-source.ts";

/** Code that nests deeper, or goes on over more variables, is not understood. */
const maxDepth = 60;

/** Tells types of expressions from the tokens before a place, as far as the facts know them. */
export class TypeReader implements TypeSource {
  private readonly known = new Map<number, string | undefined>();
  private depth = 0;

  constructor(readonly tokens: readonly Token[]) {}

  /**
   * The type of the expression that ends with the token at `last`, reading backwards: names, members, calls, indexers,
   * casts and what `new` makes. `undefined` when that cannot be told.
   */
  endingAt(last: number): string | undefined {
    if (this.known.has(last)) return this.known.get(last);
    if (this.depth >= maxDepth) return undefined;
    // What depends on itself has no type.
    this.known.set(last, undefined);
    this.depth += 1;
    const type = this.read(last);
    this.depth -= 1;
    this.known.set(last, type);
    return type;
  }

  between(from: number, to: number): string | undefined {
    if (this.depth >= maxDepth) return undefined;
    this.depth += 1;
    const type = typeOfOperation(this, from, to);
    this.depth -= 1;
    return type;
  }

  memberAt(at: number): MemberFacts | undefined {
    const name = this.tokens[at]?.text ?? "";
    const owner = this.ownerOf(at);
    if (owner === undefined) return undefined;
    const type = this.endingAt(owner);
    if (type !== undefined) return memberOf(type, name);
    const named = typeNamedAt(this.tokens, owner);
    return named && membersOfType(named).find((member) => member.name === name);
  }

  /** The last token before the `.` or `?.` that stands before `at`. */
  ownerOf(at: number): number | undefined {
    if (this.tokens[at - 1]?.text !== ".") return undefined;
    return this.tokens[at - 2]?.text === "?" ? at - 3 : at - 2;
  }

  private read(last: number): string | undefined {
    const { tokens } = this;
    const token = tokens[last];
    if (!token) return undefined;
    if (token.kind === "string") return /^(?:'|&)(?!quot;|#34;|#x22;)/.test(token.text) ? "char" : "string";
    if (token.text === ")") return this.parentheses(last);
    if (token.text === "]") return this.indexer(last);
    if (token.text === "}") return this.initialized(last);
    return token.kind === "name" ? this.name(last) : undefined;
  }

  private name(at: number): string | undefined {
    const name = this.tokens[at]?.text ?? "";
    if (this.ownerOf(at) !== undefined) return this.memberAt(at)?.type;
    if (name === "context") return contextObject;
    return name === "true" || name === "false" ? "bool" : typeOfVariable(this, at, name);
  }

  private indexer(close: number): string | undefined {
    const open = openerOf(this.tokens, close);
    if (open === undefined || open === 0) return undefined;
    const target = this.endingAt(this.tokens[open - 1]?.text === "?" ? open - 2 : open - 1);
    return target === undefined ? this.created(close) : indexed(target);
  }

  private parentheses(close: number): string | undefined {
    const open = openerOf(this.tokens, close);
    if (open === undefined) return undefined;
    const created = this.created(open - 1);
    if (created !== undefined) return created;
    const before = this.tokens[open - 1];
    if (before?.kind === "name" || before?.text === ">") return typeOfCall(this, open, close);
    return this.between(open + 1, close);
  }

  /** `new Name { … }`, `new Name(…) { … }` and `new[] { … }`. */
  private initialized(close: number): string | undefined {
    const open = openerOf(this.tokens, close);
    if (open === undefined) return undefined;
    const { tokens } = this;
    if (tokens[open - 1]?.text === ")") return this.endingAt(open - 1);
    const isItemsOwn = tokens[open - 1]?.text === "]" && tokens[open - 3]?.text === "new";
    if (!isItemsOwn) return this.created(open - 1);
    const item = this.between(open + 1, endOf(tokens, open + 1, ","));
    return item === undefined ? undefined : `${item}[]`;
  }

  /** The type that ends with the token at `last`, when a `new` stands before it. */
  private created(last: number): string | undefined {
    const { tokens } = this;
    let start: number | undefined = last;
    const isArray = tokens[last]?.text === "]";
    if (isArray) start = openerOf(tokens, last);
    if (start !== undefined && isArray) start -= 1;
    if (start !== undefined && tokens[start]?.text === ">") {
      const opener = genericOpener(tokens, start);
      start = opener === undefined ? undefined : opener - 1;
    }
    while (start !== undefined && tokens[start]?.kind === "name" && tokens[start - 1]?.text === ".")
      start -= 2;
    if (start === undefined || tokens[start]?.kind !== "name" || tokens[start - 1]?.text !== "new")
      return undefined;
    if (!isArray) return typeText(tokens, start, last + 1);
    return `${typeText(tokens, start, openerOf(tokens, last) ?? last)}[]`;
  }
}
