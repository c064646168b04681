import { l10n } from "vscode";
import { Failure } from "../../core/failure.ts";
import { parseInstancePath } from "../../domain/azure-paths.ts";
import { storeIn } from "../../resources/clouds.ts";
import type { Kind, Ref, Stored } from "../../resources/kind.ts";
import { apimApi } from "../../resources/kinds/apim-api.ts";
import { currentRevision } from "../../resources/kinds/current-revision.ts";
import { type ImportedApi, importedApi } from "../../resources/kinds/imported-api.ts";
import { collect } from "../../workflows/collect.ts";
import { planRelease, planRevision } from "../../workflows/import-api/plan-revision.ts";
import { reading } from "../cancellation.ts";
import { chooseResource } from "../choose-resource.ts";
import type { Command, Report } from "../commands/command.ts";
import { commandIds } from "../ids.ts";
import { openCloudOf } from "../open-store.ts";
import { askText, back, pick } from "../prompts.ts";
import { resourceIn } from "../resource-target.ts";
import type { Services } from "../services.ts";
import { targetOf } from "../target.ts";
import { runReviewed } from "./review-and-run.ts";

/** The longest description of a revision that the service takes (contract `ApiEntityBaseContract`). */
const longestDescription = 256;

/** The commands about revisions of an API: to make one, and to make another one the current one. */
export function apiRevisionCommands(services: Services): Command[] {
  const create = l10n.t("Create Revision…");
  const release = l10n.t("Make Current…");
  return [
    {
      id: commandIds.createRevision,
      title: create,
      run: async (argument) => createRevision(services, await apiOf(services, argument, create), create),
    },
    {
      id: commandIds.makeCurrent,
      title: release,
      run: async (argument) => makeCurrent(services, await apiOf(services, argument, release), release),
    },
  ];
}

/** The API, or the revision of one, that a command is about. */
async function apiOf({ accounts }: Services, argument: unknown, title: string): Promise<Required<Ref>> {
  const resource = resourceIn(targetOf(argument));
  const { ref } = resource?.kind === apimApi ? resource : await chooseResource(accounts, [apimApi], title);
  return ref;
}

async function createRevision(
  services: Services,
  { owner, id }: Required<Ref>,
  title: string,
): Promise<Report> {
  const description = await askText({
    title,
    prompt: l10n.t("What the revision is for (may be left empty)"),
    validate: (text) =>
      text.length > longestDescription
        ? l10n.t("A description has {0} characters at most.", longestDescription)
        : undefined,
  });
  if (description === back) throw new Failure("cancelled", "Cancelled.");
  const api = await readOne(services, importedApi, owner, plainId(id));
  return runReviewed(services, planRevision(api, description || undefined));
}

async function makeCurrent(services: Services, { owner, id }: Required<Ref>, title: string): Promise<Report> {
  const [api, current] = [
    await readOne(services, importedApi, owner, plainId(id)),
    await readOne(services, currentRevision, owner, plainId(id)),
  ];
  const { displayName } = api.value;
  const wanted = /;rev=(.+)$/.exec(id)?.[1] ?? (await askRevision(services, api, title));
  const plan = planRelease(current, displayName, wanted);
  if (!plan)
    return { text: l10n.t("Revision {0} of “{1}” is the current one already.", wanted, displayName) };
  return runReviewed(services, plan);
}

async function askRevision(
  { accounts }: Services,
  { ref, value }: Stored<ImportedApi>,
  title: string,
): Promise<string> {
  const instance = parseInstancePath(ref.owner);
  const revisions = await reading(value.displayName, async (signal) => {
    const cloud = await accounts.openAzure(await accounts.ownerOf(instance, signal));
    return collect(cloud.listRevisions({ instance, apiId: ref.id }, signal), signal);
  });
  const others = revisions.filter(({ isCurrent }) => !isCurrent);
  if (others.length === 0) {
    throw new Failure(
      "not-found",
      l10n.t("The API “{0}” has no revision but the current one.", value.displayName),
      {
        remedy: l10n.t("Make one with the command “Create Revision…”."),
      },
    );
  }
  const chosen = await pick({
    title,
    placeholder: l10n.t("Which revision shall callers get?"),
    options: others.map(({ number, description }) => ({
      icon: "git-commit",
      label: l10n.t("Revision {0}", number),
      ...(description !== undefined && { description }),
      value: number,
    })),
  });
  if (chosen === back) throw new Failure("cancelled", "Cancelled.");
  return chosen;
}

/** @throws Failure `not-found` when it is gone. */
async function readOne<T extends object, D extends object>(
  { accounts }: Services,
  kind: Kind<T, D>,
  owner: string,
  id: string,
): Promise<Stored<T>> {
  const found = await reading(id, async (signal) => {
    const { azure } = await openCloudOf(accounts, apimApi, owner, signal);
    return storeIn(azure, kind).read({ kind: kind.id, owner, id }, signal);
  });
  if (found) return found;
  throw new Failure("not-found", l10n.t("The API “{0}” is gone.", id), {
    remedy: l10n.t("Refresh the tree."),
  });
}

function plainId(id: string): string {
  return id.replace(/;rev=.*$/, "");
}
