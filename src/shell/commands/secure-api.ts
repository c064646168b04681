import { commands, l10n } from "vscode";
import { Failure } from "../../core/failure.ts";
import { newJournal } from "../../resources/engine.ts";
import type { PolicyPlace } from "../../workflows/assurance.ts";
import { changeIds } from "../../workflows/secure-api/change-ids.ts";
import {
  planSecureApi,
  readChoices,
  readSecureApi,
  type SecureApiChoices,
  type SecureApiSnapshot,
  type SecuringPlan,
  secureMore,
  suggestSecureApi,
} from "../../workflows/secure-api.ts";
import { tenantLabel } from "../account-label.ts";
import { reading } from "../cancellation.ts";
import { type CommandId, commandIds } from "../ids.ts";
import { reportPlan } from "../journal/plan-report.ts";
import { PlanTab } from "../journal/plan-tab.ts";
import { newPlanId, runPlan } from "../journal/run-plan.ts";
import { withNames } from "../read-names.ts";
import { openPlace } from "../review/open-place.ts";
import { type PlanFace, toPage } from "../review/plan-face.ts";
import { summariseReservations } from "../review/reservations.ts";
import { changeAnswersTitle, reviewPlan } from "../review/review-plan.ts";
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
      secureApi(
        services,
        await chooseSides(services.accounts, argument, title),
        answersIn(argument),
        operationsIn(argument),
      ),
  };
}

/** What was answered before: it is planned again as it is, or suggested where other answers are to be given. */
interface Before {
  readonly answers: SecureApiChoices;
  readonly isAsked: boolean;
}

function answersIn(argument: unknown): Before | undefined {
  if (typeof argument !== "object" || argument === null || !("before" in argument)) return undefined;
  // Only the page of that plan, and the message about it, further down, pass any.
  return argument.before as Before;
}

/** Ids of the operations that alone are to be secured; none where all are. */
function operationsIn(argument: unknown): readonly string[] {
  if (typeof argument !== "object" || argument === null || !("operationIds" in argument)) return [];
  // Only the page that tells who gets in passes any.
  return argument.operationIds as readonly string[];
}

async function secureApi(
  services: Services,
  sides: LinkSides,
  before: Before | undefined,
  operationIds: readonly string[],
): Promise<Report | undefined> {
  const { api: target, tenant, auth0ApiId } = sides;
  const name = target.value.displayName;
  const clouds = await openClouds(services.accounts, tenant, target.account);
  const first = await reading(l10n.t("{0} and {1}", name, tenantLabel(tenant)), (signal) =>
    readSecureApi(clouds, target.value, signal, auth0ApiId),
  );
  const settled = before || operationIds.length > 0 ? undefined : completeAlready(first);
  if (settled) return nothingToDo(settled.plan, name, target, settled.choices);
  const choices =
    before && !before.isAsked ? before.answers : await askChoices(name, first, before?.answers, operationIds);
  const full = await reading(l10n.t("what your choices touch"), (signal) =>
    readChoices(clouds, first, choices, signal),
  );
  return reviewSecuring(services, full, choices, target);
}

/** The empty plan for what is suggested, where all of it is there: then nothing is asked. */
function completeAlready(
  first: SecureApiSnapshot,
): { readonly plan: SecuringPlan; readonly choices: SecureApiChoices } | undefined {
  const choices = suggestSecureApi(first);
  try {
    const plan = planSecureApi(first, choices);
    return plan.changes.length === 0 && plan.assurance.kind === "assured" ? { plan, choices } : undefined;
  } catch (error) {
    // What keeps the suggestion from being planned is told once it is chosen: another may be.
    if (error instanceof Failure) return undefined;
    throw error;
  }
}

function askChoices(
  name: string,
  first: SecureApiSnapshot,
  before: SecureApiChoices | undefined,
  operationIds: readonly string[],
): Promise<SecureApiChoices> {
  const suggested = before ?? at(suggestSecureApi(first), operationIds);
  const questions = secureApiQuestions(first, suggested, before !== undefined);
  return runWizard(l10n.t("Secure {0} with Auth0", name), questions, suggested);
}

