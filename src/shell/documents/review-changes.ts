import { commands, l10n, type Uri } from "vscode";
import { draftOf } from "../../resources/fields.ts";
import type { Journal } from "../../resources/journal.ts";
import type { Choice, Command, Report } from "../commands/command.ts";
import { commandIds } from "../ids.ts";
import { reportPlan } from "../journal/plan-report.ts";
import { makeReviewed, planOf } from "../resources/review-and-run.ts";
import type { DocumentServices } from "../services.ts";
import { documentInFront } from "./document-in-front.ts";
import { type PlannedDocument, planDocument } from "./plan-document.ts";
import { addressOf, type DocumentAddress, documentLabel, keyOf, resourceUri } from "./resource-uri.ts";
import { planDrafts, reviewDrafts } from "./review-all.ts";
import { settleDocument } from "./settle-document.ts";

/**
 * The command that makes a plan of a document's draft, shows it, and carries it out when the person says so; of all that were
 * saved with it by *Save All*, one plan.
 */
export function reviewChangesCommand(services: DocumentServices): Command {
  return {
    id: commandIds.reviewChanges,
    title: l10n.t("Review Changes"),
    run: (argument) => review(services, documentInFront(argument)),
  };
}

async function review(services: DocumentServices, uri: Uri): Promise<Report | undefined> {
  const { resources, reviews } = services;
  const address = addressOf(uri);
  await resources.keepUnsaved(uri);
  const signal = reviews.begin(keyOf(uri));
  const before = await resources.keptBeside();
  const text = resources.draftOf(uri)?.text;
  if (text === undefined) {
    const said = l10n.t(
      "There is nothing to review: {0} has no draft.",
      documentLabel(address, services.accounts),
    );
    return { quiet: true, text: said };
  }
  const planned = await planDocument(services, uri, text);
  // Somebody who reviews again meanwhile has another text in mind.
  if (signal.aborted) return undefined;
  // Some may have been saved while this one was read.
  const others = [...before, ...(await resources.keptBeside())].filter((one) => keyOf(one) !== keyOf(uri));
  if (others.length > 0) {
    const more = await planDrafts(services, others);
    return reviewDrafts(services, [{ uri, text, planned }, ...more], signal);
  }
  if (planned.fixed.length > 0) return askForAnother(services, address, planned);
  if (!planned.change) return nothingToDo(services, uri, address, planned);
  const { change, notes, first } = planned;
  const journal = await makeReviewed(services, planOf(change, notes, first), { signal });
  if (!journal) return { quiet: true, text: l10n.t("Nothing was changed: the plan was not applied.") };
  return settled(services, uri, address, text, journal);
}

/** The document is what the cloud has now; that of a new one makes way for that of the one that was created. */
async function settled(
  services: DocumentServices,
  uri: Uri,
  { kind, id }: DocumentAddress,
  text: string,
  journal: Journal,
): Promise<Report> {
  const report = reportPlan(services, journal);
  // what must be made before comes before
  const entry = journal.entries.at(-1);
  if (entry?.state !== "made") return report;
  if (!(await settleDocument(services, uri, text)) || id !== undefined) return report;
  const created =
    entry.ref && resourceUri(kind, entry.ref, kind.titleOf(draftOf(entry.change.fields), entry.ref));
  const open: Choice = {
    title: l10n.t("Open Document"),
    run: () => commands.executeCommand("vscode.open", created),
  };
  if (!created) return report;
  // The page has no button for the document, so that is told beside it.
  return report.quiet
    ? { text: l10n.t("{0} has a document of its own now.", entry.change.title), choices: [open] }
    : { ...report, choices: [open, ...(report.choices ?? [])] };
}

function askForAnother(
  { resources, accounts }: DocumentServices,
  address: DocumentAddress,
  { fixed, another: text }: PlannedDocument,
): Report {
  const another: Choice = {
    title: l10n.t("Create as Another"),
    run: async () =>
      commands.executeCommand("vscode.open", await resources.begin(address.kind, address.owner, text)),
  };
  return {
    kind: "warning",
    text: l10n.t(
      "No plan was made of {0}, since this is fixed once it is there: {1}. Put it back, or create another one from the document; nothing is deleted by that.",
      documentLabel(address, accounts),
      fixed.join(", "),
    ),
    choices: [another],
  };
}

function nothingToDo(
  { accounts }: DocumentServices,
  uri: Uri,
  address: DocumentAddress,
  { notes }: PlannedDocument,
): Report {
  const said = l10n.t(
    "There is nothing to do: the cloud has {0} as the document says.",
    documentLabel(address, accounts),
  );
  const discard: Choice = {
    title: l10n.t("Discard Draft"),
    run: () => commands.executeCommand(commandIds.discardChanges, uri),
  };
  return { text: [said, ...notes].join(" "), choices: [discard] };
}
