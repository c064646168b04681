import { commands, l10n } from "vscode";
import { Failure } from "../../core/failure.ts";
import type { Auth0Account } from "../../domain/account.ts";
import { kindOf } from "../../resources/all-kinds.ts";
import { newJournal } from "../../resources/engine.ts";
import type { Journal } from "../../resources/journal.ts";
import type { Plan } from "../../resources/plan.ts";
import type { PolicyPlace } from "../../workflows/assurance.ts";
import type { Clouds } from "../../workflows/clouds.ts";
import {
  findAudience,
  planTestLink,
  readTestLink,
  runTestLink,
  type TestLinkResult,
  type TestLinkSnapshot,
} from "../../workflows/test-link.ts";
import { tenantLabel } from "../account-label.ts";
import { reading, withProgress } from "../cancellation.ts";
import { commandIds, contextKeys } from "../ids.ts";
import { reportPlan } from "../journal/plan-report.ts";
import { newPlanId, runPlan } from "../journal/run-plan.ts";
import { showMessage } from "../messages.ts";
import { linesOf } from "../review/change-lines.ts";
import { openPlace } from "../review/open-place.ts";
import type { PageButton } from "../review/page.ts";
import { PagePanel } from "../review/page-panel.ts";
import { toPage } from "../review/plan-face.ts";
import { planState } from "../review/plan-numbers.ts";
import { placeOf } from "../review/reservations.ts";
import { renderTestLink } from "../review/test-link-page.ts";
import type { Services } from "../services.ts";
import type { ApimApiTarget } from "../target.ts";
import { pickTenant } from "./choose-account.ts";
import { chooseApi } from "./choose-api.ts";
import type { Command, Report } from "./command.ts";
import { openClouds } from "./open-clouds.ts";

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
  const readOnce = (signal: AbortSignal) => readLink(clouds, target, signal);
  const linked = await reading(l10n.t("the link of {0}", name), readOnce);
  if (!linked) return notLinked(target, tenantLabel(tenant));
  let state = linked;
  const plan = planTestLink(state);
  if (plan.changes.length > 0) {
    await askToCreate(plan, name);
    const journal = await runPlan(services, journalOf(plan, target), "make", undefined);
    if (planState(journal) === "waiting") throw new Failure("cancelled", "Cancelled.");
    if (planState(journal) !== "done") return reportPlan(services, journal);
    const { auth0Api, policies } = state;
    const known = { api: target.value, audience: auth0Api.identifier, policies };
    state = await reading(l10n.t("the link of {0}", name), (signal) => readTestLink(clouds, known, signal));
  }
  return callAndShow(services, clouds, tenant, { state, target });
}

function journalOf(plan: Plan, { value, instance }: ApimApiTarget): Journal {
  const { unchanged, notes } = plan;
  const face = {
    purpose: "test",
    api: value,
    instance,
    unchanged,
    notes,
    assurance: { kind: "assured" },
  } as const;
  return newJournal(plan, newPlanId(), new Date(), toPage(face));
}

/** Calls and shows the answers. Whoever has the page before their eyes is told once, by the page. */
async function callAndShow(
  { accounts, testPages }: Services,
  clouds: Clouds,
  tenant: Auth0Account,
  { state, target }: { readonly state: TestLinkSnapshot; readonly target: ApimApiTarget },
): Promise<Report> {
  const { displayName } = state.api;
  const caller = await accounts.openCaller(tenant.sandbox);
  const result = await withProgress(l10n.t("Calling {0}…", displayName), (signal) =>
    runTestLink(clouds, caller, state, {}, signal),
  );
  // One page for each API: an older one says what was true then.
  testPages.get(state.api.id)?.close();
  const panel = new PagePanel("auth0Apim.testLink", l10n.t("Test: {0}", displayName));
  panel.show({
    title: l10n.t("Test: {0}", displayName),
    body: renderTestLink(result),
    buttons: buttonsFor(result),
  });
  testPages.set(state.api.id, panel);
  panel.onDidClose(() => testPages.get(state.api.id) === panel && testPages.delete(state.api.id));
  if (result.conclusion === "works") await commands.executeCommand("setContext", contextKeys.tested, true);
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
  const text = `${displayName}: ${result.verdict}`;
  if (panel.isVisible) return { quiet: true, text };
  return {
    kind: result.conclusion === "works" ? "information" : "warning",
    text,
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

/** Reads the API anew, since a tree item may be older than the link; `undefined` when no audience is linked to it. */
async function readLink(
  clouds: Clouds,
  target: ApimApiTarget,
  signal: AbortSignal,
): Promise<TestLinkSnapshot | undefined> {
  const audience = await findAudience(clouds, target.value, signal);
  return audience === undefined ? undefined : readTestLink(clouds, { api: target.value, audience }, signal);
}

function notLinked(target: ApimApiTarget, tenantName: string): Report {
  return {
    kind: "warning",
    text: l10n.t(
      "{0} is not linked to an API of the Auth0 tenant {1}, so there is no link to test.",
      target.value.displayName,
      tenantName,
    ),
    choices: [
      {
        title: l10n.t("Secure API with Auth0"),
        run: () => commands.executeCommand(commandIds.secureApi, { target }),
      },
    ],
  };
}

/** Asks before anything is created in Auth0. */
async function askToCreate(plan: Plan, name: string): Promise<void> {
  const create = l10n.t("Create and Test");
  const answer = await showMessage(
    {
      kind: "information",
      text: l10n.t("A test of {0} needs an application in Auth0 that may ask for tokens.", name),
      detail: [
        ...plan.changes.flatMap((change) => linesOf(change, kindOf(change.ref.kind))),
        l10n.t("Undo Last Plan takes it back."),
      ].join("\n"),
    },
    [create],
  );
  if (answer !== create) throw new Failure("cancelled", "Cancelled.");
}
