import { l10n } from "vscode";
import type { ApimApi, Operation, PolicyLevel } from "../../domain/apim.ts";
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
    {
      id: `${id}/operations`,
      label: l10n.t("Operations"),
      icon: "list-tree",
      capabilities: ["refresh", "filter"],
      whenEmpty: l10n.t("No operations"),
      children: (signal) =>
        mapped(place.cloud.listOperations(api, signal), (operation) =>
          operationNode(place, id, api, operation),
        ),
    },
  ];
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
    description: () => [urlTemplate, operationWords(marks.of(level))].filter(Boolean).join(" · "),
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
  return mark === "own" ? l10n.t("own policy") : l10n.t("policy inherited");
}
