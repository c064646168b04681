import type { Failure } from "../core/failure.ts";
import type { Clouds } from "./clouds.ts";
import type { Assurance } from "./policy-levels/assurance.ts";
import type { UndoAction } from "./undo-action.ts";

/** One thing a step will set; never a secret in clear. */
export interface PlanDetail {
  readonly label: string;
  /** What is there now; left out when there is nothing. */
  readonly before?: string;
  /** What will be there; left out when it goes away. */
  readonly after?: string;
}

/** A document that a step rewrites, for a diff. */
export interface TextChange {
  readonly title: string;
  /** Empty when there is no document yet. */
  readonly before: string;
  readonly after: string;
}

/** One change in one cloud, as a person sees it before it happens. */
export interface PlanStep {
  readonly id: string;
  readonly cloud: "auth0" | "azure";
  readonly change: "create" | "update" | "delete" | "publish";
  readonly title: string;
  readonly details: readonly PlanDetail[];
  readonly textChange?: TextChange;
  /** Ids of the steps that must be done before this one. */
  readonly needs: readonly string[];
}

/** Everything that will be written, and what is in order already. */
export interface Plan {
  readonly title: string;
  readonly steps: readonly PlanStep[];
  /** What was looked at and stays as it is, one sentence each. */
  readonly unchanged: readonly string[];
  /** What the person should know before agreeing: what is left out, and why. */
  readonly notes: readonly string[];
}

/** What steps learn from each other while a plan runs. */
export interface StepResults {
  /** Client id of the application, once it exists. */
  clientId?: string;
  /** Id of the connection, once it exists. */
  connectionId?: string;
}

/** What a step is given to run. */
export interface StepContext {
  readonly clouds: Clouds;
  readonly results: StepResults;
  /** Never aborted by a cancel of the plan: a step that has begun is finished. */
  readonly signal: AbortSignal;
}

/** A step that can be carried out; `undefined` when it turned out that nothing had to be written. */
export interface ExecutableStep extends PlanStep {
  run(context: StepContext): Promise<UndoAction | undefined>;
}

/** A plan with the means to carry it out. */
export interface ExecutablePlan extends Plan {
  readonly steps: readonly ExecutableStep[];
  /** What the steps start from. */
  readonly results: Readonly<StepResults>;
  /** The Auth0 tenant it writes to. */
  readonly auth0Domain: string;
}

/** A plan that secures an API, with what may be said of the API once it is carried out. */
export interface SecuringPlan extends ExecutablePlan {
  readonly assurance: Assurance;
  /** Which policies were read to find that out: one sentence. */
  readonly policiesRead: string;
}

/** A step that was carried out. */
export interface DoneStep {
  readonly step: PlanStep;
  /** Left out when there is nothing to take back. */
  readonly undo?: UndoAction;
}

/** How the application of a plan ended. */
export interface Outcome {
  readonly status: "done" | "failed" | "cancelled" | "nothing-to-do";
  /** In the order in which they ended. */
  readonly done: readonly DoneStep[];
  /** The first failure; steps that ran beside it may have failed too and are then in `notRun`. */
  readonly failed?: { readonly step: PlanStep; readonly failure: Failure };
  readonly notRun: readonly PlanStep[];
}

/** Told while a plan runs. */
export interface PlanProgress {
  readonly kind: "started" | "finished" | "failed";
  readonly step: PlanStep;
  /** What is done so far, for whoever wants to take it back should the rest never end. */
  readonly done: readonly DoneStep[];
  /** Steps that have ended so far, of all. */
  readonly ended: number;
  readonly total: number;
}
