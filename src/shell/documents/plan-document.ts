import { l10n, Range, type Uri, window, workspace } from "vscode";
import { Failure } from "../../core/failure.ts";
import {
  checkDocument,
  type DocumentProblem,
  type Draft,
  documentOf,
  duplicateOf,
  planCreation,
  planUpdate,
  readDocument,
} from "../../documents/index.ts";
import { readerOf } from "../../resources/clouds.ts";
import { fieldsOf, labelOf } from "../../resources/fields.ts";
import type { Change, Kind, Stored } from "../../resources/kind.ts";
import { auth0User } from "../../resources/kinds/auth0-user.ts";
import { reading } from "../cancellation.ts";
import { enabledFirst } from "../enable-for-users.ts";
import { openCloudOf, openStore } from "../open-store.ts";
import { askText, back, required } from "../prompts.ts";
import { requireRight } from "../resources/rights.ts";
import type { DocumentServices } from "../services.ts";
import { askAboutConflicts } from "./conflict-questions.ts";
import { addressOf, type DocumentAddress, documentLabel } from "./resource-uri.ts";
import { withTenants } from "./tenant-of-host.ts";

/** What a document leads to. */
export interface PlannedDocument {
  /** `undefined` when nothing is to be done. */
  readonly change: Change | undefined;
  /** What must be made before that. */
  readonly first?: readonly Change[];
  /** Labels of what is fixed and differs: only another one can have it. */
  readonly fixed: readonly string[];
  /** The text of another one that has it. */
  readonly another: string;
  readonly notes: readonly string[];
}

/**
 * Makes the plan of a document with what the cloud has now; asks about what was changed on both sides, and for secrets.
 *
 * @throws Failure when the text has mistakes, of which the first is shown, when a right is missing that is known to be, and when
 * what it is about is gone, or there already.
 */
export async function planDocument(
  services: DocumentServices,
  uri: Uri,
  text: string,
): Promise<PlannedDocument> {
  const address = addressOf(uri);
  const base = services.resources.baseOf(uri);
  const draft = await soundDraft(services, uri, text);
  const verb = address.id === undefined ? "create" : "update";
  await requireRight(services.accounts, address.kind, address.owner, verb);
  const { id } = address;
  const planned = await (id === undefined
    ? planNew(services, address, draft)
    : planChange(services, uri, { ...address, id }, base, { draft, text }));
  const { change } = planned;
  if (!change) return planned;
  const label = documentLabel(address, services.accounts);
  return {
    ...planned,
    change: await reading(label, (signal) => withTenants(services.accounts, change, signal)),
  };
}

/** What the text says, when nothing is wrong with it but that it changes what is fixed. */
async function soundDraft({ accounts, resources }: DocumentServices, uri: Uri, text: string): Promise<Draft> {
  const address = addressOf(uri);
  const base = resources.baseOf(uri);
  const { draft } = readDocument(address.kind, text);
  const errors = (await checkDocument(address.kind, text, base)).filter(
    ({ code, severity }) => severity === "error" && code !== "immutable-changed",
  );
  const [first] = errors;
  if (draft && !first) return draft;
  if (first) await goTo(uri, first);
  throw new Failure(
    "invalid-input",
    l10n.t("No plan was made of {0}: {1}", documentLabel(address, accounts), first?.message ?? ""),
    { remedy: l10n.t("Mend what is underlined, then review again.") },
  );
}

async function goTo(uri: Uri, { span }: DocumentProblem): Promise<void> {
  const document = await workspace.openTextDocument(uri);
  const place = new Range(document.positionAt(span.start), document.positionAt(span.end));
  await window.showTextDocument(document, { preview: false, selection: place });
}

async function planChange(
  services: DocumentServices,
  uri: Uri,
  address: DocumentAddress & { readonly id: string },
  base: Stored | undefined,
  { draft, text }: { readonly draft: Draft; readonly text: string },
): Promise<PlannedDocument> {
  const { kind, owner, id } = address;
  const label = documentLabel(address, services.accounts);
  const now = await reading(label, (signal) =>
    services.resources.readNow(kind, { kind: kind.id, owner, id }, signal),
  );
  if (!now) throw goneMeanwhile(label);
  const locked = kind.lockedBecause?.(now.value);
  if (locked !== undefined) throw new Failure("rejected", locked);
  const first = planUpdate(kind, base ?? now, now, draft);
  const sides = { uri, label, onServer: documentOf(kind, now) };
  const resolution = await askAboutConflicts(first.conflicts, sides, services.documents);
  const resolved = planUpdate(kind, base ?? now, now, draft, resolution);
  const secrets = await askForSecrets(kind, label, resolved.asks);
  const plan = planUpdate(kind, base ?? now, now, draft, resolution, secrets);
  return {
    change: plan.change,
    fixed: plan.fixed,
    // Who has named another one already needs no blank for its name.
    another: namesAnother(kind, base ?? now, draft) ? text : duplicateOf(kind, text),
    notes: [
      ...(base ? [] : [unknownBase()]),
      ...listed(plan.theirs, (labels) => l10n.t("Changed on the server meanwhile, and kept: {0}.", labels)),
      ...listed(plan.leftOut, (labels) =>
        l10n.t("Left out of the document, and left as it is: {0}.", labels),
      ),
      ...plan.notes,
      ...(await breaksOf(services, kind, now, plan.change)),
    ],
  };
}

