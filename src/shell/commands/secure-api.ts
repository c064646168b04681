import { commands, l10n } from "vscode";
import { newJournal } from "../../resources/engine.ts";
import { changeIds } from "../../workflows/secure-api/change-ids.ts";
import {
  planSecureApi,
  readChoices,
  readSecureApi,
  type SecureApiChoices,
  type SecureApiSnapshot,
  type SecuringPlan,
  suggestSecureApi,
} from "../../workflows/secure-api.ts";
import { tenantLabel } from "../account-label.ts";
import { reading } from "../cancellation.ts";
import { commandIds } from "../ids.ts";
import { reportPlan } from "../journal/plan-report.ts";
import { PlanTab } from "../journal/plan-tab.ts";
import { newPlanId, runPlan } from "../journal/run-plan.ts";
import { withNames } from "../read-names.ts";
import { openPlace } from "../review/open-place.ts";
import { type PlanFace, toPage } from "../review/plan-face.ts";
import { summariseReservations } from "../review/reservations.ts";
import { reviewPlan } from "../review/review-plan.ts";
import type { Services } from "../services.ts";
import type { ApimApiTarget } from "../target.ts";
import { runWizard } from "../wizard.ts";
import { chooseSides, type LinkSides } from "./choose-sides.ts";
import type { Choice, Command, Report } from "./command.ts";
import { openClouds } from "./open-clouds.ts";
import { secureApiQuestions } from "./secure-api-questions.ts";

/** The command that secures an API: ask, plan, review, apply. */
export function secureApiCommand(services: Services): Command {
  const title = l10n.t("Secure API with Auth0");
  return {
    id: commandIds.secureApi,
    title,
    run: async (argument) =>
      secureApi(services, await chooseSides(services.accounts, argument, title), answersIn(argument)),
  };
}

/** The answers of a plan whose page was closed: what the person had said is not asked again. */
function answersIn(argument: unknown): SecureApiChoices | undefined {
  if (typeof argument !== "object" || argument === null || !("answers" in argument)) return undefined;
  // Only the message about that plan, further down, passes any.
  return argument.answers as SecureApiChoices;
}

async function secureApi(
  services: Services,
  sides: LinkSides,
  answers: SecureApiChoices | undefined,
): Promise<Report> {
  const { api: target, tenant, auth0ApiId } = sides;
  const name = target.value.displayName;
  const clouds = await openClouds(services.accounts, tenant, target.account);
  const first = await reading(l10n.t("{0} and {1}", name, tenantLabel(tenant)), (signal) =>
    readSecureApi(clouds, target.value, signal, auth0ApiId),
  );
  const choices = answers ?? (await askChoices(name, first));
  const full = await reading(l10n.t("what your choices touch"), (signal) =>
    readChoices(clouds, first, choices, signal),
  );
  return reviewSecuring(services, full, choices, target);
}

function askChoices(name: string, first: SecureApiSnapshot): Promise<SecureApiChoices> {
  const suggested = suggestSecureApi(first);
  return runWizard(l10n.t("Secure {0} with Auth0", name), secureApiQuestions(first, suggested), suggested);
}

/** Plans the choices, shows the plan, and carries it out when the person says so. */
export async function reviewSecuring(
  services: Services,
  snapshot: SecureApiSnapshot,
  choices: SecureApiChoices,
  target: ApimApiTarget,
): Promise<Report> {
  const name = target.value.displayName;
  const planned = planSecureApi(snapshot, choices);
  const named = await reading(l10n.t("the names of what the plan touches"), (signal) =>
    withNames(services.accounts, planned, signal),
  );
  const plan = { ...planned, ...named.plan };
  if (plan.changes.length === 0 && plan.assurance.kind === "assured") return nothingToDo(plan, name, target);
  const face = faceFor(plan, choices, target);
  const panel = await reviewPlan(plan, { ...face, words: named.words }, services.documents, (place) =>
    openPlace(place, target),
  );
  if (plan.changes.length === 0) return nothingPlanned(plan, name, target);
  if (!panel) return notApplied(name, target, choices);
  const journal = newJournal(plan, newPlanId(), new Date(), toPage(face));
  return reportPlan(
    services,
    await runPlan(services, journal, "make", new PlanTab(services, journal, panel)),
  );
}

function faceFor(plan: SecuringPlan, { user }: SecureApiChoices, target: ApimApiTarget): PlanFace {
  const { unchanged, notes, assurance, policiesRead } = plan;
  return {
    purpose: "secure",
    api: target.value,
    instance: target.instance,
    unchanged,
    notes,
    assurance,
    policiesRead,
    ...(user.kind === "create" && !user.isTyped && { passwordOf: changeIds.user }),
  };
}

/** The page is gone, maybe by mistake; with it would go all answers. */
function notApplied(name: string, target: ApimApiTarget, answers: SecureApiChoices): Report {
  return {
    text: l10n.t("{0} was not changed: the plan was not applied.", name),
    choices: [
      {
        title: l10n.t("Show the Plan Again"),
        run: () => commands.executeCommand(commandIds.secureApi, { target, answers }),
      },
    ],
  };
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

function testLink(target: ApimApiTarget): Choice {
  return {
    title: l10n.t("Test Link"),
    run: () => commands.executeCommand(commandIds.testLink, { target }),
  };
}
