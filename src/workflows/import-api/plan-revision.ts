import { apiSubject, parseInstancePath } from "../../domain/azure-paths.ts";
import { creation, update } from "../../resources/changes.ts";
import type { Stored } from "../../resources/kind.ts";
import { currentRevision } from "../../resources/kinds/current-revision.ts";
import { type ImportedApi, importedApi } from "../../resources/kinds/imported-api.ts";
import type { Plan } from "../../resources/plan.ts";

/** The number of the next revision of an API. */
export function nextRevision({ revisions }: ImportedApi): string {
  return String(Math.max(0, ...revisions.map(Number).filter(Number.isInteger)) + 1);
}

/** A new revision as a copy of the current one, to change and try before callers get it. */
export function planRevision({ ref, value }: Stored<ImportedApi>, description: string | undefined): Plan {
  const { displayName, path, serviceUrl, subscriptionRequired, operations } = value;
  const number = nextRevision(value);
  const title = `Create revision ${number} of “${displayName}”`;
  const draft = {
    displayName,
    path,
    serviceUrl,
    subscriptionRequired,
    operations,
    source: ref.id,
    revisionDescription: description,
  };
  return {
    title,
    subject: apiSubject({ instance: parseInstancePath(ref.owner), apiId: ref.id }),
    changes: [
      creation(importedApi, ref.owner, draft, { id: "revision", refId: `${ref.id};rev=${number}`, title }),
    ],
    unchanged: ["The current revision stays as it is, and callers go on getting it."],
    notes: [
      `It begins with the settings, operations and policies of the current one. Whoever wants to try it puts ;rev=${number} behind the path.`,
      `Undoing deletes revision ${number}, with whatever was changed of its policies in the meantime.`,
    ],
  };
}

/** Gives callers another revision of an API. */
export function planRelease(
  { ref, value: { revision: before } }: Stored<{ readonly revision: string }>,
  displayName: string,
  revision: string,
): Plan | undefined {
  const title = `Make revision ${revision} of “${displayName}” the current one`;
  const stored = { ref: { ...ref, kind: currentRevision.id }, value: { revision: before } };
  const change = update(currentRevision, stored, { revision }, { id: "release", title });
  return (
    change && {
      title,
      subject: apiSubject({ instance: parseInstancePath(ref.owner), apiId: ref.id }),
      changes: [change],
      unchanged: [],
      notes: [
        `Callers get the settings, operations and policies of revision ${revision} at once, in place of those of revision ${before}.`,
        `Undoing makes revision ${before} the current one again; the releases stay in the history of the API.`,
      ],
    }
  );
}
