import { commands, l10n } from "vscode";
import { isCancelled } from "../../core/failure.ts";
import { type AzureAccount, azureAccountKey } from "../../domain/account.ts";
import type { Instance, PolicyLevel, Product, Subscription } from "../../domain/apim.ts";
import type { AzureCloud } from "../../domain/azure-cloud.ts";
import { instancePath } from "../../domain/instance-path.ts";
import type { Shelved } from "../../resources/clouds.ts";
import { apiTag } from "../../resources/kinds/api-tag.ts";
import { apimApi } from "../../resources/kinds/apim-api.ts";
import { policyFragment } from "../../resources/kinds/policy-fragment.ts";
import { product } from "../../resources/kinds/product.ts";
import { productApi } from "../../resources/kinds/product-api.ts";
import { productGroup } from "../../resources/kinds/product-group.ts";
import { type AccessStates, noAccessStates } from "../access-states.ts";
import { azureAccountLabel } from "../account-label.ts";
import { commandIds, contextKeys } from "../ids.ts";
import type { LinkBadges } from "../link-badges.ts";
import { instanceNodeId } from "../node-ids.ts";
import { isSandboxAccount } from "../session/account-list.ts";
import type { Accounts } from "../session/accounts.ts";
import { apiNode } from "./apim-api-nodes.ts";
import {
  fragmentNode,
  type InstancePlace,
  policyNode,
  productNode,
  wantMark,
  withState,
} from "./instance-nodes.ts";
import { PolicyMarks } from "./policy-marks.ts";
import { type ResourcePlace, resourceGroup } from "./resource-nodes.ts";
import { errorNode } from "./special-nodes.ts";
import { listed, mapped, type TreeNode } from "./tree-node.ts";
import { workspacesNode, workspacesOf } from "./workspace-nodes.ts";

/** The ids of the subscriptions that were met so far; another account may show what one does not. */
interface Seen {
  readonly shown: Set<string>;
  readonly hidden: Set<string>;
}

/** The tree “API Management”. */
export class ApimNodes {
  private haveApisBeenShown = false;

  constructor(
    private readonly accounts: Accounts,
    private readonly badges: LinkBadges,
    private readonly marks = new PolicyMarks(),
    private readonly states: AccessStates = noAccessStates,
  ) {}

  /** Subscriptions of all accounts, one account after the other; one that fails does not hide the others. */
  async *roots(signal: AbortSignal): AsyncIterable<TreeNode> {
    const seen: Seen = { shown: new Set(), hidden: new Set() };
    for (const account of this.accounts.azure.all()) {
      try {
        yield* this.subscriptions(account, seen, signal);
      } catch (error) {
        if (isCancelled(error)) throw error;
        yield errorNode(azureAccountKey(account), error);
      }
    }
    if (seen.hidden.size > 0) yield hiddenNode(seen);
  }

  /** What another account has shown already is not shown again. */
  private async *subscriptions(
    account: AzureAccount,
    seen: Seen,
    signal: AbortSignal,
  ): AsyncIterable<TreeNode> {
    const cloud = await this.accounts.openAzure(account);
    let count = 0;
    for await (const subscription of cloud.listSubscriptions(signal)) {
      count += 1;
      const { id } = subscription;
      if (seen.shown.has(id)) continue;
      this.accounts.rememberOwner(id, account);
      if (!this.accounts.filter.shows(account, id)) {
        seen.hidden.add(id);
        continue;
      }
      seen.shown.add(id);
      seen.hidden.delete(id);
      yield this.subscription(account, cloud, subscription);
    }
    if (count === 0) yield noSubscriptions(account);
  }

  private subscription(
    account: AzureAccount,
    cloud: AzureCloud & Shelved,
    subscription: Subscription,
  ): TreeNode {
    const id = `${azureAccountKey(account)}/${subscription.id}`;
    const sandbox = isSandboxAccount(account);
    return {
      id,
      label: subscription.name,
      description: sandbox ? l10n.t("sandbox") : this.whose(account),
      tooltip: [
        subscription.name,
        l10n.t("Azure subscription {0}", subscription.id),
        azureAccountLabel(account),
      ].join("\n"),
      icon: sandbox ? "beaker" : "key",
      capabilities: [
        "id",
        "createInstance",
        "refresh",
        "signOut",
        ...(sandbox ? [] : (["browser", "account"] as const)),
      ],
      target: { kind: "subscription", account, value: subscription },
      // Real accounts may see dozens; each that is open costs a call.
      expanded: sandbox,
      whenEmpty: l10n.t("No API Management instances"),
      children: (signal) =>
        mapped(cloud.listInstances(subscription.id, signal), (instance) =>
          this.instance({
            account,
            cloud,
            instance,
            marks: this.marks,
            states: this.states,
            id: instanceNodeId(account, instance),
          }),
        ),
    };
  }

  /** Several accounts may have subscriptions of one name. */
  private whose(account: AzureAccount): string {
    return this.accounts.azure.all().length > 1 ? azureAccountLabel(account) : "";
  }

