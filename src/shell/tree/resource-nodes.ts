import { l10n } from "vscode";
import { toFailure } from "../../core/failure.ts";
import { listAt } from "../../resources/below.ts";
import { readerOf, type Shelved, storeIn } from "../../resources/clouds.ts";
import type { Json, Kind, Stored } from "../../resources/kind.ts";
import { addressNow, documentUri, resourceUri } from "../documents/resource-uri.ts";
import type { Capability } from "../ids.ts";
import type { LinkBadges } from "../link-badges.ts";
import { isMadeByPeople } from "../made-by-people.ts";
import { isSandboxAccount } from "../session/account-list.ts";
import type { Account } from "../target.ts";
import { dressOf, type Fact, factsOf, type Naming } from "./dress.ts";
import { endNode } from "./special-nodes.ts";
import { listed, type TreeNode } from "./tree-node.ts";

/** Where resources stand in a tree: below a tenant or an instance. */
export interface ResourcePlace {
  readonly account: Account;
  /** As that of a `Ref`. */
  readonly owner: string;
  /** Id of the node below which they stand. */
  readonly id: string;
  readonly badges: LinkBadges;
  /** The cloud that keeps them; touches no network. */
  open(): Promise<Shelved>;
}

/**
 * The group of all of a kind, or of a part of them. One is created there where somebody can be asked for what it needs.
 */
export function resourceGroup(place: ResourcePlace, kind: Kind, part: Part = {}): TreeNode {
  const { account, owner } = place;
  const { parent, given, label = kind.plural } = part;
  const id = `${place.id}/${kind.id}`;
  return {
    id,
    label,
    icon: kind.icon,
    capabilities: [
      ...(kind.rights.create && isMadeByPeople(kind) ? (["create"] as const) : []),
      ...(kind.document === undefined || !kind.rights.create ? [] : (["template"] as const)),
      "refresh",
      // a filter reads all there is, and a search does not
      ...(kind.isSearched ? (["find"] as const) : (["filter"] as const)),
    ],
    target: {
      kind: "resource-group",
      account,
      owner,
      of: kind,
      ...(parent !== undefined && { parent }),
      ...(given && { given }),
    },
    whenEmpty: l10n.t("No {0} yet", label),
    expanded: dressOf(kind).isExpanded ?? false,
    children: (signal) => nodesIn({ ...place, id }, kind, part, signal),
  };
}

/** Which of all there are a group shows, and by what names. */
interface Part {
  /** Id of the thing below which they are, where their kind stands below another. */
  readonly parent?: string;
  /** What they have in common. */
  readonly given?: Readonly<Record<string, Json>>;
  readonly label?: string;
  /** That of the kind's own dress when left out. */
  readonly naming?: Naming;
}

/** The groups below the thing of `kind`: of the kinds that `cloud` keeps there, and of those that belong to it. */
function groupsBelow(place: ResourcePlace, cloud: Shelved, kind: Kind, { ref, value }: Stored): TreeNode[] {
  const nested = [...cloud.shelves.values()].flatMap((shelf) =>
    shelf.kind.tree?.under === kind.id ? [resourceGroup(place, shelf.kind, { parent: ref.id })] : [],
  );
  const others = (dressOf(kind).below ?? []).map((below) =>
    resourceGroup(place, below.kind, {
      given: below.where(value),
      naming: below.naming,
      ...(below.label !== undefined && { label: below.label }),
    }),
  );
  return [...nested, ...others];
}

/** Those that take no change come last: people look for their own. */
async function* nodesIn(
  place: ResourcePlace,
  kind: Kind,
  { parent, given = {}, naming = dressOf(kind).naming }: Part,
  signal: AbortSignal,
): AsyncIterable<TreeNode> {
  dressOf(kind).whenShown?.(place);
  const last: TreeNode[] = [];
  const cloud = await place.open();
  const all = storeIn(cloud, kind);
  const list =
    parent === undefined
      ? all.list(place.owner, given, signal)
      : listAt(all, kind, { owner: place.owner, parent }, signal);
  let names: Names | undefined;
  let count = 0;
  for await (const stored of list) {
    if (naming) names ??= await readNames(cloud, place.owner, naming, signal);
    const label = names && naming?.label(stored.value, names);
    const node = resourceNode({ ...place, id: `${place.id}/${stored.ref.id}` }, cloud, kind, stored, label);
    if (kind.lockedBecause?.(stored.value) !== undefined) last.push(node);
    else yield node;
    count += 1;
    if (count !== kind.mostTold) continue;
    yield endNode(place.id, kind, count);
    break;
  }
  yield* last;
}

