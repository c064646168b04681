import { throwIfCancelled } from "../../core/failure.ts";
import { known, type Maybe, unknown } from "../../core/known.ts";
import { parseInstancePath } from "../../domain/azure-paths.ts";
import { storeIn } from "../../resources/clouds.ts";
import { type Fields, fieldsOf, withChanges } from "../../resources/fields.ts";
import type { Change } from "../../resources/kind.ts";
import { authorizationServer } from "../../resources/kinds/authorization-server.ts";
import { type ServerToBe, serverAdvice } from "../../workflows/server-advice.ts";
import type { Accounts } from "../session/accounts.ts";

/** What decides where the answer of a sign-in goes, and whether it can come to anything. */
const decisive: readonly string[] = ["clientId", "grantTypes", "authorizationEndpoint"];

/** What to see to besides the authorization servers that `changes` create, or let people sign in by in another way. */
export async function adviceOnServers(
  accounts: Accounts,
  changes: readonly Change[],
  signal: AbortSignal,
): Promise<readonly string[]> {
  const notes: string[] = [];
  for (const change of changes) {
    if (change.ref.kind !== authorizationServer.id || change.verb === "delete") continue;
    if (!change.fields.some(({ path }) => decisive.includes(path))) continue;
    const server = await serverToBe(accounts, change, signal);
    if (server) notes.push(...serverAdvice(server, await portalUrls(accounts, change.ref.owner, signal)));
  }
  return notes;
}

/** `undefined` where what there is now could not be read: the plan itself will say so. */
async function serverToBe(
  accounts: Accounts,
  { ref: { owner, id = "" }, fields, verb }: Change,
  signal: AbortSignal,
): Promise<ServerToBe | undefined> {
  const before = verb === "create" ? known({}) : await fieldsNow(accounts, owner, id, signal);
  if (!before.known) return undefined;
  const { clientId, grantTypes, authorizationEndpoint } = withChanges(
    authorizationServer,
    before.value,
    fields,
  );
  return {
    id,
    clientId: String(clientId ?? ""),
    grantTypes: Array.isArray(grantTypes) ? grantTypes.map(String) : [],
    authorizationEndpoint: String(authorizationEndpoint ?? ""),
  };
}

async function fieldsNow(
  accounts: Accounts,
  owner: string,
  id: string,
  signal: AbortSignal,
): Promise<Maybe<Fields>> {
  return unlessUnreadable(signal, async () => {
    const store = storeIn(await openInstance(accounts, owner, signal), authorizationServer);
    const stored = await store.read({ kind: authorizationServer.id, owner, id }, signal);
    return stored ? fieldsOf(authorizationServer, stored.value) : {};
  });
}

async function portalUrls(
  accounts: Accounts,
  owner: string,
  signal: AbortSignal,
): Promise<Maybe<readonly string[]>> {
  return unlessUnreadable(signal, async () => {
    const cloud = await openInstance(accounts, owner, signal);
    return (await cloud.readInstance(parseInstancePath(owner), signal)).developerPortalUrls;
  });
}

async function openInstance(accounts: Accounts, owner: string, signal: AbortSignal) {
  return accounts.openAzure(await accounts.ownerOf(parseInstancePath(owner), signal));
}

async function unlessUnreadable<T>(signal: AbortSignal, read: () => Promise<T>): Promise<Maybe<T>> {
  try {
    return known(await read());
  } catch {
    throwIfCancelled(signal);
    return unknown;
  }
}
