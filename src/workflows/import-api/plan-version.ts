import { apiSubject, instanceId, parseInstancePath } from "../../domain/azure-paths.ts";
import { creation, update } from "../../resources/changes.ts";
import type { Change, Stored } from "../../resources/kind.ts";
import { type ApiSettings, apimApi } from "../../resources/kinds/apim-api.ts";
import { type ImportedApi, importedApi } from "../../resources/kinds/imported-api.ts";
import { type VersionSetDraft, versionSet } from "../../resources/kinds/version-set.ts";
import type { Plan } from "../../resources/plan.ts";
import { type KeyChoices, keyChanges, keyNotes } from "./keys.ts";

/** The version set of a new version. */
interface ChosenSet {
  readonly id: string;
  readonly draft: VersionSetDraft;
  readonly isNew: boolean;
}

/** What was decided of a new version. */
export interface VersionChoices extends KeyChoices {
  readonly apiId: string;
  readonly version: string;
  readonly set: ChosenSet;
}

/** What a version begins as a copy of. */
interface VersionSource {
  /** The API, or the revision of one, that is copied. */
  readonly copied: Stored<ImportedApi>;
  /** What that says of itself. */
  readonly settings: ApiSettings;
  /** The API itself, as its current revision is. */
  readonly api: Stored<ApiSettings>;
}

/**
 * A new version of an API: an API of its own, which begins as a copy. An API that is in no version set yet is put into it first, as
 * what is called without a version: only so may both have one path.
 */
export function planVersion({ copied, settings, api }: VersionSource, choices: VersionChoices): Plan {
  const { apiId, version, set } = choices;
  const { owner } = api.ref;
  const instance = parseInstancePath(owner);
  const { displayName, path, serviceUrl, subscriptionRequired, operations } = copied.value;
  const apiVersionSetId = api.value.apiVersionSetId ?? `${instanceId(instance)}/apiVersionSets/${set.id}`;
  const title = `Create version ${version} of “${displayName}”`;
  const joining = joiningChanges(api, set, apiVersionSetId);
  const made = creation(
    importedApi,
    owner,
    {
      displayName,
      path,
      serviceUrl,
      subscriptionRequired,
      operations,
      source: copied.ref.id,
      revisionDescription: `Copy of ${copied.ref.id}`.slice(0, 200),
      apiVersion: version,
      apiVersionSetId,
    },
    { id: "version", refId: apiId, title, needs: joining.map(({ id }) => id) },
  );
  const named = `${displayName} ${version}`;
  const callers = { owner, apiId, displayName: named, subscriptionRequired, madeBy: made.id };
  return {
    title,
    subject: apiSubject({ instance, apiId: api.ref.id }),
    changes: [...joining, made, ...keyChanges(callers, choices)],
    unchanged: [
      `Callers of “${displayName}” go on getting it as before${api.value.apiVersion === undefined ? ", without saying a version" : ""}.`,
    ],
    notes: [
      `Callers reach the new version ${addressOf(path, version, set.draft)}. It is an API of its own: what is changed of one version afterwards reaches no other.`,
      ...takenOver(copied, settings),
      "Revisions, tags and subscriptions of the API alone are not taken over: keys for one version do not open another.",
      ...keyNotes({ subscriptionRequired }, choices),
      ...undoingNotes(joining),
    ],
  };
}

/** Where callers find a version, as the scheme of its set says; completes “reach it …”. */
export function addressOf(path: string, version: string, set: VersionSetDraft): string {
  switch (set.versioningScheme) {
    case "Query":
      return `at /${path}?${set.versionQueryName}=${encodeURIComponent(version)}`;
    case "Header":
      return `at /${path} with the header ${set.versionHeaderName}: ${version}`;
    default:
      return `at ${path === "" ? "" : `/${path}`}/${version}`;
  }
}

/** What puts the API into a version set that it is not in yet. */
function joiningChanges(
  api: Stored<ApiSettings>,
  { id, draft, isNew }: ChosenSet,
  apiVersionSetId: string,
): readonly Change[] {
  if (api.value.apiVersionSetId !== undefined) return [];
  const made = isNew ? [creation(versionSet, api.ref.owner, draft, { id: "set", refId: id })] : [];
  const joined = update(
    apimApi,
    api,
    { apiVersionSetId },
    {
      id: "join",
      title: `Put “${api.value.displayName}” into the version set “${draft.displayName}”`,
      needs: made.map((one) => one.id),
    },
  );
  return [...made, ...(joined ? [joined] : [])];
}

function* takenOver({ ref, value }: Stored<ImportedApi>, settings: ApiSettings): Generator<string> {
  const count = value.operations.length === 1 ? "one operation" : `${value.operations.length} operations`;
  const revision = /;rev=(.+)$/.exec(ref.id)?.[1] ?? settings.apiRevision;
  yield `It begins with the settings of revision ${revision}, its ${count}, and their policies.`;
  const signIns = [
    ...settings.authorizationServers.map(({ authorizationServerId }) => authorizationServerId),
    ...settings.openIdProviders.map(({ openidProviderId }) => openidProviderId),
  ];
  if (signIns.length > 0)
    yield `Its users sign in with what those of the API do: ${signIns.join(", ")}. With the policies that are taken over it is linked as the API is, and to be tested on its own.`;
}

function* undoingNotes(joining: readonly Change[]): Generator<string> {
  if (joining.length > 0)
    yield "Undoing deletes the version and takes the API out of the version set again. Whether the service lets an API leave its set is not known: where it refuses, the API stays in the set, and callers notice nothing of it.";
  else yield "Undoing deletes the version, with whatever was changed of its policies in the meantime.";
}
