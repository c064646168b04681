import { commands, l10n } from "vscode";
import { Failure } from "../../core/failure.ts";
import type { Auth0Account } from "../../domain/account.ts";
import type { Clouds } from "../../workflows/clouds.ts";
import type { ExecutablePlan, PlanStep } from "../../workflows/plan.ts";
import type { PolicyPlace } from "../../workflows/policy-levels/assurance.ts";
import {
  findAudience,
  planTestLinkSteps as planTestLink,
  readTestLink,
  runTestLink,
  type TestLinkResult,
  type TestLinkSnapshot,
} from "../../workflows/test-link.ts";
import { reading, withProgress } from "../cancellation.ts";
import { commandIds } from "../ids.ts";
import { showMessage } from "../messages.ts";
import { openPlace } from "../review/open-place.ts";
import type { PageButton } from "../review/page.ts";
import { PagePanel } from "../review/page-panel.ts";
import { placeOf } from "../review/reservations.ts";
import { renderTestLink } from "../review/test-link-page.ts";
import type { Services } from "../services.ts";
import type { ApimApiTarget } from "../target.ts";
import { applyWithProgress, openClouds } from "./apply-plan.ts";
import { pickTenant } from "./choose-account.ts";
import { chooseApi } from "./choose-api.ts";
import type { Command, Report } from "./command.ts";

/** The command that proves a link: one call without and one with a token. */
export function testLinkCommand(services: Services): Command {
  const title = l10n.t("Test Link");
  return {
    id: commandIds.testLink,
    title,
    run: async (argument) => {
      const target = await chooseApi(services.accounts, argument, title);
      return testLink(services, target);
    },
  };
}

async function testLink(services: Services, target: ApimApiTarget): Promise<Report> {
  const { accounts } = services;
  const name = target.value.displayName;
  const tenant = await pickTenant(accounts, target.account);
  const clouds = await openClouds(accounts, tenant, target.account);
  const readOnce = (signal: AbortSignal) => readLink(clouds, tenant, target, signal);
  let state = await reading(l10n.t("the link of {0}", name), readOnce);
  const plan = planTestLink(state);
  if (plan.steps.length > 0) {
    await askToCreate(plan, name);
    const outcome = await applyWithProgress(services, plan, clouds);
    if (outcome.failed) throw outcome.failed.failure;
    if (outcome.status === "cancelled") throw new Failure("cancelled", "Cancelled.");
    const { auth0Api, policies } = state;
    const known = { api: target.value, audience: auth0Api.identifier, policies };
    state = await reading(l10n.t("the link of {0}", name), (signal) => readTestLink(clouds, known, signal));
  }
  return callAndShow(services, clouds, tenant, { state, target });
}

async function callAndShow(
  { accounts }: Services,
  clouds: Clouds,
  tenant: Auth0Account,
  { state, target }: { readonly state: TestLinkSnapshot; readonly target: ApimApiTarget },
): Promise<Report> {
  const { displayName } = state.api;
  const caller = await accounts.openCaller(tenant.sandbox);
  const result = await withProgress(l10n.t("Calling {0}…", displayName), (signal) =>
    runTestLink(clouds, caller, state, {}, signal),
  );
  const panel = new PagePanel("auth0Apim.testLink", l10n.t("Test: {0}", displayName));
  panel.show(l10n.t("Test: {0}", displayName), renderTestLink(result), buttonsFor(result));
  panel.onDidPress((action) => {
    const wanted = action === "policy" ? result.place : placeOf(action, result.assurance);
    if (wanted) {
      openPlace(wanted, target);
      return;
    }
    panel.close();
    if (action === "again") void commands.executeCommand(commandIds.testLink, { target });
    if (action === "secure") void commands.executeCommand(commandIds.secureApi, { target });
  });
  const { place } = result;
  return {
    kind: result.conclusion === "works" ? "information" : "warning",
    text: `${displayName}: ${result.verdict}`,
    choices: place ? [{ title: openLabel(place), run: () => openPlace(place, target) }] : [],
  };
}

/** What gets on from here comes first. */
function buttonsFor({ isOpen, place }: TestLinkResult): PageButton[] {
  const ways: PageButton[] = [
    ...(isOpen ? [{ action: "secure", label: l10n.t("Secure API with Auth0") }] : []),
    ...(place ? [{ action: "policy", label: openLabel(place) }] : []),
    { action: "again", label: l10n.t("Test Again") },
    { action: "close", label: l10n.t("Close") },
  ];
  return ways.map((way, index) => ({ ...way, primary: index === 0 }));
}

function openLabel({ line }: PolicyPlace): string {
  return line === undefined ? l10n.t("Open Policy") : l10n.t("Open Policy at Line {0}", line);
}

/** Reads the API anew, since a tree item may be older than the link, and finds the audience it is linked to. */
async function readLink(
  clouds: Clouds,
  { domain }: Auth0Account,
  target: ApimApiTarget,
  signal: AbortSignal,
): Promise<TestLinkSnapshot> {
  const audience = await findAudience(clouds, target.value, signal);
  if (audience !== undefined) return readTestLink(clouds, { api: target.value, audience }, signal);
  throw new Failure(
    "not-found",
    l10n.t("{0} is not linked to an API of the Auth0 tenant {1}.", target.value.displayName, domain),
    { remedy: l10n.t("Run “Secure API with Auth0” first.") },
  );
}

/** Asks before anything is created in Auth0. */
async function askToCreate(plan: ExecutablePlan, name: string): Promise<void> {
  const create = l10n.t("Create and Test");
  const answer = await showMessage(
    {
      kind: "information",
      text: l10n.t("A test of {0} needs an application in Auth0 that may ask for tokens.", name),
      detail: [...plan.steps.flatMap(describeStep), l10n.t("Undo Last Plan takes it back.")].join("\n"),
    },
    [create],
  );
  if (answer !== create) throw new Failure("cancelled", "Cancelled.");
}

/** A step with everything it will set, in lines. */
function describeStep({ title, details }: PlanStep): string[] {
  return [`• ${title}`, ...details.map(({ label, after }) => `    ${label}: ${after ?? ""}`)];
}
