import {
  type Code,
  decodeEntities,
  type ElementNode,
  evaluateCode,
  PassedOver,
  type Thing,
} from "../policy/index.ts";
import { hasUnreadable, textOfCode } from "./code-text.ts";
import { type Atom, combined, constant, type Formula, negated } from "./formula.ts";
import { readCode, type VariableValue, withVariables } from "./variables.ts";

/** The condition of a `when`, as it is written and as it is understood. */
export interface Condition {
  /** With named values put in. */
  readonly written: string;
  /** `undefined` where it is no expression that is understood. */
  readonly code: Code | undefined;
}

/** Reads the attribute `condition`; without one nothing is understood. */
export function readCondition(element: ElementNode): Condition {
  const attribute = element.attributes.find(({ name }) => name === "condition");
  const written = decodeEntities(attribute?.value ?? "").trim();
  const plain = /^(?:true|false)$/i.exec(written)?.[0].toLowerCase();
  if (plain !== undefined) return { written, code: { kind: "literal", value: plain === "true" } };
  return { written, code: readCode(written) };
}

/** What a condition says of a call: decided as far as `context` is known, variables put in. */
export function formulaOf(
  { written, code }: Condition,
  context: Thing,
  variables: ReadonlyMap<string, VariableValue>,
): Formula {
  if (!code) return { kind: "atom", key: written.replace(/\s+/g, " "), code: undefined };
  return truthOf(withVariables(code, variables), context);
}

function truthOf(code: Code, context: Thing): Formula {
  switch (code.kind) {
    case "not":
      return negated(truthOf(code.operand, context));
    case "cast":
      return truthOf(code.operand, context);
    case "choice": {
      const condition = truthOf(code.condition, context);
      const yes = combined("and", condition, truthOf(code.yes, context));
      return combined("or", yes, combined("and", negated(condition), truthOf(code.no, context)));
    }
    case "binary":
      return truthOfBinary(code, context) ?? leaf(code, context);
    case "literal":
    case "name":
    case "member":
    case "index":
    case "call":
    case "list":
    case "lambda":
      return leaf(code, context);
  }
}

type Binary = Extract<Code, { kind: "binary" }>;

function truthOfBinary(code: Binary, context: Thing): Formula | undefined {
  const { operator, left, right } = code;
  if (operator === "&&" || operator === "||") {
    return combined(operator === "&&" ? "and" : "or", truthOf(left, context), truthOf(right, context));
  }
  if (operator === "!=") return negated(truthOf({ ...code, operator: "==" }, context));
  if (operator !== "==") return undefined;
  for (const [one, other] of [
    [left, right],
    [right, left],
  ] as const) {
    if (one.kind !== "literal" || typeof one.value !== "boolean") continue;
    const truth = truthOf(other, context);
    return one.value ? truth : negated(truth);
  }
  return undefined;
}

/** What cannot be taken apart any more: its value where that is known, else a question to the call. */
function leaf(code: Code, context: Thing): Formula {
  const value = evaluated(code, context);
  if (typeof value === "boolean") return constant(value);
  const equals = equalityIn(code, context);
  if (equals) return { kind: "atom", key: `${equals.subject}==${equals.constant}`, code, equals };
  return { kind: "atom", key: textOfCode(code), code };
}

function evaluated(code: Code, context: Thing): unknown {
  if (hasUnreadable(code)) return undefined;
  try {
    const value = evaluateCode(code, context);
    // a dictionary without the key gives the default of the type that is asked for
    return value === null && code.kind === "call" ? false : value;
  } catch (error) {
    if (error instanceof PassedOver) return undefined;
    throw error;
  }
}

/** `a == "b"` and `a.Equals("b")`, in either order. */
function equalityIn(code: Code, context: Thing): Atom["equals"] | undefined {
  const sides = sidesOf(code);
  if (!sides) return undefined;
  for (const [constantSide, other] of [sides, [sides[1], sides[0]] as const]) {
    const value = constantOf(constantSide, context);
    if (value !== undefined) return { subject: textOfCode(other), constant: JSON.stringify(value) };
  }
  return undefined;
}

function sidesOf(code: Code): readonly [Code, Code] | undefined {
  if (code.kind === "binary" && code.operator === "==") return [code.left, code.right];
  if (code.kind !== "call" || code.callee.kind !== "member" || code.callee.name !== "Equals")
    return undefined;
  const [only, more] = code.parameters;
  return only && !more ? [code.callee.target, only] : undefined;
}

function constantOf(code: Code, context: Thing): unknown {
  if (hasUnreadable(code)) return undefined;
  if (code.kind === "literal") return code.value;
  const value = evaluated(code, context);
  return typeof value === "string" || typeof value === "number" ? value : undefined;
}
