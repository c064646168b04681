import { throwIfCancelled } from "../core/failure.ts";
import { kindOf } from "../resources/all-kinds.ts";
import { changeTitle } from "../resources/changes.ts";
import { draftOf, fieldsOf, isElements } from "../resources/fields.ts";
import type { Change, Kind, Named, Ref, Stored } from "../resources/kind.ts";
import { type Names, namedIn } from "../resources/names.ts";
import type { Plan } from "../resources/plan.ts";
import { ownerLabel } from "./account-label.ts";
import { openStore } from "./open-store.ts";
import type { Accounts } from "./session/accounts.ts";

/** Names are a help: longer than this many milliseconds nobody waits for them. */
const patience = 5000;
/** Of more than these of one kind all are listed, with one request for many. */
const mostRead = 3;

/** A thing that is named by something of `owner`. */
interface Asked {
  readonly owner: string;
  readonly named: Named;
}

/**
 * `plan` with titles that call things by their names, and the names of all that its changes name. What cannot be read, or not
 * soon, keeps its id.
 */
export async function withNames(
  accounts: Accounts,
  plan: Plan,
  signal: AbortSignal,
): Promise<{ readonly plan: Plan; readonly words: Names & { placeOf(owner: string): string } }> {
  const told = await Promise.all(plan.changes.map((change) => titledBy(accounts, change, signal)));
  const asked = plan.changes.flatMap((change) => {
    const kind = kindOf(change.ref.kind);
    return kind ? namedIn(kind, change).map((named) => ({ owner: change.ref.owner, named })) : [];
  });
  const names = await readNames(
    accounts,
    [...asked, ...told.flatMap((one) => one?.asked ?? [])],
    signal,
    plan.changes,
  );
  const changes = plan.changes.map((change, index) => {
    const title = told[index]?.title(names);
    return title === undefined ? change : { ...change, title };
  });
  const at = plan.changes.findIndex(({ title }) => title === plan.title);
  return {
    plan: { ...plan, changes, title: changes[at]?.title ?? plan.title },
    words: { ...names, placeOf: (owner) => ownerLabel(accounts, owner) },
  };
}

/** Reads what things of `kind` are called by the names of others; for any other kind its own titles do. */
export async function readTitles(
  accounts: Accounts,
  kind: Kind,
  all: readonly Stored[],
  signal: AbortSignal,
): Promise<(stored: Stored) => string> {
  const { titleBy } = kind;
  if (!titleBy) return ({ ref, value }) => kind.titleOf(value, ref);
  const asked = all.flatMap(({ ref, value }) =>
    asksOf(ref.owner, (nameOf) => titleBy.call(kind, value, ref, nameOf)),
  );
  const names = await readNames(accounts, asked, signal);
  return ({ ref, value }) =>
    titleBy.call(kind, value, ref, (named) => names.nameOf(ref.owner, named) ?? named.id);
}

/** What people call one of `kind`: `title`, unless it is known by the names of others, which are read then. */
export async function readTitle(
  accounts: Accounts,
  { kind, ref, title }: { readonly kind: Kind; readonly ref: Required<Ref>; readonly title: string },
  signal: AbortSignal,
): Promise<string> {
  if (!kind.titleBy) return title;
  const read = async (until: AbortSignal) =>
    (await openStore(accounts, kind, ref.owner, until)).read(ref, until);
  const stored = await orNothing(read, signal);
  return stored ? (await readTitles(accounts, kind, [stored], signal))(stored) : title;
}

/** What people call one of `kind`; its id where that cannot be read. */
export async function readName(
  accounts: Accounts,
  kind: Kind,
  { owner, id }: Omit<Required<Ref>, "kind">,
  signal: AbortSignal,
): Promise<string> {
  const named = { kind: kind.id, id };
  const names = await readNames(accounts, [{ owner, named }], signal);
  return names.nameOf(owner, named) ?? id;
}

/** What a change is called by names, where it has no title of its own. */
async function titledBy(accounts: Accounts, change: Change, signal: AbortSignal) {
  const { ref, verb, title } = change;
  const kind = kindOf(ref.kind);
  if (!kind?.titleBy) return undefined;
  const values = await valuesOf(accounts, kind, change, signal);
  if (changeTitle(kind, verb, values, ref) !== title) return undefined;
  return {
    asked: asksOf(ref.owner, (nameOf) => changeTitle(kind, verb, values, ref, nameOf)),
    title: (names: Names) =>
      changeTitle(kind, verb, values, ref, (named) => names.nameOf(ref.owner, named) ?? named.id),
  };
}