/** The same choices with the check in the policies of these operations alone. */
function at(choices: SecureApiChoices, operationIds: readonly string[]): SecureApiChoices {
  if (operationIds.length === 0) return choices;
  return { ...choices, policy: { ...choices.policy, place: { kind: "operations", operationIds } } };
}

/**
 * Plans the choices, shows the plan, and carries it out when the person says so. Other choices are made by `changing`, which is this
 * command when left out.
 *
 * @returns nothing when other choices were made, which is told by itself.
 */
export async function reviewSecuring(
  services: Services,
  snapshot: SecureApiSnapshot,
  choices: SecureApiChoices,
  target: ApimApiTarget,
  changing: CommandId = commandIds.secureApi,
): Promise<Report | undefined> {
  const name = target.value.displayName;
  const planned = planSecureApi(snapshot, choices);
  const named = await reading(l10n.t("the names of what the plan touches"), (signal) =>
    withNames(services.accounts, planned, signal),
  );
  const plan = { ...planned, ...named.plan };
  if (plan.changes.length === 0 && plan.assurance.kind === "assured") return nothingToDo(plan, name, target);
  const face = faceFor(plan, choices, target);
  const openAt = (place: PolicyPlace) => openPlace(place, target);
  const more = secureMore(snapshot, choices, planned);
  const shown = { ...face, words: named.words, canSecureMore: more !== undefined };
  const panel = await reviewPlan(plan, shown, services.documents, { openAt, hasAnswers: true });
  if (panel === "secure more" && more) {
    await commands.executeCommand(commandIds.secureApi, {
      target,
      before: { answers: more, isAsked: false },
    });
    return undefined;
  }
  if (plan.changes.length === 0) return nothingPlanned(plan, name, target);
  const change = () =>
    commands.executeCommand(changing, { target, before: { answers: choices, isAsked: true } });
  if (panel === "change answers") {
    await change();
    return undefined;
  }
  if (!panel || panel === "secure more") return notApplied(name, target, choices, change);
  const journal = newJournal(plan, newPlanId(), new Date(), toPage(face));
  return reportPlan(
    services,
    await runPlan(services, journal, "make", new PlanTab(services, journal, panel, change)),
  );
}

function faceFor(plan: SecuringPlan, { user }: SecureApiChoices, target: ApimApiTarget): PlanFace {
  const { unchanged, notes, assurance, policiesRead, access, elsewhere, wanted } = plan;
  return {
    purpose: "secure",
    api: target.value,
    instance: target.instance,
    unchanged,
    notes,
    assurance,
    policiesRead,
    access,
    ...(elsewhere && { elsewhere }),
    wanted,
    ...(user.kind === "create" && !user.isTyped && { passwordOf: changeIds.user }),
  };
}

/** The page is gone, maybe by mistake; with it would go all answers. */
function notApplied(
  name: string,
  target: ApimApiTarget,
  answers: SecureApiChoices,
  change: Choice["run"],
): Report {
  const before: Before = { answers, isAsked: false };
  return {
    text: l10n.t("{0} was not changed: the plan was not applied.", name),
    choices: [
      {
        title: l10n.t("Show the Plan Again"),
        run: () => commands.executeCommand(commandIds.secureApi, { target, before }),
      },
      { title: changeAnswersTitle(), run: change },
    ],
  };
}

/** Where nothing was asked, since all that is suggested is there, the person may still want something else. */
function nothingToDo(
  plan: SecuringPlan,
  name: string,
  target: ApimApiTarget,
  unasked?: SecureApiChoices,
): Report {
  const before: Before | undefined = unasked && { answers: unasked, isAsked: true };
  const change = {
    title: l10n.t("Choose Each…"),
    run: () => commands.executeCommand(commandIds.secureApi, { target, before }),
  };
  return {
    text: [l10n.t("Nothing to do: {0} is secured already.", name), ...plan.notes].join(" "),
    choices: [testLink(target), ...(before ? [change] : [])],
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
