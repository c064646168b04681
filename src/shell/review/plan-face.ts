import type { ApimApi, Instance } from "../../domain/apim.ts";
import type { Journal } from "../../resources/journal.ts";
import type { Json } from "../../resources/kind.ts";
import type { Assurance } from "../../workflows/policy-levels/assurance.ts";

/** What the pages of a plan show besides its changes; it is kept with the journal, so there is nothing secret in it. */
export interface PlanFace {
  readonly purpose: "secure" | "test";
  /** The API that it is about. */
  readonly api: ApimApi;
  readonly instance: Instance;
  readonly unchanged: readonly string[];
  readonly notes: readonly string[];
  readonly assurance: Assurance;
  /** One sentence. */
  readonly policiesRead?: string;
  /** The change that creates a user with a password that was made up here. */
  readonly passwordOf?: string;
}

/** What the page of any plan shows besides its changes. */
export type ReviewFace = Pick<PlanFace, "unchanged" | "notes" | "assurance" | "policiesRead">;

/** The face as a journal keeps it. */
export function toPage(face: PlanFace): Json {
  return JSON.parse(JSON.stringify(face));
}

/** The face that a journal keeps; `undefined` for a plan of another kind. */
export function faceOf({ page }: Journal): PlanFace | undefined {
  const isFace = typeof page === "object" && page !== null && "purpose" in page && "api" in page;
  // Written by toPage and nothing else.
  return isFace ? (page as unknown as PlanFace) : undefined;
}
