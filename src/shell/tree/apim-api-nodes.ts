import { l10n } from "vscode";
import type { ApimApi, ApiRevision, Operation, PolicyLevel } from "../../domain/apim.ts";
import { commandIds } from "../ids.ts";
import type { LinkBadges } from "../link-badges.ts";
import { apimApiNodeId } from "../node-ids.ts";
import { policyUri } from "../policy-uri.ts";
import { type InstancePlace, inPortal, policyNode, wantMark } from "./instance-nodes.ts";
import type { PolicyMarks } from "./policy-marks.ts";
import { listed, mapped, type TreeNode } from "./tree-node.ts";

/** An API with its user authorization, policy and operations. */
export function apiNode(place: InstancePlace, api: ApimApi, badges: LinkBadges): TreeNode {
  const { account, instance } = place;
  const id = apimApiNodeId(account, api);
  const badge = () => badges.ofApimApi(api);
  return {
    id,
    label: api.version ? `${api.displayName} ${api.version}` : api.displayName,
    description: () => badge()?.text ?? `/${api.path}`,
    tooltip: () => badge()?.tooltip ?? `/${api.path}`,
    spoken: () => badge()?.spoken,
    icon: () => (badge() ? "link" : "symbol-interface"),
    capabilities: [
      "secure",
      "test",
      "link",
      "protect",
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
    children: () => listed(apiChildren(place, id, api)),
  };
}

function apiChildren(place: InstancePlace, id: string, api: ApimApi): TreeNode[] {
  const level: PolicyLevel = { kind: "api", instance: place.instance, apiId: api.apiId };
  wantMark(place, level, id);
  return [
    {
      id: `${id}/authorization`,
      label: l10n.t("User Authorization"),
      description: authorizationText(api),
      icon: "account",
    },
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
  ];
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
  const level: PolicyLevel = { kind: "api", instance, apiId: api.apiId };
  return {
    id,
    label,
    description: words,
    tooltip: words,
    icon: "git-commit",
    capabilities: ["release", "policy", "id", "document", "delete", "refresh"],
    target: { kind: "apim-api", account, instance, value: api },
    children() {
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
  const level: PolicyLevel = { kind: "operation", instance, apiId: api.apiId, operationId };
  wantMark(place, level, list);
  return {
    id: `${list}/${operationId}`,
    label: `${operation.method} ${operation.displayName}`,
    description: () => [operationWords(marks.of(level)), urlTemplate].filter(Boolean).join(" · "),
    tooltip: urlTemplate,
    icon: () => (marks.of(level) === "own" ? "file-code" : "symbol-method"),
    capabilities: ["id", "json", "policy", "refresh", ...inPortal(place)],
    target: { kind: "operation", account, instance, api, value: operation },
    opens: policyUri(level),
    action: { command: commandIds.openPolicy },
  };
}

function operationWords(mark: ReturnType<PolicyMarks["of"]>): string {
  if (mark === undefined) return "";
  return mark === "own" ? l10n.t("own policy") : l10n.t("inherits");
}
