import { l10n } from "vscode";
import { Failure } from "../../core/failure.ts";
import type { Auth0Account, AzureAccount } from "../../domain/account.ts";
import type { InstanceRef } from "../../domain/apim.ts";
import { undo } from "../../workflows/undo.ts";
import type { UndoAction, UndoJournal, UndoOutcome } from "../../workflows/undo-action.ts";
import { reading, withProgress } from "../cancellation.ts";
import { commandIds } from "../ids.ts";
import { showMessage } from "../messages.ts";
import type { Services } from "../services.ts";
import { isLoopback } from "../session/account-list.ts";
import { openClouds } from "./apply-plan.ts";
import type { Command, Report } from "./command.ts";

/** The command that takes back the plan that was applied last. */
export function undoLastCommand(services: Services): Command {
  return { id: commandIds.undoLast, title: l10n.t("Undo Last Plan"), run: () => undoLast(services) };
}

async function undoLast(services: Services): Promise<Report> {
  const { undo: store } = services;
  const journal = (await store.newest((one) => isConnected(services, one))) ?? (await store.newest());
  if (!journal) return { text: l10n.t("There is nothing to undo.") };
  await confirm(journal);
  const tenant = tenantOf(services, journal);
  const azure = await reading(journal.title, (signal) => azureOf(services, journal, signal));
  const clouds = await openClouds(services.accounts, tenant, azure);
  const outcome = await withProgress(l10n.t("Undoing: {0}", journal.title), (signal, report) =>
    undo(
      journal,
      clouds,
      ({ entry, ended, total }) => {
        services.logger.info(`Undo ${ended} of ${total}: ${entry.title}`);
        report(l10n.t("{0} of {1}: {2}", ended, total, entry.title), 100 / total);
      },
      signal,
    ),
  );
  await store.replace(journal, outcome.remaining);
  for (const { action } of outcome.undone) {
    if (action.kind === "restore-policy") services.reloadPolicy(action.level);
  }
  services.trees.refresh();
  return reportOf(outcome, journal);
}

async function confirm(journal: UndoJournal): Promise<void> {
  const yes = l10n.t("Undo");
  const answer = await showMessage(
    {
      kind: "warning",
      text: l10n.t("Undo this plan? {0}", journal.title),
      detail: [
        l10n.t("These changes are taken back, unless somebody has changed them since:"),
        ...journal.entries.map(({ title }) => `• ${title}`),
      ].join("\n"),
    },
    [yes],
  );
  if (answer !== yes) throw new Failure("cancelled", "Cancelled.");
}

function isConnected({ accounts }: Services, { auth0Domain }: UndoJournal): boolean {
  return accounts.tenants.all().some(({ domain }) => domain === auth0Domain);
}

function tenantOf({ accounts }: Services, { auth0Domain, title }: UndoJournal): Auth0Account {
  const account = accounts.tenants.all().find(({ domain }) => domain === auth0Domain);
  if (account) return account;
  throw new Failure(
    "unauthorized",
    l10n.t("The plan changed the tenant {0}, which is not connected: {1}.", auth0Domain, title),
    {
      remedy: l10n.t("Connect it again; for the sandbox, start it."),
      signIns: [isLoopback(auth0Domain) ? "sandbox" : "auth0"],
    },
  );
}

async function azureOf(
  { accounts }: Services,
  journal: UndoJournal,
  signal: AbortSignal,
): Promise<AzureAccount> {
  const instances = journal.entries.flatMap(({ action }) => serviceOf(action) ?? []);
  const [instance] = instances;
  if (instance) return accounts.ownerOf(instance, signal);
  const [account] = accounts.azure.all();
  if (account) return account;
  throw new Failure("unauthorized", l10n.t("You are not signed in to Azure."), {
    remedy: l10n.t("Sign in to Azure, or start the sandbox."),
    signIns: ["azure", "sandbox"],
  });
}

function serviceOf(action: UndoAction): InstanceRef | undefined {
  switch (action.kind) {
    case "delete-authorization-server":
    case "republish-portal":
      return action.instance;
    case "restore-user-authorization":
      return action.api.instance;
    case "restore-policy":
      return action.level.instance;
    case "delete-auth0-api":
    case "remove-auth0-scopes":
    case "delete-application":
    case "remove-callbacks":
    case "disable-connection":
    case "delete-connection":
    case "delete-user":
    case "delete-client-grant":
      return undefined;
  }
}

function reportOf(outcome: UndoOutcome, { title }: UndoJournal): Report {
  const { undone, left, failed } = outcome;
  if (outcome.status === "done") {
    return { text: l10n.t("Undone: {0}. {1} changes were taken back.", title, undone.length) };
  }
  return {
    kind: "warning",
    text: [
      l10n.t("Partly undone: {0}. {1} changes were taken back.", title, undone.length),
      ...left.map(({ entry, reason }) => l10n.t("Left as it is: {0}. {1}", entry.title, reason)),
      ...failed.map(({ entry, message }) => l10n.t("Failed: {0}. {1}", entry.title, message)),
    ].join(" "),
  };
}
