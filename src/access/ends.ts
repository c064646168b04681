import type { CheckPlace } from "./report.ts";
import type { State } from "./state.ts";
import { type Guard, joined, type Trails } from "./trail.ts";

/** How a way through the policies ends. */
export type End = "through" | "answered" | "refused" | "redirected";

/** How a certain caller was refused. */
export interface Refusal {
  /** `undefined` when it is not known. */
  readonly status: number | undefined;
  readonly by: CheckPlace;
  /** Whether it is an error, which `on-error` may answer, or an answer that a policy gives. */
  readonly isError: boolean;
}

/** How calls ended, those that got something by how well they are guarded. */
export class Ends {
  private readonly open = new Map<Guard, Trails>();
  /** A call was sent elsewhere by an answer of 3xx. */
  redirects = false;
  /** A call failed a check, or was answered with an error. */
  refuses = false;
  /** How a certain caller was refused, each once; of no caller in particular nothing is kept. */
  private readonly refusals = new Map<string, Refusal>();

  /** Takes the states in which calls end into `states`, for whom these matter. */
  constructor(private readonly states?: State[]) {}

  /** Notes that calls in `state` end so. */
  note(end: End, state: State, refusal?: Refusal): void {
    this.states?.push(state);
    if (refusal) this.refusals.set(JSON.stringify(refusal), refusal);
    if (end === "refused") this.refuses = true;
    else if (end === "redirected") this.redirects = true;
    else this.add(state.guard, state.trails);
  }

  /** How calls end in a part of what is being followed. */
  ofPart(): Ends {
    return new Ends(this.states);
  }

  /** Adds ways that get something. */
  add(guard: Guard, trails: Trails): void {
    const before = this.open.get(guard);
    this.open.set(guard, before ? joined(before, trails) : trails);
  }

  /** Adds what keeps calls out, or sends them elsewhere. */
  addRefusals(other: Ends): void {
    this.refuses ||= other.refuses;
    this.redirects ||= other.redirects;
    for (const [key, refusal] of other.refusals) this.refusals.set(key, refusal);
  }

  /** See {@link Refusal}. */
  get refused(): readonly Refusal[] {
    return [...this.refusals.values()];
  }

  /** The ways that get something, by how they are guarded; `undefined` when there are none. */
  trails(guard: Guard): Trails | undefined {
    return this.open.get(guard);
  }
}