/** What else breaks by a change, as far as it may be read. */
async function breaksOf(
  { accounts }: DocumentServices,
  kind: Kind,
  now: Stored,
  change: Change | undefined,
): Promise<readonly string[]> {
  if (!kind.breaks || !change) return [];
  const found = await reading(kind.plural, async (signal) => {
    const reader = readerOf(await openCloudOf(accounts, kind, now.ref.owner, signal));
    return kind.breaks?.(now, change.fields, reader, signal);
  });
  if (!found) return [];
  return found.known
    ? found.value
    : [l10n.t("What else this breaks could not be read. Look before you change it.")];
}

/** Whether the document says what only another one can be called. */
function namesAnother({ identity, ...kind }: Kind, { ref, value }: Stored, { id, values }: Draft): boolean {
  if (identity.by === "id") return id !== undefined && id !== ref.id;
  const before = fieldsOf({ identity, ...kind }, value);
  return identity.fields.some(
    (path) => values[path] !== undefined && JSON.stringify(values[path]) !== JSON.stringify(before[path]),
  );
}

async function planNew(
  services: DocumentServices,
  address: DocumentAddress,
  draft: Draft,
): Promise<PlannedDocument> {
  const { kind, owner } = address;
  await refuseExisting(services, address, draft);
  const asks = Object.entries(draft.secrets).flatMap(([path, wish]) => (wish === "ask" ? [path] : []));
  const secrets = await askForSecrets(kind, documentLabel(address, services.accounts), asks);
  const comments = l10n.t(
    "The comments in the document are kept by no cloud: they are gone once it is created.",
  );
  return {
    change: planCreation(kind, owner, draft, secrets),
    first: kind.id === auth0User.id ? await enabledFirst(services.accounts, owner, draft.values) : [],
    fixed: [],
    another: "",
    notes: draft.hasComments ? [comments] : [],
  };
}

/** One that is there already is no reason to change it. */
async function refuseExisting(
  { accounts }: DocumentServices,
  { kind, owner }: DocumentAddress,
  draft: Draft,
): Promise<void> {
  const existing = await reading(kind.plural, async (signal) => {
    const store = await openStore(accounts, kind, owner, signal);
    if (kind.identity.by === "id") {
      return draft.id === undefined ? undefined : store.read({ kind: kind.id, owner, id: draft.id }, signal);
    }
    if (!kind.identity.unique) return undefined;
    const names = kind.identity.fields;
    const where = Object.fromEntries(Object.entries(draft.values).filter(([name]) => names.includes(name)));
    for await (const found of store.list(owner, where, signal)) return found;
    return undefined;
  });
  if (!existing) return;
  throw new Failure(
    "already-exists",
    l10n.t("The {0} “{1}” is there already, so it was not created.", kind.noun, existing.ref.id),
    { remedy: l10n.t("Name another one, or open that one to change it.") },
  );
}

/** Asks for secrets out of sight; they go into the plan and are kept nowhere. */
async function askForSecrets(
  kind: Kind,
  label: string,
  asks: readonly string[],
): Promise<Readonly<Record<string, string>>> {
  const answers: [string, string][] = [];
  for (const [index, path] of asks.entries()) {
    const answer = await askText({
      title: l10n.t("Secrets of {0}", label),
      prompt: l10n.t(
        "{0}: it goes into the cloud when the plan is applied, and is kept nowhere else.",
        labelOf(kind, path),
      ),
      password: true,
      step: index + 1,
      totalSteps: asks.length,
      validate: required,
    });
    if (answer === back) throw new Failure("cancelled", "Cancelled.");
    answers.push([path, answer]);
  }
  return Object.fromEntries(answers);
}

function goneMeanwhile(label: string): Failure {
  return new Failure("not-found", l10n.t("The cloud has {0} no longer, so it cannot be changed.", label), {
    remedy: l10n.t("Make a new one from the document with the command “Duplicate”, or discard the draft."),
  });
}

function unknownBase(): string {
  return l10n.t(
    "It is not known what the document was begun from, so everything in which it differs from what the cloud has now counts as your change.",
  );
}

function listed(labels: readonly string[], say: (labels: string) => string): readonly string[] {
  return labels.length === 0 ? [] : [say(labels.join(", "))];
}
