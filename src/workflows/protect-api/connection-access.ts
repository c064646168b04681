import { toFailure } from "../../core/failure.ts";
import type { Instance } from "../../domain/apim.ts";
import { instancePath } from "../../domain/instance-path.ts";
import { creation } from "../../resources/changes.ts";
import { type Shelved, storeIn } from "../../resources/clouds.ts";
import type { Change } from "../../resources/kind.ts";
import { connectionAccess } from "../../resources/kinds/connection-access.ts";
import type { Plan } from "../../resources/plan.ts";
import { collect } from "../collect.ts";
import type { Protection } from "./protection.ts";

/** What lets the gateway get tokens by a connection, as part of a plan. */
type Access = Pick<Plan, "changes" | "unchanged" | "notes">;

/**
 * Who may use the connections that a protection gets tokens by: the managed identity of the instance must, or every call ends with
 * 500. Reads only.
 */
export async function planConnectionAccess(
  azure: Shelved,
  instance: Instance,
  protections: readonly Protection[],
  signal: AbortSignal,
): Promise<Access> {
  const ids = protections.flatMap((one) =>
    one.kind === "connection" ? [`${one.providerId}/${one.connectionId}`] : [],
  );
  const parts = await Promise.all(ids.map((id) => accessTo(azure, instance, id, signal)));
  return {
    changes: parts.flatMap(({ changes }) => changes),
    unchanged: parts.flatMap(({ unchanged }) => unchanged),
    notes: parts.flatMap(({ notes }) => notes),
  };
}

async function accessTo(
  azure: Shelved,
  instance: Instance,
  connection: string,
  signal: AbortSignal,
): Promise<Access> {
  const { managedIdentity, serviceName } = instance;
  const nothing: Access = { changes: [], unchanged: [], notes: [] };
  if (!managedIdentity) {
    const note = `${serviceName} has no managed identity of its own, by which it gets tokens: until it has one (Security > Managed identities in the Azure portal) and that is in the access policies of ${connection}, every call ends with 500.`;
    return { ...nothing, notes: [note] };
  }
  const owner = instancePath(instance);
  const there = await collect(
    storeIn(azure, connectionAccess).list(owner, { connection }, signal),
    signal,
  ).catch((error: unknown) => {
    if (toFailure(error).code !== "forbidden") throw error;
    return undefined;
  });
  if (!there) {
    const note = `Who may use the connection ${connection} could not be read: the managed identity of ${serviceName} must be in its access policies, or every call ends with 500.`;
    return { ...nothing, notes: [note] };
  }
  const isIts = (objectId: string) => objectId.toLowerCase() === managedIdentity.principalId.toLowerCase();
  if (there.some(({ value }) => isIts(value.objectId)))
    return {
      ...nothing,
      unchanged: [`The managed identity of ${serviceName} may use the connection ${connection}.`],
    };
  const { principalId: objectId, tenantId } = managedIdentity;
  const names = new Set(there.map(({ ref }) => ref.id.toLowerCase()));
  let refId = `${connection}/${serviceName}`;
  for (let next = 2; names.has(refId.toLowerCase()); next += 1)
    refId = `${connection}/${serviceName}-${next}`;
  const change = creation(
    connectionAccess,
    owner,
    { objectId, tenantId },
    {
      id: `access-${connection}`,
      refId,
      title: `Let the managed identity of ${serviceName} use the connection ${connection}`,
    },
  );
  return { ...nothing, changes: [change] };
}

/** `plan` with what gives access before anything of it that needs it: a policy that gets no token answers every call with 500. */
export function withAccess(plan: Plan, access: Access): Plan {
  const first = access.changes.map(({ id }) => id);
  const later = (change: Change): Change => ({ ...change, needs: [...first, ...change.needs] });
  return {
    ...plan,
    changes: [...access.changes, ...plan.changes.map(later)],
    unchanged: [...plan.unchanged, ...access.unchanged],
    notes: [...plan.notes, ...access.notes],
  };
}
