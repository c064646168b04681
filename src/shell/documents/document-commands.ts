import { commands, l10n, Uri, window, workspace } from "vscode";
import { Failure } from "../../core/failure.ts";
import { documentOf, duplicateOf, templateOf } from "../../documents/index.ts";
import type { Kind, RawAnswer, Ref } from "../../resources/kind.ts";
import { reading } from "../cancellation.ts";
import {
  chooseKind,
  chooseOwner,
  choosePlace,
  chooseResource,
  type ResourceRef,
} from "../choose-resource.ts";
import type { Command, Report } from "../commands/command.ts";
import { commandIds } from "../ids.ts";
import { showMessage } from "../messages.ts";
import { openStore } from "../open-store.ts";
import { readTitle } from "../read-names.ts";
import type { DocumentServices } from "../services.ts";
import type { Accounts } from "../session/accounts.ts";
import { targetOf } from "../target.ts";
import { closeTabs } from "./close-tabs.ts";
import { documentInFront } from "./document-in-front.ts";
import { creatableKinds, documentableKinds, kindOfFile } from "./document-kind.ts";
import { resourceOf } from "./document-target.ts";
import { givenText } from "./given-text.ts";
import { addressNow, addressOf, documentLabel, isResourceUri, resourceUri } from "./resource-uri.ts";

type Run = (services: DocumentServices, argument: unknown, title: string) => Promise<Report | undefined>;

/** What can be done with documents besides reviewing them, by the command's id. */
const runs = {
  [commandIds.openDocument]: openDocument,
  [commandIds.newFromTemplate]: newFromTemplate,
  [commandIds.newFromFile]: newFromFile,
  [commandIds.duplicateDocument]: duplicateDocument,
  [commandIds.saveDocumentAsFile]: saveDocumentAsFile,
  [commandIds.viewAsGiven]: viewAsGiven,
  [commandIds.discardChanges]: discardChanges,
  [commandIds.openWithoutUndo]: openWithoutUndo,
} satisfies Readonly<Record<string, Run>>;

/** The commands about documents, but for that of their review. */
export function documentCommands(services: DocumentServices): Command[] {
  const one = (id: keyof typeof runs, title: string): Command => ({
    id,
    title,
    run: (argument) => runs[id](services, argument, title),
  });
  return [
    one(commandIds.openDocument, l10n.t("Open Document")),
    one(commandIds.newFromTemplate, l10n.t("New from Template…")),
    one(commandIds.newFromFile, l10n.t("New from File…")),
    one(commandIds.duplicateDocument, l10n.t("Duplicate")),
    one(commandIds.saveDocumentAsFile, l10n.t("Save as File…")),
    one(commandIds.viewAsGiven, l10n.t("View as the Service Gives It")),
    one(commandIds.discardChanges, l10n.t("Discard Changes")),
    one(commandIds.openWithoutUndo, l10n.t("Open Anew Without Undo")),
  ];
}

async function openDocument(
  { accounts }: DocumentServices,
  argument: unknown,
  title: string,
): Promise<undefined> {
  const one = resourceOf(argument) ?? (await chooseResource(accounts, documentableKinds(), title));
  await show(await addressIn(accounts, one));
}

async function newFromTemplate(
  { accounts, resources }: DocumentServices,
  argument: unknown,
  title: string,
): Promise<undefined> {
  const target = targetOf(argument);
  const group = target?.kind === "resource-group" && target.of.document !== undefined ? target : undefined;
  const kind = group?.of ?? (await chooseKind(creatableKinds(), title));
  const { owner, parent } = group ?? (await choosePlace(accounts, kind, title));
  await show(await resources.begin(kind, owner, templateOf(kind, undefined, parent)));
}

async function newFromFile(
  { accounts, resources }: DocumentServices,
  argument: unknown,
  title: string,
): Promise<Report | undefined> {
  const file = argument instanceof Uri ? argument : await chooseFile(title);
  if (!file) return undefined;
  const text = new TextDecoder().decode(await workspace.fs.readFile(file));
  const kind = creatable(kindOfFile(file) ?? (await chooseKind(creatableKinds(), title)));
  const owner = await chooseOwner(accounts, kind, title);
  await show(await resources.begin(kind, owner, text));
  return undefined;
}

/** Of a document also what was typed and not kept counts. */
async function duplicateDocument(
  services: DocumentServices,
  argument: unknown,
  title: string,
): Promise<undefined> {
  const { kind, owner, text } = await textOf(services, argument, title);
  await show(await services.resources.begin(creatable(kind), owner, duplicateOf(kind, text)));
}

/** @throws Failure for a kind of which none is made here. */
function creatable(kind: Kind): Kind {
  if (kind.rights.create) return kind;
  throw new Failure("unsupported", l10n.t("{0} are read only here, so no new one is made.", kind.plural));
}

