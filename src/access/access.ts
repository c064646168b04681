import { FoundOnce } from "./alike.ts";
import { isOfUnread } from "./call-facts.ts";
import { type Call, type SpaceCalls, spacesOf, type Way } from "./calls.ts";
import type { ApiSnapshot, InstanceSnapshot } from "./instance-snapshot.ts";
import { Notes } from "./notes.ts";
import type { AccessEntry, AccessReport } from "./report.ts";
import { accessByWay } from "./way.ts";

/** Who gets in at every operation of an instance, by every way to call it. */
export function accessOf(instance: InstanceSnapshot): AccessReport {
  const notes = new Notes();
  for (const note of instance.notes) notes.add(note);
  const entries = spacesOf(instance).flatMap((space) =>
    space.apis.flatMap((api) => entriesOf(api, space, notes)),
  );
  return { entries: entries.sort(byPlace), notes: notes.texts };
}

/** Several reports as one. */
export function joinedReports(reports: readonly AccessReport[]): AccessReport {
  const entries = reports.flatMap((report) => report.entries);
  return { entries: entries.sort(byPlace), notes: [...new Set(reports.flatMap(({ notes }) => notes))] };
}

function byPlace(a: AccessEntry, b: AccessEntry): number {
  const keys = (entry: AccessEntry) => [entry.api, entry.operation ?? "", entry.product ?? ""];
  const [first, second] = [keys(a), keys(b)];
  const index = first.findIndex((key, at) => key !== second[at]);
  if (index < 0) return 0;
  return (first[index] ?? "") < (second[index] ?? "") ? -1 : 1;
}

function entriesOf(api: ApiSnapshot, space: SpaceCalls, notes: Notes): readonly AccessEntry[] {
  const callOf = space.callsOf(api);
  const ways = space.waysOf(api);
  const found = new FoundOnce<Way, ReturnType<typeof accessBy>>();
  const entries = space.operationsOf(api).flatMap((operation) =>
    ways.map((way) => {
      const call = callOf(operation, way.product);
      const access = found.of(call.alike, way, () => accessBy(call, way, notes));
      return entryOf(call, way, access);
    }),
  );
  return sharingPaths(entries);
}

/** Most operations of an API are reached in the same ways: these are kept once. */
function sharingPaths(entries: readonly AccessEntry[]): readonly AccessEntry[] {
  const known = new Map<string, AccessEntry["paths"]>();
  return entries.map((entry) => {
    const key = JSON.stringify(entry.paths);
    const paths = known.get(key) ?? entry.paths;
    known.set(key, paths);
    return { ...entry, paths };
  });
}

function accessBy({ api, facts, policy, outlook }: Call, { key }: Way, notes: Notes) {
  return accessByWay(policy, facts, key, outlook, (note) => notes.add(note, api));
}

function entryOf(
  { api: name, facts }: Call,
  { product, key }: Way,
  { verdict, paths }: ReturnType<typeof accessBy>,
): AccessEntry {
  const { operation } = facts;
  return {
    api: name,
    operation: operation?.name ?? null,
    ...(operation?.method !== undefined && { method: operation.method }),
    ...(operation?.urlTemplate !== undefined && { path: operation.urlTemplate }),
    product: product?.name ?? null,
    verdict: isOfUnread(facts) ? "unknown" : verdict,
    subscriptionKey: key.required === undefined ? "unknown" : key.required ? "required" : "not-required",
    paths: isOfUnread(facts) ? [] : paths,
  };
}
