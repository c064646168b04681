import { l10n } from "vscode";
import type { Auth0Account } from "../../domain/account.ts";
import { kinds } from "../../resources/all-kinds.ts";
import { isExpired, tenantLabel, tokenEnd, tokenExpiry } from "../account-label.ts";
import type { LinkBadges } from "../link-badges.ts";
import { auth0AccountKey, isSandboxAccount } from "../session/account-list.ts";
import type { Accounts } from "../session/accounts.ts";
import { type ResourcePlace, resourceGroup } from "./resource-nodes.ts";
import { listed, type TreeNode } from "./tree-node.ts";

/** The tree “Auth0 Tenants”. */
export class Auth0Nodes {
  constructor(
    private readonly accounts: Accounts,
    private readonly badges: LinkBadges,
  ) {}

  roots(): AsyncIterable<TreeNode> {
    return listed(this.accounts.tenants.all().map((account) => this.tenant(account)));
  }

  private tenant(account: Auth0Account): TreeNode {
    const id = auth0AccountKey(account);
    const sandbox = isSandboxAccount(account);
    return {
      id,
      label: tenantLabel(account),
      description: () => describe(account),
      tooltip: () => tooltipOf(account),
      icon: sandbox ? "beaker" : () => (isExpired(account, Date.now()) ? "warning" : "organization"),
      capabilities: ["id", "refresh", "disconnect", ...(sandbox ? [] : (["browser", "tenant"] as const))],
      target: { kind: "tenant", account },
      expanded: true,
      children: () => listed(this.groups(account, id)),
    };
  }

  private groups(account: Auth0Account, id: string): TreeNode[] {
    const place: ResourcePlace = {
      account,
      owner: account.domain,
      id,
      badges: this.badges,
      open: () => this.accounts.openTenant(account),
    };
    return kinds.flatMap((kind) => (kind.tree?.under === "tenant" ? [resourceGroup(place, kind)] : []));
  }
}

function tooltipOf(account: Auth0Account): string {
  const whose = l10n.t("Auth0 tenant {0}, as application {1}", account.domain, account.clientId);
  return [whose, tokenEnd(account, Date.now())].filter(Boolean).join("\n");
}

/** The domain, where the label is a name, and until when a pasted token is good. */
function describe(account: Auth0Account): string {
  const isNamed = isSandboxAccount(account) || account.name !== undefined;
  return [isNamed ? account.domain : "", tokenExpiry(account, Date.now())].filter(Boolean).join(" · ");
}
