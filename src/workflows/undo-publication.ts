import { toFailure } from "../core/failure.ts";
import type { AzureCloud } from "../domain/azure-cloud.ts";
import { collect } from "./collect.ts";
import { publicationDescription } from "./secure-api/publication.ts";
import type { UndoAction, UndoEntry, UndoJournal } from "./undo-action.ts";

type SignIn = Extract<UndoAction, { kind: "restore-user-authorization" }>;

/**
 * The journal, with a publication of the portal at its end when it takes back a sign-in that the portal shows although
 * this journal did not publish it: an earlier run failed before that, and a later one did it.
 */
export async function withPublication(
  journal: UndoJournal,
  azure: AzureCloud,
  signal: AbortSignal,
): Promise<UndoJournal> {
  const actions = journal.entries.map(({ action }) => action);
  const signIn = actions.find((action) => action.kind === "restore-user-authorization");
  if (!signIn || actions.some(({ kind }) => kind === "republish-portal")) return journal;
  if (!(await mayShow(signIn, azure, signal))) return journal;
  return { ...journal, entries: [...journal.entries, publication(signIn)] };
}

/** Whether the portal was ever published with that sign-in; a portal that cannot be asked may have been. */
async function mayShow({ api, ...signIn }: SignIn, azure: AzureCloud, signal: AbortSignal): Promise<boolean> {
  const wanted = publicationDescription(api.apiId, signIn.authorizationServerId);
  try {
    const revisions = await collect(azure.listPortalRevisions(api.instance, signal), signal);
    return revisions.some(({ description }) => description === wanted);
  } catch (error) {
    return toFailure(error).code !== "cancelled";
  }
}

function publication({ api: { instance } }: SignIn): UndoEntry {
  return {
    stepId: "portal",
    title: `Republish the developer portal of ${instance.serviceName}`,
    cloud: "azure",
    needs: [],
    action: { kind: "republish-portal", instance },
  };
}
