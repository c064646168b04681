import { Failure } from "../../core/failure.ts";
import { apiSubject, parseInstancePath } from "../../domain/azure-paths.ts";
import { type ApiDescription, type ImportProblem, sentDocument } from "../../imports/index.ts";
import { creation, update } from "../../resources/changes.ts";
import { readerOf, type Shelved } from "../../resources/clouds.ts";
import type { Ref, Stored } from "../../resources/kind.ts";
import { type ApiSettings, apimApi } from "../../resources/kinds/apim-api.ts";
import { currentRevision } from "../../resources/kinds/current-revision.ts";
import { type ApiOperation, type ImportedApi, importedApi } from "../../resources/kinds/imported-api.ts";
import { policy } from "../../resources/kinds/policy.ts";
import type { Plan } from "../../resources/plan.ts";
import { operationFates } from "./operation-fates.ts";
import { nextRevision } from "./plan-revision.ts";

/** How many policies are read at a time. */
const atATime = 16;

/** An API as it is before a document is imported over it. */
interface ApiSnapshot {
  readonly api: Stored<ImportedApi>;
  readonly settings: ApiSettings;
  /** Names of the operations that have a policy of their own. */
  readonly policies: ReadonlySet<string>;
}

/**
 * Reads what an import over an API may touch.
 *
 * @throws Failure `not-found` when the API is gone.
 */
export async function readApiSnapshot(
  azure: Shelved,
  ref: Required<Ref>,
  signal: AbortSignal,
): Promise<ApiSnapshot> {
  const reader = readerOf({ auth0: { shelves: new Map() }, azure });
  const { owner, id } = ref;
  const [api, settings] = await Promise.all([
    reader.read(importedApi, { kind: importedApi.id, owner, id }, signal),
    reader.read(apimApi, { kind: apimApi.id, owner, id }, signal),
  ]);
  if (!api || !settings)
    throw new Failure("not-found", `The API ${id} is gone.`, { remedy: "Refresh the tree." });
  const names = api.value.operations.map(({ name }) => name);
  const policies = new Set<string>();
  for (let from = 0; from < names.length; from += atATime) {
    const read = async (name: string) => {
      const level = { kind: policy.id, owner, id: `apis/${id}/operations/${name}` };
      if (await reader.read(policy, level, signal)) policies.add(name);
    };
    await Promise.all(names.slice(from, from + atATime).map(read));
  }
  return { api, settings: settings.value, policies };
}

/** What is imported over an API. */
interface NewDocument {
  readonly description: ApiDescription;
  readonly problems: readonly ImportProblem[];
  /** As people know it: a file's name, an address. */
  readonly origin: string;
}

/**
 * The import of a document over an API: into a new revision with all settings of the current one, which is released once everything
 * is there. What callers use is not touched before, and undoing makes the revision of before the current one again.
 *
 * @throws Failure `invalid-input` for a document that the service does not take, or not for such an API.
 */
export function planReimport(document: NewDocument, snapshot: ApiSnapshot, now: Date): Plan {
  const { description, problems, origin } = document;
  const { api, settings } = snapshot;
  const { owner, id } = api.ref;
  requireFitting(description, settings);
  const sent = sentDocument(description, settings.serviceUrl);
  if ("problem" in sent) throw new Failure("invalid-input", sent.problem.message);
  const fates = operationFates(api.value.operations, description);
  const next = nextRevision(api.value);
  const soap = description.content.kind === "wsdl" && {
    apiType: settings.type === "soap" ? ("soap" as const) : ("http" as const),
  };
  const { displayName, path, serviceUrl, subscriptionRequired } = api.value;
  const made = creation(
    importedApi,
    owner,
    {
      displayName,
      path,
      serviceUrl,
      subscriptionRequired,
      source: id,
      revisionDescription: revisionText(description, now),
      operations: fates.after.map(({ name, method, urlTemplate, displayName: called }) => ({
        name,
        method,
        urlTemplate,
        displayName: called,
      })),
      document: { ...sent, ...soap },
    },
    {
      id: "import",
      refId: `${id};rev=${next}`,
      title: `Import ${origin} into revision ${next} of “${displayName}”`,
    },
  );
  const current: Stored<{ readonly revision: string }> = {
    ref: { kind: currentRevision.id, owner, id },
    value: { revision: settings.apiRevision },
  };
  const released = update(
    currentRevision,
    current,
    { revision: next },
    {
      id: "release",
      title: `Make revision ${next} of “${displayName}” the current one`,
      needs: ["import"],
    },
  );
  return {
    title: `Import “${displayName}” again`,
    subject: apiSubject({ instance: parseInstancePath(owner), apiId: id }),
    changes: [made, ...(released ? [released] : [])],
    unchanged: unchangedOf(snapshot),
    notes: [...notesOn(fates, snapshot, next), ...problems.map(({ message }) => message)],
  };
}

