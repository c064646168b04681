import { commands, env, l10n } from "vscode";
import type { Outcome, SecuringPlan } from "../../workflows/plan.ts";
import type { Assurance } from "../../workflows/policy-levels/assurance.ts";
import {
  planSecureApiSteps as planSecureApi,
  readChoices,
  readSecureApi,
  type SecureApiChoices,
  suggestSecureApi,
} from "../../workflows/secure-api.ts";
import { reading } from "../cancellation.ts";
import { commandIds } from "../ids.ts";
import type { Html } from "../review/html.ts";
import { openPlace } from "../review/open-place.ts";
import type { PagePanel } from "../review/page-panel.ts";
import { type OneTimeSecret, outcomeText, renderOutcome } from "../review/plan-page.ts";
import { summariseReservations } from "../review/reservations.ts";
import { reviewPlan } from "../review/review-plan.ts";
import type { Services } from "../services.ts";
import type { ApimApiTarget } from "../target.ts";
import { runWizard } from "../wizard.ts";
import { applyWithProgress, openClouds } from "./apply-plan.ts";
import { pickTenant } from "./choose-account.ts";
import { chooseApi } from "./choose-api.ts";
import type { Choice, Command, Report } from "./command.ts";
import { secureApiQuestions } from "./secure-api-questions.ts";

/** The command that secures an API: ask, plan, review, apply. */
export function secureApiCommand(services: Services): Command {
  const title = l10n.t("Secure API with Auth0");
  return {
    id: commandIds.secureApi,
    title,
    run: async (argument) => {
      const target = await chooseApi(services.accounts, argument, title);
      return secureApi(services, target);
    },
  };
}

async function secureApi(services: Services, target: ApimApiTarget): Promise<Report> {
  const { accounts } = services;
  const name = target.value.displayName;
  const tenant = await pickTenant(accounts, target.account);
  const clouds = await openClouds(accounts, tenant, target.account);
  const first = await reading(l10n.t("{0} and {1}", name, tenant.domain), (signal) =>
    readSecureApi(clouds, target.value, signal),
  );
  const suggested = suggestSecureApi(first);
  const choices = await runWizard(
    l10n.t("Secure {0} with Auth0", name),
    secureApiQuestions(first, suggested),
    suggested,
  );
  const full = await reading(l10n.t("what your choices touch"), (signal) =>
    readChoices(clouds, first, choices, signal),
  );
  const plan = planSecureApi(full, choices);
  if (plan.steps.length === 0 && plan.assurance.kind === "assured") return nothingToDo(plan, name, target);
  const decision = await reviewPlan(plan, name, services.documents, (place) => openPlace(place, target));
  if (plan.steps.length === 0) return nothingPlanned(plan, name, target);
  if (!decision.apply) return { text: l10n.t("{0} was not changed: the plan was not applied.", name) };
  // A plan may have been looked at for long: the accounts must still be there.
  const current = await openClouds(accounts, tenant, target.account).catch((error: unknown) => {
    decision.panel.close();
    throw error;
  });
  const outcome = await applyWithProgress(services, plan, current);
  const choicesAfter = waysOn(outcome, choices, target);
  const page = renderOutcome(plan, outcome, newPassword(outcome, choices));
  showOutcome(decision.panel, page, name, choicesAfter);
  return reportOf(outcome, plan.assurance, name, choicesAfter);
}

function nothingToDo(plan: SecuringPlan, name: string, target: ApimApiTarget): Report {
  return {
    text: [l10n.t("Nothing to do: {0} is secured already.", name), ...plan.notes].join(" "),
    choices: [testLink(target)],
  };
}

/** Nothing is left that a plan could do, which is not the same as that all is well. */
function nothingPlanned(plan: SecuringPlan, name: string, target: ApimApiTarget): Report {
  return {
    kind: "warning",
    text: l10n.t(
      "{0} is not known to be secured, and no change is planned. {1}",
      name,
      summariseReservations(plan.assurance),
    ),
    choices: [testLink(target)],
  };
}

/** What can be done next, as buttons of the notification and of the page. */
function waysOn(
  outcome: Outcome,
  choices: SecureApiChoices,
  target: ApimApiTarget,
): readonly (Choice & { readonly action: string })[] {
  const secret = newPassword(outcome, choices);
  const canUndo = outcome.done.some(({ undo }) => undo);
  return [
    ...(outcome.status === "done" ? [{ ...testLink(target), action: "test" }] : []),
    ...(canUndo
      ? [
          {
            action: "undo",
            title: l10n.t("Undo"),
            run: () => commands.executeCommand(commandIds.undoLast),
          },
        ]
      : []),
    ...(secret
      ? [
          {
            action: "password",
            title: l10n.t("Copy Password of the Test User"),
            run: () => env.clipboard.writeText(secret.value),
          },
        ]
      : []),
  ];
}

/** The generated password of the test user, when this plan has created one. */
function newPassword(outcome: Outcome, { user }: SecureApiChoices): OneTimeSecret | undefined {
  const isNew = outcome.done.some(({ undo }) => undo?.kind === "delete-user");
  if (!isNew || user.kind !== "create" || user.isTyped) return undefined;
  return { label: l10n.t("Password of the test user {0}", user.email), value: user.password };
}

function testLink(target: ApimApiTarget): Choice {
  return {
    title: l10n.t("Test Link"),
    run: () => commands.executeCommand(commandIds.testLink, { target }),
  };
}

function showOutcome(
  panel: PagePanel,
  page: Html,
  name: string,
  choices: readonly (Choice & { readonly action: string })[],
): void {
  panel.show(
    l10n.t("Result: Secure {0}", name),
    page,
    choices.map(({ action, title }, index) => ({ action, label: title, primary: index === 0 })),
  );
  panel.onDidPress((action) => choices.find((choice) => choice.action === action)?.run());
}

function reportOf(outcome: Outcome, assurance: Assurance, name: string, choices: readonly Choice[]): Report {
  const text = outcomeText(outcome, assurance);
  if (outcome.status === "done") return reportDone(assurance, name, text, choices);
  const reason = outcome.failed ? `${outcome.failed.step.title}: ${outcome.failed.failure.text}` : "";
  return {
    kind: outcome.failed ? "error" : "warning",
    text: [l10n.t("{0} is not fully secured.", name), text, reason].filter(Boolean).join(" "),
    choices: [
      ...choices,
      ...(outcome.failed
        ? [{ title: l10n.t("Show Log"), run: () => commands.executeCommand(commandIds.showLog) }]
        : []),
    ],
  };
}

function reportDone(assurance: Assurance, name: string, text: string, choices: readonly Choice[]): Report {
  if (assurance.kind === "assured") {
    return { text: l10n.t("{0} is secured with Auth0. {1}", name, text), choices };
  }
  const summary = summariseReservations(assurance);
  return {
    kind: "warning",
    text: l10n.t("{0} is linked with Auth0, but not known to be secured. {1} {2}", name, text, summary),
    choices,
  };
}
