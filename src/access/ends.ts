import type { State } from "./state.ts";
import { type Guard, joined, type Trails } from "./trail.ts";

/** How a way through the policies ends. */
export type End = "through" | "answered" | "refused" | "redirected";

/** How calls ended, those that got something by how well they are guarded. */
export class Ends {
  private readonly open = new Map<Guard, Trails>();
  /** A call was sent elsewhere by an answer of 3xx. */
  redirects = false;
  /** A call failed a check, or was answered with an error. */
  refuses = false;

  /** Notes that calls in `state` end so. */
  note(end: End, state: State): void {
    if (end === "refused") this.refuses = true;
    else if (end === "redirected") this.redirects = true;
    else this.add(state.guard, state.trails);
  }

  /** Adds ways that get something. */
  add(guard: Guard, trails: Trails): void {
    const before = this.open.get(guard);
    this.open.set(guard, before ? joined(before, trails) : trails);
  }

  /** The ways that get something, by how they are guarded; `undefined` when there are none. */
  trails(guard: Guard): Trails | undefined {
    return this.open.get(guard);
  }
}