/** What it is, or was, as far as a title needs it: a change says what differs only. */
async function valuesOf(
  accounts: Accounts,
  kind: Kind,
  { ref, verb, fields }: Change,
  signal: AbortSignal,
): Promise<object> {
  if (verb === "create") return draftOf(fields);
  if (verb === "delete")
    return Object.fromEntries(fields.map((one) => [one.path, isElements(one) ? undefined : one.before]));
  const { id } = ref;
  if (id === undefined) return {};
  const read = async (until: AbortSignal) =>
    (await openStore(accounts, kind, ref.owner, until)).read({ ...ref, id }, until);
  const stored = await orNothing(read, signal);
  return stored ? fieldsOf(kind, stored.value) : {};
}

/** What a title asks for. */
function asksOf(owner: string, title: (nameOf: (named: Named) => string) => string): readonly Asked[] {
  const asked: Asked[] = [];
  title((named) => {
    asked.push({ owner, named });
    return named.id;
  });
  return asked;
}

async function readNames(
  accounts: Accounts,
  all: readonly Asked[],
  signal: AbortSignal,
  planned: readonly Change[] = [],
): Promise<Names> {
  const found = new Map<string, string>();
  const groups = new Map<string, Asked[]>();
  for (const one of new Map(all.map((each) => [keyOf(each), each])).values()) {
    const name = plannedName(one, planned);
    if (name !== undefined) found.set(keyOf(one), name);
    else groups.set(groupOf(one), [...(groups.get(groupOf(one)) ?? []), one]);
  }
  const fill = async (group: readonly Asked[]) => {
    const [first] = group;
    const kind = first && kindOf(first.named.kind);
    if (!first || !kind) return;
    for (const owner of ownersOf(accounts, kind, first.owner)) {
      const read = (until: AbortSignal) => readGroup(accounts, kind, owner, group, until);
      for (const [one, name] of (await orNothing(read, signal)) ?? []) found.set(keyOf(one), name);
    }
  };
  await Promise.all([...groups.values()].map(fill));
  return { nameOf: (owner, named) => found.get(keyOf({ owner, named })) };
}

/** Those of one kind that one owner has. */
async function readGroup(
  accounts: Accounts,
  kind: Kind,
  owner: string,
  group: readonly Asked[],
  signal: AbortSignal,
): Promise<readonly (readonly [Asked, string])[]> {
  const store = await openStore(accounts, kind, owner, signal);
  const titleOf = (stored: Stored) => kind.titleOf(stored.value, stored.ref);
  const isListed = group.length > mostRead && !kind.isSearched;
  if (!isListed && group.every(({ named }) => named.by === undefined)) {
    const read = async (one: Asked) => {
      const stored = await store.read({ kind: kind.id, owner, id: one.named.id }, signal);
      return stored ? [[one, titleOf(stored)] as const] : [];
    };
    return (await Promise.all(group.map(read))).flat();
  }
  const found: (readonly [Asked, string])[] = [];
  for await (const stored of store.list(owner, {}, signal)) {
    for (const one of group) if (isNamed(stored, one.named)) found.push([one, titleOf(stored)]);
  }
  return found;
}

/** Ids are the same in whatever casing where the cloud takes them so. */
function isNamed({ ref, value }: Stored, { id, by }: Named): boolean {
  if (by !== undefined) return new Map<string, unknown>(Object.entries(value)).get(by) === id;
  return kindOf(ref.kind)?.cloud === "azure" ? ref.id.toLowerCase() === id.toLowerCase() : ref.id === id;
}

/** What the plan itself makes has the name that it gets there. */
function plannedName({ owner, named }: Asked, planned: readonly Change[]): string | undefined {
  for (const { ref, verb, fields } of planned) {
    const kind = kindOf(ref.kind);
    if (verb !== "create" || ref.kind !== named.kind || ref.owner !== owner || !kind) continue;
    const value = draftOf(fields);
    const id = named.by === undefined ? ref.id : value[named.by];
    if (id === named.id) return kind.titleOf(value, ref);
  }
  return undefined;
}

/** Where a thing of `kind` may be that something of `owner` names: in the same place, or in any tenant that is connected. */
function ownersOf({ tenants }: Accounts, { cloud }: Kind, owner: string): readonly string[] {
  const isTenant = !owner.includes("/");
  if (isTenant === (cloud === "auth0")) return [owner];
  return cloud === "auth0" ? tenants.all().map(({ domain }) => domain) : [];
}

/** What is read, unless it cannot be, or takes too long. */
async function orNothing<T>(
  read: (signal: AbortSignal) => Promise<T>,
  signal: AbortSignal,
): Promise<T | undefined> {
  try {
    return await read(AbortSignal.any([signal, AbortSignal.timeout(patience)]));
  } catch {
    throwIfCancelled(signal);
    return undefined;
  }
}

function keyOf({ owner, named }: Asked): string {
  return JSON.stringify([owner, named.kind, named.by ?? "", named.id]);
}

function groupOf({ owner, named }: Asked): string {
  return JSON.stringify([owner, named.kind]);
}
