import { l10n } from "vscode";
import { isCancelled } from "../../core/failure.ts";
import type { Workspace } from "../../domain/apim.ts";
import type { LinkBadges } from "../link-badges.ts";
import { workspaceApiNode } from "./apim-api-nodes.ts";
import { type InstancePlace, policyNode, wantMark } from "./instance-nodes.ts";
import { mapped, type TreeNode } from "./tree-node.ts";

/** The workspaces of an instance, each with its APIs. They are looked at here; of what is in them, only policies are written. */
export function workspacesNode(place: InstancePlace, badges: LinkBadges): TreeNode {
  return {
    id: `${place.id}/workspaces`,
    label: l10n.t("Workspaces"),
    icon: "organization",
    capabilities: ["refresh", "filter"],
    whenEmpty: l10n.t("No workspaces"),
    children: (signal) =>
      mapped(place.cloud.workspaces.list(place.instance, signal), (workspace) =>
        workspaceNode(place, workspace, badges),
      ),
  };
}

function workspaceNode(place: InstancePlace, one: Workspace, badges: LinkBadges): TreeNode {
  const { cloud, instance, states } = place;
  const { displayName, workspace } = one;
  const id = `${place.id}/workspaces/${workspace}`;
  const level = { kind: "workspace", instance, workspace } as const;
  return {
    id,
    label: displayName,
    description: displayName === workspace ? "" : workspace,
    icon: "organization",
    capabilities: ["refresh", "filter"],
    async *children(signal) {
      wantMark(place, level, id);
      for await (const api of cloud.workspaces.listApis(level, signal)) {
        states.wantApi(place, api, false);
        yield workspaceApiNode(place, api, badges);
      }
      states.wantedAllOf(place, workspace);
      yield policyNode(place, id, level, l10n.t("Policy for All APIs of the Workspace {0}", displayName));
    },
  };
}

/** The names of the workspaces of an instance; `undefined` where they cannot be told. */
export async function workspacesOf(
  { cloud, instance }: InstancePlace,
  signal: AbortSignal,
): Promise<readonly string[] | undefined> {
  const names: string[] = [];
  try {
    for await (const { workspace } of cloud.workspaces.list(instance, signal)) names.push(workspace);
  } catch (error) {
    if (isCancelled(error)) throw error;
    return undefined;
  }
  return names;
}