  private instance(place: InstancePlace): TreeNode {
    const { account, instance, id } = place;
    const level: PolicyLevel = { kind: "global", instance: refOf(instance) };
    const hasPortal = instance.developerPortalUrls.length > 0;
    return {
      id,
      label: instance.serviceName,
      ...withState("cloud", () => place.states.ofInstance(instance), {
        description: () => [instance.sku, instance.location].filter(Boolean).join(" · "),
        tooltip: () => [instance.gatewayUrl, ...instance.developerPortalUrls].filter(Boolean).join("\n"),
      }),
      capabilities: [
        "id",
        "json",
        "access",
        "refresh",
        ...(hasPortal ? (["portal", "republish"] as const) : []),
        ...(isSandboxAccount(account) ? [] : (["browser"] as const)),
      ],
      target: { kind: "instance", account, instance, value: instance },
      expanded: isSandboxAccount(account),
      children: () => {
        wantMark(place, level, id);
        return listed(this.groups(place, level));
      },
    };
  }

  private groups(place: InstancePlace, level: PolicyLevel): TreeNode[] {
    const { cloud, instance } = place;
    return [
      {
        ...group(place, "apis", l10n.t("APIs"), "symbol-interface", l10n.t("No APIs yet")),
        capabilities: ["import", "create", "template", "refresh", "filter"],
        target: {
          kind: "resource-group",
          account: place.account,
          owner: instancePath(instance),
          of: apimApi,
        },
        expanded: true,
        children: (signal) => this.apis(place, signal),
      },
      {
        ...resourceGroup(this.resourcePlace(place), product),
        children: (signal) => mapped(cloud.listProducts(instance, signal), (one) => this.product(place, one)),
      },
      {
        ...resourceGroup(this.resourcePlace(place), policyFragment),
        children: (signal) =>
          mapped(cloud.listFragments(instance, signal), (fragment) => fragmentNode(place, fragment)),
      },
      ...this.resourceGroups(place),
      workspacesNode(place, this.badges),
      policyNode(place, place.id, level, l10n.t("Policy for All APIs")),
    ];
  }

  private product(place: InstancePlace, one: Product): TreeNode {
    place.states.wantProduct(place, one);
    return productNode(place, one, (id) => [
      resourceGroup({ ...this.resourcePlace(place), id }, productApi, { parent: one.productId }),
      resourceGroup({ ...this.resourcePlace(place), id }, productGroup, { parent: one.productId }),
    ]);
  }

  /** A group for each kind that asks for one below an instance; those whose nodes show more stand first. */
  private resourceGroups(place: InstancePlace): TreeNode[] {
    const firsts = [apimApi.id, product.id, policyFragment.id];
    return [...place.cloud.shelves.values()].flatMap(({ kind }) =>
      kind.tree?.under === "instance" && !firsts.includes(kind.id)
        ? [resourceGroup(this.resourcePlace(place), kind)]
        : [],
    );
  }

  private resourcePlace({ account, cloud, instance, id }: InstancePlace): ResourcePlace {
    return { account, owner: instancePath(instance), id, badges: this.badges, open: async () => cloud };
  }

  private async *apis(place: InstancePlace, signal: AbortSignal): AsyncIterable<TreeNode> {
    this.badges.wantInstance(place.account, place.instance);
    for await (const api of place.cloud.listApis(place.instance, signal)) {
      this.tellShown();
      place.states.wantApi(place, api, false);
      yield apiNode(place, api, this.badges, (id) => [
        resourceGroup({ ...this.resourcePlace(place), id }, apiTag, { parent: api.apiId }),
      ]);
    }
    const workspaces = await workspacesOf(place, signal);
    if (workspaces) place.states.wantedAll(place, workspaces);
  }

  private tellShown(): void {
    if (this.haveApisBeenShown) return;
    this.haveApisBeenShown = true;
    void commands.executeCommand("setContext", contextKeys.apisShown, true);
  }
}

function refOf({ subscriptionId, resourceGroup, serviceName }: Instance) {
  return { subscriptionId, resourceGroup, serviceName };
}

function group(
  place: InstancePlace,
  name: string,
  label: string,
  icon: string,
  whenEmpty: string,
): Omit<TreeNode, "children"> {
  return { id: `${place.id}/${name}`, label, icon, whenEmpty, capabilities: ["refresh", "filter"] };
}

/** Says that not all subscriptions are shown; a click chooses which are. */
function hiddenNode({ shown, hidden }: Seen): TreeNode {
  return {
    id: ":hidden",
    label: l10n.t("{0} of {1} subscriptions shown", shown.size, shown.size + hidden.size),
    description: l10n.t("click to choose"),
    icon: "list-filter",
    action: { command: commandIds.filterSubscriptions },
  };
}

function noSubscriptions(account: AzureAccount): TreeNode {
  return {
    id: `${azureAccountKey(account)}/:none`,
    label: l10n.t("This account sees no subscription."),
    tooltip: l10n.t("Sign in with another account or directory, or ask for a role on a subscription."),
    icon: "info",
  };
}
