import { l10n } from "vscode";
import { instancePath } from "../../domain/instance-path.ts";
import type { Field, Shelf, Stored } from "../../resources/kind.ts";
import { documentUri } from "../documents/resource-uri.ts";
import type { InstancePlace } from "./instance-nodes.ts";
import { listed, mapped, type TreeNode } from "./tree-node.ts";

/** A group for each kind that asks for one below an instance. */
export function resourceGroups(place: InstancePlace): TreeNode[] {
  return [...place.cloud.shelves.values()].flatMap((shelf) =>
    shelf.kind.tree?.under === "instance" ? [resourceGroup(place, shelf)] : [],
  );
}

function resourceGroup(place: InstancePlace, { kind, store }: Shelf): TreeNode {
  const { account, instance } = place;
  const id = `${place.id}/${kind.id}`;
  return {
    id,
    label: kind.plural,
    icon: kind.icon,
    capabilities: [
      ...(kind.rights.create ? (["create"] as const) : []),
      ...(kind.document === undefined ? [] : (["template"] as const)),
    ],
    target: { kind: "resource-group", account, instance, of: kind },
    whenEmpty: l10n.t("No {0}", kind.plural),
    children: (signal) =>
      mapped(store.list(instancePath(instance), {}, signal), (stored) =>
        resourceNode(place, `${id}/${stored.ref.id}`, kind, stored),
      ),
  };
}

function resourceNode(
  { account, instance }: InstancePlace,
  id: string,
  kind: Shelf["kind"],
  { ref, value }: Stored,
): TreeNode {
  const opens = documentUri(kind, ref);
  return {
    id,
    label: kind.titleOf(value, ref),
    icon: kind.icon,
    capabilities: [
      "id",
      "json",
      ...(opens ? (["document"] as const) : []),
      ...(kind.rights.delete ? (["delete"] as const) : []),
    ],
    target: { kind: "resource", account, instance, of: kind, ref, value },
    ...(opens && { opens }),
    children: () => listed(factsOf(id, kind.fields, value)),
  };
}

/** What it says about itself; its secrets are never shown. */
function factsOf(parent: string, fields: Readonly<Record<string, Field>>, value: object): TreeNode[] {
  const values = new Map<string, unknown>(Object.entries(value));
  return Object.entries(fields).flatMap(([name, { label, secret, confidential }]) => {
    const one = values.get(name);
    if (one === undefined || secret || confidential) return [];
    const description = typeof one === "string" ? one : JSON.stringify(one);
    return [{ id: `${parent}/${name}`, label, description, tooltip: description, icon: "symbol-field" }];
  });
}