/** Says whose import a revision is, and tells it from all others; it may have 256 characters. */
function revisionText({ title, version = "" }: ApiDescription, now: Date): string {
  return `Import of ${`${title} ${version}`.trim().slice(0, 180)}, ${now.toISOString()}`;
}

function requireFitting({ content, format }: ApiDescription, { type, displayName }: ApiSettings): void {
  const isSoap = content.kind === "wsdl";
  if (type === "http" || (type === "soap" && isSoap)) return;
  throw new Failure(
    "invalid-input",
    `“${displayName}” is an API of the type ${type}, and ${format} describes another.`,
    {
      remedy: "Import the document as a new API.",
    },
  );
}

function unchangedOf({ settings, api }: ApiSnapshot): readonly string[] {
  const servers = settings.authorizationServers.map(({ authorizationServerId }) => authorizationServerId);
  const signIns = [...servers, ...settings.openIdProviders.map(({ openidProviderId }) => openidProviderId)];
  return [
    `Name, path, backend (${settings.serviceUrl ?? "none"}), subscription keys and all other settings stay as they are.`,
    ...(signIns.length > 0 ? [`Its users go on signing in with ${signIns.join(", ")}.`] : []),
    ...(api.value.products.length > 0 ? [`It stays in its products: ${api.value.products.join(", ")}.`] : []),
    "The policy of the API stays.",
  ];
}

function* notesOn(
  { kept, movedTo, renamed, added, gone }: ReturnType<typeof operationFates>,
  { settings, policies }: ApiSnapshot,
  next: string,
): Generator<string> {
  const withPolicy = (one: ApiOperation) => (policies.has(one.name) ? ", with its policy" : "");
  for (const one of gone)
    yield `${called(one)} is not in the document, so it goes${withPolicy(one)}: callers get 404.`;
  for (const { from, to } of renamed)
    yield `${called(from)} gets the id ${to.name} in place of ${from.name}${policies.has(from.name) ? "; its policy is taken along" : ""}. What names it by its id has to be told.`;
  for (const { from, to } of movedTo)
    yield `${called(from)} keeps its id${withPolicy(from)}, and is called by ${to.method} ${to.urlTemplate || to.displayName} from then on: who calls it as before gets 404.`;
  const policed = kept.filter(({ name }) => policies.has(name));
  yield `${counted(kept.length)} with ${kept.length === 1 ? "its id" : "their ids"}${policed.length > 0 ? ` and policies (${policed.length} of them ${policed.length === 1 ? "has" : "have"} one)` : ""}, ${added.length} new.`;
  yield `Revision ${settings.apiRevision} stays as it is. Undoing makes it the current one again and deletes revision ${next}, with whatever was changed of its policies in the meantime; the releases stay in the history of the API.`;
}

function counted(count: number): string {
  return count === 1 ? "One operation stays" : `${count} operations stay`;
}

function called({ method, urlTemplate, displayName, name }: ApiOperation): string {
  return `${method} ${urlTemplate || displayName} (${name})`;
}
