import { l10n } from "vscode";
import type { ApimApi, ApiRevision, Operation } from "../../domain/apim.ts";
import { apiLevel, operationLevel } from "../../domain/azure-paths.ts";
import { commandIds } from "../ids.ts";
import type { LinkBadges } from "../link-badges.ts";
import { apimApiNodeId } from "../node-ids.ts";
import { policyUri } from "../policy-uri.ts";
import { type InstancePlace, inPortal, policyNode, wantMark, withState } from "./instance-nodes.ts";
import type { PolicyMarks } from "./policy-marks.ts";
import { listed, mapped, type TreeNode } from "./tree-node.ts";

/** An API with its user authorization, policy and operations, and the groups that `below` gives for the node with this id. */
export function apiNode(
  place: InstancePlace,
  api: ApimApi,
  badges: LinkBadges,
  below: (id: string) => readonly TreeNode[],
): TreeNode {
  const { account, instance } = place;
  const id = apimApiNodeId(account, api);
  return {
    ...apiRow(place, id, api, badges),
    capabilities: [
      "secure",
      "test",
      "link",
      "protect",
      "access",
      "effective",
      "policy",
      "id",
      "json",
      "document",
      "revise",
      "delete",
      "refresh",
      ...(instance.developerPortalUrls.length > 0 ? (["portal"] as const) : []),
      ...inPortal(place),
    ],
    target: { kind: "apim-api", account, instance, value: api },
    children: () => {
      place.states.wantApi(place, api, true);
      return listed([authorizationNode(place, id, api), ...apiChildren(place, id, api), ...below(id)]);
    },
  };
}

/** An API of a workspace, with its policy, operations and revisions. What is made and changed of APIs elsewhere is not here. */
export function workspaceApiNode(place: InstancePlace, api: ApimApi, badges: LinkBadges): TreeNode {
  const { account, instance } = place;
  const id = apimApiNodeId(account, api);
  return {
    ...apiRow(place, id, api, badges),
    capabilities: ["secure", "access", "effective", "policy", "id", "json", "refresh", ...inPortal(place)],
    target: { kind: "apim-api", account, instance, value: api },
    children: () => {
      place.states.wantApi(place, api, true);
      return listed(apiChildren(place, id, api));
    },
  };
}

/** What the row of an API says: what it is called, what it is linked to, and who gets in. */
function apiRow(
  place: InstancePlace,
  id: string,
  api: ApimApi,
  badges: LinkBadges,
): Pick<TreeNode, "id" | "label" | "icon" | "iconColor" | "description" | "tooltip" | "spoken"> {
  const badge = () => badges.ofApimApi(api);
  const health = () => {
    const token = badge()?.token;
    return token && place.states.ofLink(api, token);
  };
  return {
    id,
    label: api.version ? `${api.displayName} ${api.version}` : api.displayName,
    ...withState(
      () => (badge() ? "link" : "symbol-interface"),
      () => place.states.ofApi(api),
      {
        description: () => [badge()?.text ?? addressOf(api), health()?.text].filter(Boolean).join(" "),
        tooltip: () => [badge()?.tooltip, health()?.reason, addressOf(api)].filter(Boolean).join("\n"),
        spoken: () => [badge()?.spoken, health()?.spoken].filter(Boolean).join(", ") || undefined,
      },
    ),
  };
}

/** How the developer portal signs users in to an API. It is set in the API's document, which a click opens. */
function authorizationNode(place: InstancePlace, id: string, api: ApimApi): TreeNode {
  const { account, instance } = place;
  const now = authorizationText(api);
  return {
    id: `${id}/authorization`,
    label: l10n.t("User Authorization"),
    description: now,
    tooltip: l10n.t(
      "How users sign in: {0}\nIt is set and cleared in the document of {1}.",
      now,
      api.displayName,
    ),
    icon: "account",
    capabilities: ["authorization", ...inPortal(place)],
    target: { kind: "apim-api", account, instance, value: api },
    action: { command: commandIds.openDocument },
  };
}

function apiChildren(place: InstancePlace, id: string, api: ApimApi): TreeNode[] {
  const level = apiLevel(api);
  wantMark(place, level, id);
  return [
    policyNode(place, id, level, l10n.t("Policy of {0}", api.displayName)),
    operationsNode(place, id, api),
    {
      id: `${id}/revisions`,
      label: l10n.t("Revisions"),
      icon: "git-branch",
      capabilities: ["refresh"],
      children: (signal) =>
        mapped(place.cloud.listRevisions(api, signal), (revision) => revisionNode(place, id, api, revision)),
    },
    ...(api.versionSetId === undefined || api.workspace !== undefined ? [] : [versionsNode(place, id, api)]),
  ];
}

/** Where callers find an API, with what tells its version from others. */
function addressOf({ path, version, versionSetId, versionScheme }: ApimApi): string {
  if (versionSetId === undefined) return `/${path}`;
  if (version === undefined) return [`/${path}`, l10n.t("without a version")].join(" · ");
  switch (versionScheme?.kind) {
    case "segment":
      return path === "" ? `/${version}` : `/${path}/${version}`;
    case "query":
      return `/${path}?${versionScheme.name}=${version}`;
    case "header":
      return `/${path} · ${versionScheme.name}: ${version}`;
    case undefined:
      return `/${path} · ${version}`;
  }
}

