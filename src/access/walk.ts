import type { EffectiveElement, EffectiveNode, ElementNode, Thing } from "../policy/index.ts";
import { type CallFacts, contextOf } from "./call-facts.ts";
import type { Caller } from "./callers/caller.ts";
import { type Condition, formulaOf, readCondition } from "./conditions.ts";
import { type End, Ends, type Refusal } from "./ends.ts";
import { type Formula, noAssumptions } from "./formula.ts";
import { Inputs } from "./grip.ts";
import type { Check } from "./report.ts";
import { type State, settled } from "./state.ts";
import type { TokenCheck } from "./token-check.ts";
import { extended, stronger } from "./trail.ts";
import { fromSource } from "./variables.ts";
import type { Section, Watch } from "./watch.ts";

/** What one policy does to a call: the states in which it goes on; none when it ends there. */
export type Effect = (element: EffectiveElement, state: State, walk: Walk) => readonly State[];

/** A condition, and what it says where variables hold these values. */
interface ReadCondition {
  readonly condition: Condition;
  readonly variables: State["variables"];
  readonly headers: State["headers"];
  readonly isMethodKept: boolean;
  readonly formula: Formula;
}

/** What the policies of a call are, as a walk needs to know them beforehand. */
export interface Outlook {
  /** Whether the truth of a formula, or the value of a part of one, is asked for more than once. */
  matters(key: string): boolean;
  /** Whether what a variable holds decides anything. */
  reads(variable: string): boolean;
  /** Answers are kept for later calls: outbound has a `cache-store`; `undefined` when that is not known. */
  readonly keepsAnswers: boolean | undefined;
  /** Headers that tokens are read from, in small letters. */
  readonly tokenHeaders: ReadonlySet<string>;
}

/** More steps than this are not taken: a policy that includes itself in many places has more of them than any call. */
const mostSteps = 100_000;
/** Policies that are nested deeper are not looked into. */
const deepest = 100;

/** Follows all ways of a call through a section. */
export class Walk {
  /** What was read of checks and conditions: the states that reach one are many. */
  readonly inputs = new Inputs();
  readonly tokens = new Map<ElementNode, TokenCheck>();
  private readonly conditions = new Map<ElementNode, ReadCondition>();
  /** How calls ended in what is being followed. */
  ends = new Ends();
  private steps = 0;
  private depth = 0;

  constructor(
    readonly section: Section,
    private readonly facts: CallFacts,
    readonly outlook: Outlook,
    private readonly effectOf: (name: string) => Effect | undefined,
    /** Takes what must be told. */
    readonly tell: (note: string) => void,
    /** Looks on, where somebody asks for more than who gets in. */
    readonly watch?: Watch,
  ) {}

  /** Who calls, where one in particular is followed. */
  get caller(): Caller | undefined {
    return this.facts.caller;
  }

  /** The states behind `nodes`, which calls reach in `states`. */
  run(nodes: readonly EffectiveNode[], states: readonly State[]): readonly State[] {
    let current = states;
    this.depth += 1;
    for (const [index, node] of nodes.entries()) {
      if (current.length === 0) break;
      current = this.step(node, current);
      if (current.length === 0) this.watch?.stop(nodes, index);
    }
    this.depth -= 1;
    return current;
  }

  private step(node: EffectiveNode, states: readonly State[]): readonly State[] {
    this.steps += 1;
    if (this.steps > mostSteps || this.depth > deepest) {
      return this.unknown(states, "The policies are nested too deep, or repeated too often, to be followed");
    }
    if (node.kind === "part") return this.run(node.nodes, states);
    if (node.kind === "unknown") return this.unknown(states, node.why);
    const effect = this.effectOf(node.name);
    if (!effect) {
      const { file, line } = node.origin.placeOf(node.element.span.start);
      return this.unknown(states, `What “${node.name}” does is not known (${file}, line ${line})`);
    }
    this.watch?.enter(node, states, this.section);
    const behind = settled(states.flatMap((state) => effect(node, state, this)));
    this.watch?.leave(node, behind);
    return behind;
  }

  /** Nobody knows what stands here: it may answer, refuse, check, or change whatever later policies read. */
  private unknown(states: readonly State[], reason: string): readonly State[] {
    return settled(
      states.map((state) => {
        const after = this.guarded(state, reason);
        // after an error only what is certain to let a call succeed counts
        if (this.section !== "on-error") this.ends.note("answered", after);
        const variables = new Map([["*", fromSource("unknown")]]);
        const sent = new Map([["*", "unknown" as const]]);
        return { ...after, variables, sent, headers: new Map(), known: noAssumptions, isMethodKept: false };
      }),
    );
  }

  /** `state` behind something that may keep people out, or not. */
  guarded(state: State, reason: string, check?: Check): State {
    return {
      ...state,
      guard: stronger(state.guard, "unknown"),
      trails: extended(state.trails, { reason, check }),
    };
  }

  /** Ends the call. */
  end(how: End, state: State, refusal?: Refusal): readonly State[] {
    this.ends.note(how, state, this.caller && refusal);
    return [];
  }

  /** Behind a check that keeps out whoever does not pass it. */
  checked(state: State, check: Check): State {
    this.ends.refuses = true;
    return { ...state, guard: "check", trails: extended(state.trails, { check }) };
  }

  /** Follows a part of the ways by itself: what is behind it, and how calls ended in it. */
  apart(follow: () => readonly State[]): { readonly states: readonly State[]; readonly ends: Ends } {
    const outer = this.ends;
    const ends = outer.ofPart();
    this.ends = ends;
    const states = follow();
    this.ends = outer;
    return { states, ends };
  }

  /** The states that calls in `start` come to behind `nodes`, and those in which they end within; nothing else is kept of it. */
  reached(nodes: readonly EffectiveNode[], start: State): readonly State[] {
    const outer = this.ends;
    const within: State[] = [];
    this.ends = new Ends(within);
    const behind = this.run(nodes, [start]);
    this.ends = outer;
    return [...behind, ...within];
  }

  /** The condition of a `when`, and what it says in a state. */
  conditionOf(element: ElementNode, state: State): Pick<ReadCondition, "condition" | "formula"> {
    const { variables, headers, isMethodKept } = state;
    const before = this.conditions.get(element);
    const isSame = before?.variables === variables && before.headers === headers;
    if (isSame && before.isMethodKept === isMethodKept) return before;
    const condition = before?.condition ?? readCondition(element);
    const formula = formulaOf(condition, this.contextOf(state), variables);
    this.conditions.set(element, { condition, variables, headers, isMethodKept, formula });
    return { condition, formula };
  }

  /** The object `context` in a state. */
  contextOf(state: State): Thing {
    return contextOf(this.facts, state);
  }
}
