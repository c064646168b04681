import { l10n, type Uri } from "vscode";
import { Failure } from "../../core/failure.ts";
import type { Journal } from "../../resources/journal.ts";
import type { Change } from "../../resources/kind.ts";
import type { Plan } from "../../resources/plan.ts";
import type { Command, Report } from "../commands/command.ts";
import { commandIds } from "../ids.ts";
import { reportPlan } from "../journal/plan-report.ts";
import { makeReviewed } from "../resources/review-and-run.ts";
import type { DocumentServices } from "../services.ts";
import { type PlannedDocument, planDocument } from "./plan-document.ts";
import { addressOf, documentLabel, keyOf } from "./resource-uri.ts";
import { settleDocument } from "./settle-document.ts";

/** A draft with what it leads to. */
interface PlannedDraft {
  readonly uri: Uri;
  readonly text: string;
  readonly planned: PlannedDocument;
}

/** The command that makes one plan of all drafts, shows it, and carries it out when the person says so. */
export function reviewAllChangesCommand(services: DocumentServices): Command {
  return {
    id: commandIds.reviewAllChanges,
    title: l10n.t("Review All Changes"),
    run: () => reviewAll(services),
  };
}

async function reviewAll(services: DocumentServices): Promise<Report> {
  const { resources, reviews } = services;
  const drafts = resources.drafted();
  if (drafts.length === 0) {
    return { quiet: true, text: l10n.t("There is nothing to review: no document has a draft.") };
  }
  const signals = drafts.map((uri) => reviews.begin(keyOf(uri)));
  return reviewDrafts(services, await planDrafts(services, drafts), AbortSignal.any(signals));
}

/**
 * Plans one draft after the other, asking about each what must be asked.
 *
 * @throws Failure that names the first document that no plan can be made of; nothing was written then.
 */
export async function planDrafts(services: DocumentServices, uris: readonly Uri[]): Promise<PlannedDraft[]> {
  const all: PlannedDraft[] = [];
  for (const uri of uris) {
    await services.resources.keepUnsaved(uri);
    const text = services.resources.draftOf(uri)?.text;
    if (text === undefined) continue;
    const planned = await planDocument(services, uri, text);
    if (planned.fixed.length > 0) throw isFixed(services, uri, planned);
    all.push({ uri, text, planned });
  }
  return all;
}

/** Shows the plan of several drafts, and carries it out when the person says so. `signal` takes its page away. */
export async function reviewDrafts(
  services: DocumentServices,
  drafts: readonly PlannedDraft[],
  signal: AbortSignal,
): Promise<Report> {
  const plan = planOf(services, drafts);
  if (plan.changes.length === 0) {
    return { text: l10n.t("There is nothing to do: the clouds have everything as the documents say.") };
  }
  const journal = await makeReviewed(services, plan, { signal });
  if (!journal) return { quiet: true, text: l10n.t("Nothing was changed: the plan was not applied.") };
  await settle(services, drafts, journal);
  return reportPlan(services, journal);
}

/** One plan; a change waits for the creation of what it names. */
function planOf({ accounts }: DocumentServices, drafts: readonly PlannedDraft[]): Plan {
  const changes = drafts.flatMap(changesOf);
  const unchanged = drafts.filter(({ planned }) => !planned.change).map(({ uri }) => said(uri, accounts));
  return {
    title: l10n.t("Changes of {0} documents", drafts.length - unchanged.length),
    subject: "documents",
    changes: changes.map((change) => ({
      ...change,
      needs: [...change.needs, ...creationsNamedBy(change, changes)],
    })),
    unchanged,
    notes: drafts.flatMap(({ uri, planned: { notes } }) =>
      notes.map((note) => `${documentLabel(addressOf(uri), accounts)}: ${note}`),
    ),
  };
}

/** What must be made before the document's change, and that. */
function changesOf({ planned: { change, first = [] } }: PlannedDraft, index: number): readonly Change[] {
  if (!change) return [];
  const before = first.map((one) => ({ ...one, id: `${idOf(index)}-${one.id}` }));
  return [...before, { ...change, id: idOf(index), needs: before.map(({ id }) => id) }];
}

function creationsNamedBy(change: Change, changes: readonly Change[]): readonly string[] {
  const words = JSON.stringify(change.fields);
  const created = changes.filter(({ verb, ref }) => verb === "create" && ref.id !== undefined);
  return created.flatMap(({ id, ref }) =>
    id !== change.id && words.includes(JSON.stringify(ref.id)) ? [id] : [],
  );
}

async function settle(
  services: DocumentServices,
  drafts: readonly PlannedDraft[],
  { entries }: Journal,
): Promise<void> {
  for (const [index, { uri, text }] of drafts.entries()) {
    const entry = entries.find(({ change }) => change.id === idOf(index));
    if (entry?.state === "made") await settleDocument(services, uri, text);
  }
}

function idOf(index: number): string {
  return `document-${index + 1}`;
}

function said(uri: Uri, accounts: DocumentServices["accounts"]): string {
  return l10n.t("The cloud has {0} as the document says.", documentLabel(addressOf(uri), accounts));
}

function isFixed({ accounts }: DocumentServices, uri: Uri, { fixed }: PlannedDocument): Failure {
  return new Failure(
    "rejected",
    l10n.t(
      "No plan was made, since in {0} this is fixed once it is there: {1}.",
      documentLabel(addressOf(uri), accounts),
      fixed.join(", "),
    ),
    { remedy: l10n.t("Put it back, or review that document on its own to create another one from it.") },
  );
}
