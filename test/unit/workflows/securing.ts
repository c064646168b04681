import { Failure } from "../../../src/core/failure.ts";
import type { Journal } from "../../../src/resources/journal.ts";
import type { Change, Json } from "../../../src/resources/kind.ts";
import type { Plan } from "../../../src/resources/plan.ts";
import {
  planSecureApi,
  readSecureApi,
  type SecureApiChoices,
  type SecuringPlan,
  suggestSecureApi,
} from "../../../src/workflows/secure-api.ts";
import { basicCalculator } from "../../support/in-memory/index.ts";
import {
  applyPlan,
  type Outcome,
  outcomeOf,
  type UndoOutcome,
  undo,
  undoOutcomeOf,
} from "../../support/journals.ts";
import { type InMemoryClouds, signal } from "./clouds.ts";

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
  const read = await readSecureApi(clouds, basicCalculator, signal);
  const choices = suggestSecureApi(read);
  return { plan: planSecureApi(read, choices), choices };
}

/** Carries out a plan. */
export async function apply(
  plan: Plan,
  clouds: InMemoryClouds,
  until = signal,
): Promise<{ outcome: Outcome; journal: Journal }> {
  const journal = await applyPlan(plan, clouds, until);
  return { outcome: outcomeOf(journal), journal };
}

/** Prepares and applies. */
export async function secure(clouds: InMemoryClouds): Promise<{
  plan: SecuringPlan;
  choices: SecureApiChoices;
  outcome: Outcome;
  journal: Journal;
}> {
  const prepared = await prepare(clouds);
  return { ...prepared, ...(await apply(prepared.plan, clouds)) };
}

/** What a change sets a field to; `undefined` when it does not set it as a whole. */
export function afterOf(change: Change | undefined, path: string): Json | undefined {
  const field = change?.fields.find((one) => one.path === path);
  return field && "after" in field ? field.after : undefined;
}

/** The policy that a change writes. */
export function textOf(change: Change | undefined): string {
  return String(afterOf(change, "text") ?? "");
}

/** Takes back what a journal says was made. */
export async function takeBack(
  journal: Journal,
  clouds: InMemoryClouds,
  until = signal,
): Promise<UndoOutcome & { journal: Journal }> {
  const undone = await undo(journal, clouds, until);
  return { ...undoOutcomeOf(undone), journal: undone };
}

/** For `assert.rejects` and `assert.throws`. */
export function failure(code: Failure["code"], message: RegExp, remedy = /^/) {
  return (error: unknown) =>
    error instanceof Failure &&
    error.code === code &&
    message.test(error.message) &&
    remedy.test(error.remedy ?? "");
}
