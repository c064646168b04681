import { Failure, toFailure } from "../../../core/failure.ts";
import { certainCodes } from "../../../resources/kind.ts";
import type { ApiSettings } from "../../../resources/kinds/apim-api.ts";
import type { ApiOperation } from "../../../resources/kinds/imported-api.ts";

/** What a revision is, as far as it tells whether somebody changed it. */
interface RevisionNow {
  readonly settings: ApiSettings;
  readonly operations: readonly ApiOperation[];
  readonly isCurrent: boolean;
}

/** A revision that was begun as a copy, and of which the document could not be imported. */
interface BegunRevision {
  readonly id: string;
  /** What it was made with. */
  readonly settings: ApiSettings;
  /** Those of the API that it is a copy of. */
  operations(): Promise<readonly ApiOperation[]>;
  /** `undefined` when it is not there. */
  read(): Promise<RevisionNow | undefined>;
  /** Deletes just what was read last. */
  delete(): Promise<void>;
}

/** After these trying again may do, and goes on with what is there. */
const passing: ReadonlySet<string> = new Set(["rate-limited", "unauthorized"]);

/**
 * Takes back a revision that was begun for a document which the service has refused, as `error` says: only while it is as it was
 * made, and not current. Gives the failure that says what is left, if anything.
 */
export async function takeBackBegun(error: unknown, revision: BegunRevision): Promise<Failure> {
  const failure = toFailure(error);
  if (!certainCodes.has(failure.code) || passing.has(failure.code)) return failure;
  try {
    const now = await revision.read();
    if (!now) return failure;
    if (now.isCurrent) return withRest(failure, revision, "it has been made the current one since");
    if (!isUnchanged(now, revision.settings, await revision.operations()))
      return withRest(failure, revision, "it was changed since it was begun");
    await revision.delete();
    return failure;
  } catch (thrown) {
    return withRest(
      failure,
      revision,
      `it could not be deleted: ${toFailure(thrown).message.replace(/\.$/, "")}`,
    );
  }
}

/** Why a revision that has its document could not be finished, and that it stays: somebody may have begun to try it. */
export function leaveBegun(error: unknown, revision: Pick<BegunRevision, "id" | "settings">): Failure {
  const failure = toFailure(error);
  const isOver = certainCodes.has(failure.code) && !passing.has(failure.code);
  return isOver ? withRest(failure, revision, "its policies and settings could not be put right") : failure;
}

/** Says that a revision is there which is not what it was to be. */
function withRest(
  failure: Failure,
  { id, settings }: Pick<BegunRevision, "id" | "settings">,
  why: string,
): Failure {
  const { code, message, remedy, details, signIns, account, missingScopes, place, cause } = failure;
  const described = settings.apiRevisionDescription ?? "";
  return new Failure(code, `${message} The revision ${id} (“${described}”) stays behind, since ${why}.`, {
    remedy: [
      remedy,
      "Nobody gets it as long as it is not made the current one. Delete it in the API's revisions, or try again: that goes on with it.",
    ]
      .filter(Boolean)
      .join(" "),
    details,
    signIns,
    ...(account !== undefined && { account }),
    missingScopes,
    place,
    cause,
  });
}

/** Whether all is as in the copy but for what the service numbers itself. */
function isUnchanged(now: RevisionNow, settings: ApiSettings, operations: readonly ApiOperation[]): boolean {
  const told = ({ apiRevision: _, ...rest }: ApiSettings) => JSON.stringify(rest);
  const names = (all: readonly ApiOperation[]) =>
    JSON.stringify(all.map((one) => JSON.stringify(one)).sort());
  return told(now.settings) === told(settings) && names(now.operations) === names(operations);
}
