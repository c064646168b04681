import type { Code } from "../policy/index.ts";
import { allCode, contextPath, isUnreadable } from "./code-text.ts";
import type { Atom, Formula } from "./formula.ts";
import type { Check } from "./report.ts";

/** What it takes to be on one side of a condition. */
export type Grip =
  /** Whoever calls can choose it. */
  | { readonly kind: "free" }
  | { readonly kind: "unknown"; readonly why: string }
  /** The caller cannot choose it: it counts as a check. `isByKey`: it tells no more than whose key the call has. */
  | { readonly kind: "holds"; readonly check: Check["kind"]; readonly isByKey: boolean };

type Input = "caller" | "certificate" | "address" | "subscription" | "answer" | "token" | "unknown";

const free: Grip = { kind: "free" };
const ranks = { free: 0, unknown: 1, holds: 2 } as const;

function rankOf(grip: Grip): number {
  return grip.kind === "holds" && !grip.isByKey ? 3 : ranks[grip.kind];
}

/** Tells what code hangs on; the same is asked in many states. */
export class Inputs {
  private readonly found = new Map<Code, ReadonlySet<Input>>();

  /** What the value of `code` hangs on. */
  of(code: Code): ReadonlySet<Input> {
    const inputs = this.found.get(code) ?? inputsOf(code);
    this.found.set(code, inputs);
    return inputs;
  }
}

/** What it takes to be where `formula` is `truth`. */
export function gripOf(formula: Formula, truth: boolean, known: Inputs): Grip {
  switch (formula.kind) {
    case "constant":
      return free;
    case "atom":
      return gripOfAtom(formula, truth, known);
    case "not":
      return gripOf(formula.of, !truth, known);
    case "and":
    case "or": {
      const sides = [gripOf(formula.left, truth, known), gripOf(formula.right, truth, known)] as const;
      return (formula.kind === "and") === truth ? tighter(...sides) : looser(...sides);
    }
  }
}

/** The one that takes more, where both must be so. */
function tighter(a: Grip, b: Grip): Grip {
  return rankOf(a) >= rankOf(b) ? a : b;
}

function looser(a: Grip, b: Grip): Grip {
  return rankOf(a) <= rankOf(b) ? a : b;
}

function gripOfAtom({ code, key, equals }: Atom, truth: boolean, known: Inputs): Grip {
  const unknown = (why: string): Grip => ({ kind: "unknown", why });
  if (!code) return unknown(`the condition ${shortened(key)} is not understood`);
  const inputs = new Set(known.of(code));
  inputs.delete("token");
  if (inputs.has("unknown") || inputs.size === 0) {
    return unknown(`${shortened(key)} hangs on what cannot be known`);
  }
  if (inputs.has("caller")) {
    return inputs.size === 1 ? free : unknown(`${shortened(key)} compares what the caller sends`);
  }
  const side = holdingSide(code, inputs, equals?.constant);
  if (side === "unknown") return unknown(`what ${shortened(key)} proves is not known`);
  const isByKey = [...inputs].every((input) => input === "subscription");
  return side === truth ? { kind: "holds", check: checkKind(inputs), isByKey } : free;
}

function checkKind(inputs: ReadonlySet<Input>): Check["kind"] {
  const [only] = inputs;
  return inputs.size === 1 && (only === "certificate" || only === "address") ? only : "other";
}

/** Texts that say no, and codes of answers that are no success. */
function saysNo(constant: string): boolean {
  return /^"?(?:false|null)"?$/i.test(constant) || Number(constant) >= 300;
}

/** The side of a question, about what the caller cannot choose, that is not for everybody; `undefined`: neither. */
function holdingSide(
  code: Code,
  inputs: ReadonlySet<Input>,
  constant: string | undefined,
): boolean | undefined | "unknown" {
  if (constant === "null") {
    // a certificate of one's own making is there, too
    if (inputs.has("certificate") || inputs.has("address")) return undefined;
    return inputs.has("subscription") ? false : "unknown";
  }
  if (constant !== undefined) return !saysNo(constant);
  if (code.kind !== "binary") return true;
  return inputs.has("answer") ? sideOfStatus(code) : undefined;
}

/** Of `StatusCode >= 300` and the like the side of success. */
function sideOfStatus({ operator, left, right }: Extract<Code, { kind: "binary" }>): boolean | "unknown" {
  const [literal, isRight] = right.kind === "literal" ? [right, true] : [left, false];
  if (literal.kind !== "literal" || typeof literal.value !== "number") return "unknown";
  const isLess = operator.startsWith("<") === isRight;
  return literal.value >= 200 && literal.value <= 400 ? isLess : "unknown";
}

/** What the value of `code` hangs on. */
export function inputsOf(code: Code): Set<Input> {
  const inputs = new Set<Input>();
  for (const part of allCode(code)) {
    const input = inputOf(part);
    if (input) inputs.add(input);
  }
  return inputs;
}

function inputOf(part: Code): Input | undefined {
  if (part.kind === "literal") return isUnreadable(part) ? "unknown" : undefined;
  if (part.kind === "name") return part.name.startsWith("#") ? sourceNamed(part.name) : undefined;
  const path = part.kind === "member" ? contextPath(part) : undefined;
  if (path === undefined) return undefined;
  const [object, member, more] = path.split(".");
  if (more !== undefined) return undefined;
  if (member === undefined) return inputOfObject(object ?? "");
  return object === "Request" ? inputOfRequest(member) : undefined;
}

function sourceNamed(name: string): Input {
  if (name.startsWith("#answer")) return "answer";
  return name.startsWith("#token") ? "token" : "unknown";
}

function inputOfObject(name: string): Input | undefined {
  if (name === "Request" || name === "Deployment") return undefined;
  if (name === "LastError") return "caller";
  return name === "Subscription" || name === "User" ? "subscription" : "unknown";
}

function inputOfRequest(name: string): Input {
  if (name === "Certificate") return "certificate";
  return name === "IpAddress" ? "address" : "caller";
}

/** A condition short enough to be told. */
export function shortened(text: string): string {
  const line = text.replace(/\s+/g, " ");
  return `“${line.length > 80 ? `${line.slice(0, 80)}…` : line}”`;
}
