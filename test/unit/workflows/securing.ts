import { Failure } from "../../../src/core/failure.ts";
import { applyPlan, journalOf } from "../../../src/workflows/apply-plan.ts";
import type { Outcome, SecuringPlan } from "../../../src/workflows/plan.ts";
import {
  planSecureApiSteps as planSecureApi,
  readSecureApi,
  type SecureApiChoices,
  suggestSecureApi,
} from "../../../src/workflows/secure-api.ts";
import type { UndoJournal } from "../../../src/workflows/undo-action.ts";
import { basicCalculator } from "../../support/in-memory/index.ts";
import { type InMemoryClouds, signal, silently } from "./clouds.ts";

/** Of the API that is secured. */
export const policyScope = {
  kind: "api",
  instance: basicCalculator.instance,
  apiId: basicCalculator.apiId,
} as const;

/** A policy that somebody cares for: comments, odd spacing, expressions. */
export const samplePolicy = `<policies>\r
\t<inbound>\r
\t\t<!-- keep   this -->\r
\t\t<base />\r
\t\t<set-header name="X" exists-action="override">\r
    <value>@(context.Request.Headers.GetValueOrDefault("a","<none>"))</value>\r
\t\t</set-header>\r
\t</inbound>\r
</policies>\r
`;

/** Reads both clouds and plans with the suggested choices. */
export async function prepare(
  clouds: InMemoryClouds,
): Promise<{ plan: SecuringPlan; choices: SecureApiChoices }> {
  const snapshot = await readSecureApi(clouds, basicCalculator, signal);
  const choices = suggestSecureApi(snapshot);
  return { plan: planSecureApi(snapshot, choices), choices };
}

/** Prepares and applies. */
export async function secure(clouds: InMemoryClouds): Promise<{
  plan: SecuringPlan;
  choices: SecureApiChoices;
  outcome: Outcome;
  journal: UndoJournal;
}> {
  const prepared = await prepare(clouds);
  const outcome = await applyPlan(prepared.plan, clouds, silently, signal);
  return { ...prepared, outcome, journal: journalOf(prepared.plan, outcome) };
}

/** For `assert.rejects` and `assert.throws`. */
export function failure(code: Failure["code"], message: RegExp, remedy = /^/) {
  return (error: unknown) =>
    error instanceof Failure &&
    error.code === code &&
    message.test(error.message) &&
    remedy.test(error.remedy ?? "");
}
