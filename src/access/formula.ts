import type { Code } from "../policy/index.ts";

/** A condition as truth and its parts. */
export type Formula = (
  | { readonly kind: "constant"; readonly value: boolean }
  | { readonly kind: "not"; readonly of: Formula }
  | { readonly kind: "and" | "or"; readonly left: Formula; readonly right: Formula }
  | Atom
) & {
  /** The same for formulas that are the same. */
  readonly key: string;
};

/** A comparison or a call whose truth hangs on the call through the gateway. */
export interface Atom {
  readonly kind: "atom";
  readonly key: string;
  /** `undefined` where the code is not understood. */
  readonly code: Code | undefined;
  /** For a comparison with a constant: what is compared, and the constant. Of such, one is true at most. */
  readonly equals?: { readonly subject: string; readonly constant: string };
}

/** A condition that is always true, or never. */
export function constant(value: boolean): Formula {
  return { kind: "constant", value, key: String(value) };
}

/** What is known to hold on a way, by the keys of formulas; and by subject, what it equals. */
export interface Assumptions {
  readonly truths: ReadonlyMap<string, boolean>;
  readonly values: ReadonlyMap<string, string>;
  /** By key, what says something of several atoms together, and whether it holds: that not both hold, or that one does. */
  readonly together: ReadonlyMap<string, Claim>;
}

interface Claim {
  readonly formula: Compound;
  readonly holds: boolean;
}

type Compound = Extract<Formula, { kind: "and" | "or" }>;

/** Nothing is known yet. */
export const noAssumptions: Assumptions = { truths: new Map(), values: new Map(), together: new Map() };

/** `formula` with what is known put in. */
export function simplified(formula: Formula, known: Assumptions): Formula {
  if (formula.kind === "constant") return formula;
  const truth = known.truths.get(formula.key);
  if (truth !== undefined) return constant(truth);
  switch (formula.kind) {
    case "atom": {
      const value = formula.equals && known.values.get(formula.equals.subject);
      return value === undefined ? formula : constant(value === formula.equals?.constant);
    }
    case "not":
      return negated(simplified(formula.of, known));
    case "and":
    case "or":
      return combined(formula.kind, simplified(formula.left, known), simplified(formula.right, known));
  }
}

/** The opposite. */
export function negated(formula: Formula): Formula {
  if (formula.kind === "constant") return constant(!formula.value);
  return formula.kind === "not" ? formula.of : { kind: "not", of: formula, key: `!(${formula.key})` };
}

/** Both, or one of both. */
export function combined(kind: "and" | "or", left: Formula, right: Formula): Formula {
  const absorbing = kind === "or";
  for (const [one, other] of [
    [left, right],
    [right, left],
  ] as const) {
    if (one.kind === "constant") return one.value === absorbing ? one : other;
  }
  return { kind, left, right, key: `(${left.key} ${kind} ${right.key})` };
}

/** All parts of a formula, itself first. */
export function* partsOf(formula: Formula): Generator<Formula> {
  yield formula;
  if (formula.kind === "not") yield* partsOf(formula.of);
  if (formula.kind !== "and" && formula.kind !== "or") return;
  yield* partsOf(formula.left);
  yield* partsOf(formula.right);
}

/** What is known once `formula` turned out to be `truth`, as far as it `matters`; `undefined` when that cannot be. */
export function assuming(
  known: Assumptions,
  formula: Formula,
  truth: boolean,
  matters: (key: string) => boolean,
): Assumptions | undefined {
  const learning = new Learning(known, matters);
  learning.note(formula, truth);
  return learning.settle() ? learning.known : undefined;
}

class Learning {
  readonly known: {
    readonly truths: Map<string, boolean>;
    readonly values: Map<string, string>;
    readonly together: Map<string, Claim>;
  };

  constructor(
    { truths, values, together }: Assumptions,
    private readonly matters: (key: string) => boolean,
  ) {
    this.known = { truths: new Map(truths), values: new Map(values), together: new Map(together) };
  }

  note(part: Formula, holds: boolean): void {
    if (part.kind === "constant") return;
    if (part.kind === "not") {
      this.note(part.of, !holds);
      return;
    }
    if (this.matters(part.key)) this.known.truths.set(part.key, holds);
    if (part.kind === "atom") this.noteAtom(part, holds);
    else if ((part.kind === "and") === holds) {
      this.note(part.left, holds);
      this.note(part.right, holds);
    } else if (this.isAboutOthers(part)) this.known.together.set(part.key, { formula: part, holds });
  }

  /** Draws what follows from what is known together; `false` when it contradicts itself. */
  settle(): boolean {
    const { together } = this.known;
    for (const [key, { formula, holds }] of together) {
      const { kind, left, right } = formula;
      const now = combined(kind, simplified(left, this.known), simplified(right, this.known));
      if (now.key === key) continue;
      together.delete(key);
      if (now.kind === "constant" && now.value !== holds) return false;
      // may be put behind, and is then looked at in its turn
      this.note(now, holds);
      return this.settle();
    }
    return true;
  }

  private noteAtom({ equals }: Atom, holds: boolean): void {
    if (holds && equals && this.matters(equals.subject))
      this.known.values.set(equals.subject, equals.constant);
  }

  private isAboutOthers(compound: Compound): boolean {
    for (const part of partsOf(compound)) {
      if (part.kind !== "atom") continue;
      if (this.matters(part.key) || (part.equals && this.matters(part.equals.subject))) return true;
    }
    return false;
  }
}

/** What is still known when whatever `isChanged` names has another value. */
export function forgetting(known: Assumptions, isChanged: (key: string) => boolean): Assumptions {
  const kept = <T>(map: ReadonlyMap<string, T>) => new Map([...map].filter(([key]) => !isChanged(key)));
  return { truths: kept(known.truths), values: kept(known.values), together: kept(known.together) };
}
