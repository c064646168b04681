import { callMethod, findStatic, readIndex, readMember } from "./members.ts";
import { codeOf } from "./parser.ts";
import { PassedOver } from "./passed-over.ts";
import type { Code } from "./syntax.ts";
import { isThing, type Thing, toText } from "./values.ts";

/**
 * The value of a policy expression as written, `@(…)` or `@{ return …; }`.
 *
 * @throws PassedOver when it uses what is not known here, or would fail at run time.
 */
export function evaluateExpression(written: string, context: Thing): unknown {
  return evaluateCode(codeOf(written), context);
}

/**
 * The value of an expression that was parsed.
 *
 * @throws PassedOver when it uses what is not known here, or would fail at run time.
 */
export function evaluateCode(code: Code, context: Thing): unknown {
  return evaluate(code, context);
}

function evaluate(code: Code, context: Thing): unknown {
  switch (code.kind) {
    case "literal":
      return code.value;
    case "name":
      if (code.name === "context") return context;
      throw new PassedOver(`“${code.name}” is not known.`);
    case "member":
      if (isComparison(code)) return code.name;
      return readPart(code, context, (target) => readMember(target, code.name));
    case "index":
      return readIndex(evaluate(code.target, context), evaluate(code.index, context));
    case "call":
      return call(code, context);
    case "cast":
      return cast(code.type, evaluate(code.operand, context));
    case "list":
      return code.items.map((item) => evaluate(item, context));
    case "lambda":
      throw new PassedOver("Functions are not evaluated.");
    case "not":
      return !asBoolean(evaluate(code.operand, context));
    case "binary":
      return evaluateBinary(code, context);
    case "choice":
      return evaluate(asBoolean(evaluate(code.condition, context)) ? code.yes : code.no, context);
  }
}

/** `StringComparison.X`, which stands for how texts are compared. */
function isComparison({ target }: Kind<"member">): boolean {
  return target.kind === "name" && target.name === "StringComparison";
}

type Kind<K extends Code["kind"]> = Extract<Code, { kind: K }>;

/** With `?.` nothing leads to nothing; with `.` the gateway would fail. */
function readPart(code: Kind<"member">, context: Thing, read: (target: unknown) => unknown): unknown {
  const target = evaluate(code.target, context);
  if (target !== null && target !== undefined) return read(target);
  if (code.nullSafe) return null;
  throw new PassedOver(`“${code.name}” is asked of nothing.`);
}

function call(code: Kind<"call">, context: Thing): unknown {
  const { callee } = code;
  if (callee.kind !== "member") throw new PassedOver("Only methods can be called.");
  const parameters = () => code.parameters.map((parameter) => evaluate(parameter, context));
  const { target } = callee;
  if (target.kind === "name" && target.name.toLowerCase() === "string") {
    return findStatic(callee.name)(...parameters());
  }
  return readPart(callee, context, (value) => callMethod(value, callee.name, parameters()));
}

function cast(type: string, value: unknown): unknown {
  const isText = type === "string" || type === "String";
  if (isText && value !== null && typeof value !== "string") throw new PassedOver("This is not a string.");
  if (type === "bool") return asBoolean(value);
  if (type === "int" && typeof value !== "number") throw new PassedOver("This is not a number.");
  return value;
}

function evaluateBinary({ operator, left, right }: Kind<"binary">, context: Thing): unknown {
  const first = evaluate(left, context);
  const second = () => evaluate(right, context);
  switch (operator) {
    case "??":
      return first ?? second();
    case "||":
      return asBoolean(first) || asBoolean(second());
    case "&&":
      return asBoolean(first) && asBoolean(second());
    case "==":
      return areEqual(first, second());
    case "!=":
      return !areEqual(first, second());
    case "+":
      return add(first, second());
    default:
      return compare(operator, first, second());
  }
}

/** What two objects have in common is not known; that one is none is. */
function areEqual(first: unknown, second: unknown): boolean {
  if (isThing(first) && first.equals) return first === second || first.equals(second);
  if (isThing(second) && second.equals) return second.equals(first);
  const isUnlike = isThing(first) || isThing(second) || Array.isArray(first) || Array.isArray(second);
  if (isUnlike && first !== null && second !== null) throw new PassedOver("These cannot be compared here.");
  return first === second;
}

function add(first: unknown, second: unknown): unknown {
  if (typeof first === "number" && typeof second === "number") return first + second;
  return toText(first) + toText(second);
}

function compare(operator: string, first: unknown, second: unknown): boolean {
  if (typeof first !== "number" || typeof second !== "number") throw new PassedOver("These are not numbers.");
  if (operator === "<") return first < second;
  if (operator === ">") return first > second;
  return operator === "<=" ? first <= second : first >= second;
}

function asBoolean(value: unknown): boolean {
  if (typeof value !== "boolean") throw new PassedOver("This is not a truth value.");
  return value;
}