async function saveDocumentAsFile(
  services: DocumentServices,
  argument: unknown,
  title: string,
): Promise<Report | undefined> {
  const { kind, name, text } = await textOf(services, argument, title);
  if (kind.isPersonal) {
    throw new Failure(
      "unsupported",
      l10n.t("What is told of a {0} is about a person, and is saved in no file.", kind.noun),
    );
  }
  const [folder] = workspace.workspaceFolders ?? [];
  const fileName = `${name.replace(/[^\p{L}\p{N}._-]+/gu, "-")}.${kind.document}.json`;
  const file = await window.showSaveDialog({
    title,
    ...(folder && { defaultUri: Uri.joinPath(folder.uri, fileName) }),
    filters: { JSON: ["json"] },
  });
  if (!file) return undefined;
  await workspace.fs.writeFile(file, new TextEncoder().encode(text));
  await show(file);
  return { quiet: true, text: l10n.t("Saved as {0}", file.path) };
}

async function viewAsGiven(services: DocumentServices, argument: unknown, title: string): Promise<undefined> {
  const { kind, owner, id, name = id } = addressOf(await documentFrom(services, argument, title));
  if (id === undefined) throw new Failure("invalid-input", l10n.t("The {0} is not created yet.", kind.noun));
  const ref = { kind: kind.id, owner, id };
  const answer = await reading(kind.noun, (signal) => readRaw(services, kind, ref, signal));
  if (!answer) throw gone(kind, id);
  const tab = `${(name ?? id).replaceAll("/", "-")} (as given).jsonc`;
  await show(services.documents.add(tab, givenText(kind, answer)));
}

/** @throws Failure `unsupported` for a kind of which only what this extension makes of the answer is known. */
async function readRaw(
  { accounts }: DocumentServices,
  kind: Kind,
  ref: Required<Ref>,
  signal: AbortSignal,
): Promise<RawAnswer | undefined> {
  const store = await openStore(accounts, kind, ref.owner, signal);
  if (store.readRaw) return store.readRaw(ref, signal);
  throw new Failure("unsupported", l10n.t("What the service answers about {0} is not kept.", kind.plural));
}

async function discardChanges({ resources, accounts }: DocumentServices, argument: unknown): Promise<Report> {
  const uri = documentInFront(argument);
  const address = addressOf(uri);
  const label = documentLabel(address, accounts);
  const isNew = address.id === undefined;
  const discard = l10n.t("Discard");
  const answer = await showMessage(
    {
      kind: "warning",
      text: l10n.t("Discard the draft of {0}?", label),
      detail: isNew
        ? l10n.t("Nothing was created from it.")
        : l10n.t("The editor then shows what the cloud has."),
    },
    [discard],
  );
  if (answer !== discard) throw new Failure("cancelled", "Cancelled.");
  if (!(await resources.discard(uri))) await closeTabs(uri);
  return { quiet: true, text: l10n.t("The draft of {0} is discarded", label) };
}

/**
 * Keeps what stands in the document, and opens it anew: an editor forgets with its tab what *Undo* could bring back, such as a
 * secret that was taken out again.
 */
async function openWithoutUndo({ resources }: DocumentServices, argument: unknown): Promise<undefined> {
  const uri = documentInFront(argument);
  await resources.keepUnsaved(uri);
  await closeTabs(uri);
  await show(uri);
}

/** The text of a document: its draft, which what was not kept yet becomes first, else what the cloud has. */
async function textOf(services: DocumentServices, argument: unknown, title: string) {
  const { resources } = services;
  const uri = await documentFrom(services, argument, title);
  const { kind, owner, id } = addressOf(uri);
  const place = { kind, owner, name: id ?? `new-${kind.document}` };
  await resources.keepUnsaved(uri);
  const draft = resources.draftOf(uri);
  if (draft) return { ...place, text: draft.text };
  const ref = { kind: kind.id, owner, id: id ?? "" };
  const stored = await reading(kind.noun, (signal) => resources.readNow(kind, ref, signal));
  if (!stored) throw gone(kind, ref.id);
  return { ...place, text: documentOf(kind, stored) };
}

/** The document that was named, or of what a tree item stands for, or in front; else of one that the person picks. */
async function documentFrom({ accounts }: DocumentServices, argument: unknown, title: string): Promise<Uri> {
  const named = argument instanceof Uri ? argument : undefined;
  const resource = resourceOf(argument);
  const front = named ?? window.activeTextEditor?.document.uri;
  if (!resource && front && isResourceUri(front)) return front;
  return addressIn(accounts, resource ?? (await chooseResource(accounts, documentableKinds(), title)));
}

/** Where it is open already, else an address with its name. */
async function addressIn(accounts: Accounts, one: ResourceRef): Promise<Uri> {
  const { kind, ref } = one;
  const name = await reading(kind.noun, (signal) => readTitle(accounts, one, signal));
  return addressNow(resourceUri(kind, ref, name));
}

async function chooseFile(title: string): Promise<Uri | undefined> {
  const [file] = (await window.showOpenDialog({ title, filters: { JSON: ["json"] } })) ?? [];
  return file;
}

/** By VS Code's own command: of a text that an extension has opened itself, VS Code shows for minutes what was not saved. */
async function show(uri: Uri): Promise<undefined> {
  await commands.executeCommand("vscode.open", uri, { preview: false });
  return undefined;
}

function gone(kind: Kind, id: string): Failure {
  return new Failure("not-found", l10n.t("The {0} “{1}” is gone.", kind.noun, id), {
    remedy: l10n.t("Refresh the tree."),
  });
}
