import { l10n } from "vscode";
import { listAt } from "../../resources/below.ts";
import { type Shelved, storeIn } from "../../resources/clouds.ts";
import type { Kind, Stored } from "../../resources/kind.ts";
import { documentUri } from "../documents/resource-uri.ts";
import type { Capability } from "../ids.ts";
import type { LinkBadges } from "../link-badges.ts";
import { isMadeByPeople } from "../made-by-people.ts";
import { isSandboxAccount } from "../session/account-list.ts";
import type { Account } from "../target.ts";
import { dressOf, type Fact, factsOf } from "./dress.ts";
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
 * The group of all of a kind, or of those below the thing `parent`. One is created there where somebody can be asked for what it
 * needs.
 */
export function resourceGroup(place: ResourcePlace, kind: Kind, parent?: string): TreeNode {
  const { account, owner } = place;
  const id = `${place.id}/${kind.id}`;
  return {
    id,
    label: kind.plural,
    icon: kind.icon,
    capabilities: [
      ...(kind.rights.create && isMadeByPeople(kind) ? (["create"] as const) : []),
      ...(kind.document === undefined ? [] : (["template"] as const)),
      "refresh",
      "filter",
    ],
    target: { kind: "resource-group", account, owner, of: kind, ...(parent !== undefined && { parent }) },
    whenEmpty: l10n.t("No {0} yet", kind.plural),
    expanded: dressOf(kind).isExpanded ?? false,
    children: (signal) => nodesIn({ ...place, id }, kind, parent, signal),
  };
}

/** The groups of the kinds that `cloud` keeps below the thing of `kind` with this id; `place` is that of its own node. */
function groupsBelow(place: ResourcePlace, cloud: Shelved, kind: Kind, id: string): TreeNode[] {
  return [...cloud.shelves.values()].flatMap((shelf) =>
    shelf.kind.tree?.under === kind.id ? [resourceGroup(place, shelf.kind, id)] : [],
  );
}

/** Those that take no change come last: people look for their own. */
async function* nodesIn(
  place: ResourcePlace,
  kind: Kind,
  parent: string | undefined,
  signal: AbortSignal,
): AsyncIterable<TreeNode> {
  dressOf(kind).whenShown?.(place);
  const last: TreeNode[] = [];
  const cloud = await place.open();
  for await (const stored of listAt(storeIn(cloud, kind), kind, { owner: place.owner, parent }, signal)) {
    const node = resourceNode({ ...place, id: `${place.id}/${stored.ref.id}` }, cloud, kind, stored);
    if (kind.lockedBecause?.(stored.value) !== undefined) last.push(node);
    else yield node;
  }
  yield* last;
}

function resourceNode(place: ResourcePlace, cloud: Shelved, kind: Kind, { ref, value }: Stored): TreeNode {
  const { account, id } = place;
  const dress = dressOf(kind);
  const opens = documentUri(kind, ref);
  const facts = (dress.facts?.(value) ?? factsOf(kind, value)).map((fact) => factNode(account, id, fact));
  const children = [...facts, ...groupsBelow(place, cloud, kind, ref.id)];
  return {
    id,
    label: kind.titleOf(value, ref),
    description: () => dress.description?.(value, place),
    tooltip: () => dress.tooltip?.(value, place),
    icon: () => dress.icon?.(value, place) ?? kind.icon,
    capabilities: capabilitiesOf(place, kind, { ref, value }),
    target: { kind: "resource", account, of: kind, ref, value },
    ...(opens && { opens }),
    spoken: () => dress.spoken?.(value, place),
    ...(children.length > 0 && { children: () => listed(children) }),
  };
}

function capabilitiesOf({ account }: ResourcePlace, kind: Kind, { ref, value }: Stored): Capability[] {
  const { capabilities = [] } = dressOf(kind);
  const mayGo = kind.rights.delete && isMadeByPeople(kind) && kind.lockedBecause?.(value) === undefined;
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