/** The APIs that share its version set: each has operations, policies, revisions and a link of its own. */
function versionsNode(place: InstancePlace, id: string, api: ApimApi): TreeNode {
  return {
    id: `${id}/versions`,
    label: l10n.t("Versions"),
    icon: "versions",
    capabilities: ["refresh"],
    async *children(signal) {
      for await (const one of place.cloud.listApis(place.instance, signal))
        if (one.versionSetId?.toLowerCase() === api.versionSetId?.toLowerCase())
          yield versionNode(place, `${id}/versions`, api, one);
    },
  };
}

function versionNode(place: InstancePlace, list: string, api: ApimApi, one: ApimApi): TreeNode {
  const { account, instance } = place;
  const isThis = one.apiId === api.apiId;
  const address = addressOf(one);
  return {
    id: `${list}/${one.apiId}`,
    label: one.version ?? l10n.t("Without a version"),
    description: [isThis ? l10n.t("this one") : one.displayName, address].join(" · "),
    tooltip: [one.displayName, one.apiId, address].join("\n"),
    icon: isThis ? "circle-filled" : "symbol-interface",
    capabilities: ["id", "json", "document", "policy", "access", "effective", ...inPortal(place)],
    target: { kind: "apim-api", account, instance, value: one },
  };
}

function operationsNode(place: InstancePlace, id: string, api: ApimApi): TreeNode {
  return {
    id: `${id}/operations`,
    label: l10n.t("Operations"),
    icon: "list-tree",
    capabilities: ["refresh", "filter"],
    whenEmpty: l10n.t("No operations"),
    children: (signal) =>
      mapped(place.cloud.listOperations(api, signal), (operation) =>
        operationNode(place, id, api, operation),
      ),
  };
}

/** The current revision is what stands beside it; another has operations and policies of its own, which callers do not get. */
function revisionNode(
  place: InstancePlace,
  apiNodeId: string,
  current: ApimApi,
  { number, description, isCurrent }: ApiRevision,
): TreeNode {
  const { account, instance } = place;
  const id = `${apiNodeId}/revisions/${number}`;
  const label = l10n.t("Revision {0}", number);
  const words = [isCurrent ? l10n.t("current") : "", description ?? ""].filter(Boolean).join(" · ");
  if (isCurrent) return { id, label, description: words, tooltip: words, icon: "circle-filled" };
  const name = { apiId: `${current.apiId.replace(/;rev=.*$/, "")};rev=${number}`, revision: number };
  const api: ApimApi = {
    ...current,
    ...name,
    id: `${current.id.replace(/;rev=.*$/, "")};rev=${number}`,
    isCurrent,
  };
  const level = apiLevel(api);
  const own = api.workspace === undefined ? (["release", "document", "delete"] as const) : [];
  return {
    id,
    label,
    description: words,
    tooltip: words,
    icon: "git-commit",
    capabilities: ["policy", "access", "effective", "id", "refresh", ...own],
    target: { kind: "apim-api", account, instance, value: api },
    children() {
      place.states.wantApi(place, api, true);
      wantMark(place, level, id);
      const title = l10n.t("Policy of {0}, revision {1}", api.displayName, number);
      return listed([policyNode(place, id, level, title), operationsNode(place, id, api)]);
    },
  };
}

function authorizationText(api: ApimApi): string {
  const { oauth2, openIdProviderIds } = api.userAuthorization;
  const named = [...oauth2.map(({ authorizationServerId }) => authorizationServerId), ...openIdProviderIds];
  return named.length > 0 ? named.join(", ") : l10n.t("none");
}

/** An operation: a click opens its policy, or says what it inherits. */
function operationNode(
  place: InstancePlace,
  apiNodeId: string,
  api: ApimApi,
  operation: Operation,
): TreeNode {
  const { account, instance, marks } = place;
  const list = `${apiNodeId}/operations`;
  const { operationId, urlTemplate } = operation;
  const level = operationLevel(api, operationId);
  wantMark(place, level, list);
  return {
    id: `${list}/${operationId}`,
    label: `${operation.method} ${operation.displayName}`,
    ...withState(
      () => (marks.of(level) === "own" ? "file-code" : "symbol-method"),
      () => place.states.ofOperation(api, operationId),
      {
        description: () => [operationWords(marks.of(level)), urlTemplate].filter(Boolean).join(" · "),
        tooltip: () => urlTemplate,
      },
    ),
    capabilities: ["id", "json", "policy", "access", "effective", "refresh", ...inPortal(place)],
    target: { kind: "operation", account, instance, api, value: operation },
    opens: policyUri(level),
    action: { command: commandIds.openPolicy },
  };
}

function operationWords(mark: ReturnType<PolicyMarks["of"]>): string {
  if (mark === undefined) return "";
  return mark === "own" ? l10n.t("own policy") : l10n.t("inherits");
}