type Names = (key: string) => string;

/** Titles by key. Who may not read them, or of what is gone, sees the keys. */
async function readNames(
  cloud: Shelved,
  owner: string,
  { kind, keyOf }: Naming,
  signal: AbortSignal,
): Promise<Names> {
  const names = new Map<string, string>();
  try {
    for await (const one of storeIn(cloud, kind).list(owner, {}, signal))
      names.set(keyOf(one), kind.titleOf(one.value, one.ref));
  } catch (error) {
    if (toFailure(error).code !== "forbidden") throw error;
  }
  return (key) => names.get(key) ?? key;
}

function resourceNode(
  place: ResourcePlace,
  cloud: Shelved,
  kind: Kind,
  { ref, value }: Stored,
  label = kind.titleOf(value, ref),
): TreeNode {
  const { account, id } = place;
  const dress = dressOf(kind);
  const opens = documentUri(kind, ref);
  const facts = (dress.facts?.(value) ?? factsOf(kind, value)).map((fact) => factNode(account, id, fact));
  const uses = dress.uses ? [usesNode(place, cloud, dress.uses, { ref, value })] : [];
  const children = [...facts, ...uses, ...groupsBelow(place, cloud, kind, { ref, value })];
  return {
    id,
    label,
    description: () => dress.description?.(value, place),
    tooltip: () => dress.tooltip?.(value, place),
    icon: () => dress.icon?.(value, place) ?? kind.icon,
    capabilities: capabilitiesOf(place, kind, { ref, value }),
    target: { kind: "resource", account, of: kind, ref, value },
    ...(opens && { opens, opensNow: () => addressNow(resourceUri(kind, ref, label)) }),
    spoken: () => dress.spoken?.(value, place),
    ...(children.length > 0 && { children: () => listed(children) }),
  };
}

/** What can be done with one that takes no change, of what the dress of its kind names. */
const onlyReads: ReadonlySet<Capability> = new Set(["audience", "keys"]);

function capabilitiesOf({ account }: ResourcePlace, kind: Kind, { ref, value }: Stored): Capability[] {
  const isLocked = kind.lockedBecause?.(value) !== undefined;
  const dress = dressOf(kind);
  const own = [...(dress.capabilities ?? []), ...(dress.capabilitiesOf?.(value) ?? [])];
  const capabilities = own.filter((one) => !isLocked || onlyReads.has(one));
  const mayGo = kind.rights.delete && isMadeByPeople(kind) && !isLocked;
  return [
    "id",
    "json",
    "refresh",
    ...capabilities,
    ...(documentUri(kind, ref) ? (["document"] as const) : []),
    ...(mayGo ? (["delete"] as const) : []),
    ...(isSandboxAccount(account) ? [] : (["browser"] as const)),
  ];
}

/** What names a thing: read when it is opened, since all policies are looked through for it. */
function usesNode(
  { account, id: parent }: ResourcePlace,
  cloud: Shelved,
  uses: NonNullable<ReturnType<typeof dressOf>["uses"]>,
  stored: Stored,
): TreeNode {
  const id = `${parent}/uses`;
  const reader = readerOf({ auth0: cloud, azure: cloud });
  return {
    id,
    label: l10n.t("Used by"),
    icon: "references",
    whenEmpty: l10n.t("Nothing names it"),
    async *children(signal) {
      for (const fact of await uses(stored, reader, signal)) yield factNode(account, id, fact);
    },
  };
}

/** A line that tells something of a thing. */
function factNode(account: Account, parent: string, fact: Fact): TreeNode {
  const { name, label, copies, facts = [] } = fact;
  const id = `${parent}/${name}`;
  return {
    id,
    label,
    description: fact.description ?? "",
    tooltip: fact.tooltip ?? fact.description ?? "",
    icon: fact.icon ?? "symbol-field",
    ...(copies !== undefined && {
      capabilities: ["value"] as const,
      target: { kind: "fact", account, label, text: copies } as const,
    }),
    ...(facts.length > 0 && { children: () => listed(facts.map((one) => factNode(account, id, one))) }),
  };
}
