import { l10n } from "vscode";
import { isCancelled } from "../../core/failure.ts";
import type { AzureAccount } from "../../domain/account.ts";
import type { ApimService, Subscription } from "../../domain/apim.ts";
import type { AzureCloud } from "../../domain/azure-cloud.ts";
import type { LinkBadges } from "../link-badges.ts";
import { azureAccountKey, isSandboxAccount } from "../session/account-list.ts";
import type { ConnectionStore } from "../session/connection-store.ts";
import { apiNode } from "./apim-api-nodes.ts";
import {
  fragmentNode,
  namedValueNode,
  policyNode,
  productNode,
  type ServicePlace,
  serverNode,
} from "./apim-service-nodes.ts";
import { errorNode } from "./special-nodes.ts";
import { listed, mapped, type TreeNode } from "./tree-node.ts";

/** The tree “API Management”. */
export class ApimNodes {
  constructor(
    private readonly connections: ConnectionStore,
    private readonly badges: LinkBadges,
  ) {}

  /** Subscriptions of all accounts, one account after the other; one that fails does not hide the others. */
  async *roots(signal: AbortSignal): AsyncIterable<TreeNode> {
    for (const account of this.connections.azure.all()) {
      try {
        yield* this.subscriptions(account, signal);
      } catch (error) {
        if (isCancelled(error)) throw error;
        yield errorNode(azureAccountKey(account), error);
      }
    }
  }

  private async *subscriptions(account: AzureAccount, signal: AbortSignal): AsyncIterable<TreeNode> {
    const cloud = await this.connections.openAzure(account);
    let count = 0;
    for await (const subscription of cloud.listSubscriptions(signal)) {
      this.connections.rememberOwner(subscription.id, account);
      count += 1;
      yield this.subscription(account, cloud, subscription);
    }
    if (count === 0) yield noSubscriptions(account);
  }

  private subscription(account: AzureAccount, cloud: AzureCloud, subscription: Subscription): TreeNode {
    const id = `${azureAccountKey(account)}/${subscription.id}`;
    const sandbox = isSandboxAccount(account);
    return {
      id,
      label: subscription.name,
      description: sandbox ? l10n.t("sandbox") : "",
      tooltip: l10n.t("Azure subscription {0}", subscription.id),
      icon: sandbox ? "beaker" : "key",
      capabilities: ["id", "signOut", ...(sandbox ? [] : (["browser"] as const))],
      target: { kind: "subscription", account, value: subscription },
      // Real accounts may see dozens; each that is open costs a call.
      expanded: sandbox,
      whenEmpty: l10n.t("No API Management instances"),
      children: (signal) =>
        mapped(cloud.listServices(subscription.id, signal), (service) =>
          this.service({
            account,
            cloud,
            service,
            id: `${id}/${service.resourceGroup}/${service.serviceName}`,
          }),
        ),
    };
  }

  private service(place: ServicePlace): TreeNode {
    const { account, service, id } = place;
    const hasPortal = service.developerPortalUrls.length > 0;
    return {
      id,
      label: service.serviceName,
      description: [service.sku, service.location].filter(Boolean).join(" · "),
      tooltip: [service.gatewayUrl, ...service.developerPortalUrls].filter(Boolean).join("\n"),
      icon: "cloud",
      capabilities: [
        "id",
        "json",
        ...(hasPortal ? (["portal"] as const) : []),
        ...(isSandboxAccount(account) ? [] : (["browser"] as const)),
      ],
      target: { kind: "service", account, service, value: service },
      expanded: isSandboxAccount(account),
      children: () => listed(this.groups(place)),
    };
  }

  private groups(place: ServicePlace): TreeNode[] {
    const { cloud, service } = place;
    return [
      {
        ...group(place, "apis", l10n.t("APIs"), "symbol-interface", l10n.t("No APIs yet")),
        expanded: true,
        children: (signal) => this.apis(place, signal),
      },
      {
        ...group(place, "products", l10n.t("Products"), "package", l10n.t("No products")),
        children: (signal) =>
          mapped(cloud.listProducts(service, signal), (product) => productNode(place, product)),
      },
      {
        ...group(place, "namedValues", l10n.t("Named Values"), "symbol-constant", l10n.t("No named values")),
        children: (signal) =>
          mapped(cloud.listNamedValues(service, signal), (value) => namedValueNode(place, value)),
      },
      {
        ...group(
          place,
          "policyFragments",
          l10n.t("Fragments"),
          "symbol-snippet",
          l10n.t("No policy fragments"),
        ),
        children: (signal) =>
          mapped(cloud.listFragments(service, signal), (fragment) => fragmentNode(place, fragment)),
      },
      {
        ...group(
          place,
          "authorizationServers",
          l10n.t("Authorization Servers"),
          "shield",
          l10n.t("No authorization servers"),
        ),
        children: (signal) =>
          mapped(cloud.listAuthorizationServers(service, signal), (server) => serverNode(place, server)),
      },
      policyNode(place, place.id, { kind: "global", service: refOf(service) }, l10n.t("Policy for All APIs")),
    ];
  }

  private apis(place: ServicePlace, signal: AbortSignal): AsyncIterable<TreeNode> {
    this.badges.wantService(place.account, place.service);
    return mapped(place.cloud.listApis(place.service, signal), (api) => apiNode(place, api, this.badges));
  }
}

function refOf({ subscriptionId, resourceGroup, serviceName }: ApimService) {
  return { subscriptionId, resourceGroup, serviceName };
}

function group(
  place: ServicePlace,
  name: string,
  label: string,
  icon: string,
  whenEmpty: string,
): Omit<TreeNode, "children"> {
  return { id: `${place.id}/${name}`, label, icon, whenEmpty };
}

function noSubscriptions(account: AzureAccount): TreeNode {
  return {
    id: `${azureAccountKey(account)}/:none`,
    label: l10n.t("This account sees no subscription."),
    tooltip: l10n.t("Sign in with another account or directory, or ask for a role on a subscription."),
    icon: "info",
  };
}
