import { l10n } from "vscode";
import type { Auth0Account } from "../../domain/account.ts";
import type { ApplicationType } from "../../domain/application-settings.ts";
import {
  type Application,
  type Auth0Api,
  apiTitle,
  type Connection,
  type Scope,
} from "../../domain/auth0.ts";
import { type Shelved, valuesOf } from "../../resources/clouds.ts";
import { auth0Api } from "../../resources/kinds/auth0-api.ts";
import { auth0Application } from "../../resources/kinds/auth0-application.ts";
import { auth0Connection } from "../../resources/kinds/auth0-connection.ts";
import { documentUri } from "../documents/resource-uri.ts";
import type { LinkBadges } from "../link-badges.ts";
import { auth0AccountKey, isSandboxAccount } from "../session/account-list.ts";
import type { Accounts } from "../session/accounts.ts";
import { listed, mapped, type TreeNode } from "./tree-node.ts";

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
      label: account.domain,
      description: sandbox ? l10n.t("sandbox") : "",
      tooltip: l10n.t("Auth0 tenant {0}, as application {1}", account.domain, account.clientId),
      icon: sandbox ? "beaker" : "organization",
      capabilities: ["id", "disconnect", ...(sandbox ? [] : (["browser"] as const))],
      target: { kind: "tenant", account },
      expanded: true,
      children: () => listed(this.groups(account, id)),
    };
  }

  private groups(account: Auth0Account, parent: string): TreeNode[] {
    const group = (
      name: string,
      label: string,
      icon: string,
      whenEmpty: string,
      list: (cloud: Shelved, id: string, signal: AbortSignal) => AsyncIterable<TreeNode>,
    ): TreeNode => {
      const id = `${parent}/${name}`;
      const children = (signal: AbortSignal) => this.read(account, (cloud) => list(cloud, id, signal));
      return { id, label, icon, whenEmpty, children, expanded: name === "apis" };
    };
    return [
      group("apis", l10n.t("APIs"), "symbol-interface", l10n.t("No APIs yet"), (cloud, id, signal) => {
        this.badges.wantTenant(account);
        return mapped(valuesOf(cloud, auth0Api, account.domain, signal), (api) => this.api(account, id, api));
      }),
      group(
        "applications",
        l10n.t("Applications"),
        "window",
        l10n.t("No applications yet"),
        (cloud, id, signal) =>
          mapped(valuesOf(cloud, auth0Application, account.domain, signal), (one) =>
            applicationNode(account, id, one),
          ),
      ),
      group("connections", l10n.t("Connections"), "plug", l10n.t("No connections yet"), (cloud, id, signal) =>
        mapped(valuesOf(cloud, auth0Connection, account.domain, signal), (one) =>
          connectionNode(account, id, one),
        ),
      ),
    ];
  }

  private async *read(
    account: Auth0Account,
    list: (cloud: Shelved) => AsyncIterable<TreeNode>,
  ): AsyncIterable<TreeNode> {
    yield* list(await this.accounts.openTenant(account));
  }

  private api(account: Auth0Account, parent: string, api: Auth0Api): TreeNode {
    const id = `${parent}/${api.id}`;
    const badge = () => this.badges.ofAuth0Api(account, api);
    const opens = documentUri(auth0Api, { kind: auth0Api.id, owner: account.domain, id: api.id });
    return {
      id,
      label: apiTitle(api),
      description: () => badge()?.text ?? api.identifier,
      tooltip: () => badge()?.tooltip ?? api.identifier,
      icon: () => (badge() ? "link" : "symbol-interface"),
      capabilities: [
        "id",
        "audience",
        "json",
        ...(opens ? (["document"] as const) : []),
        ...(account.sandbox ? [] : (["browser"] as const)),
      ],
      target: { kind: "auth0-api", account, value: api },
      ...(opens && { opens }),
      children: () => listed(apiFacts(id, api)),
    };
  }
}

function apiFacts(parent: string, api: Auth0Api): TreeNode[] {
  return [
    {
      id: `${parent}/identifier`,
      label: l10n.t("Identifier"),
      description: api.identifier,
      tooltip: l10n.t("The audience of this API’s tokens. It cannot be changed."),
      icon: "key",
    },
    {
      id: `${parent}/algorithm`,
      label: l10n.t("Signed with"),
      description: api.signingAlgorithm ?? "",
      icon: "verified",
    },
    ...(api.scopes ?? []).map((scope) => scopeNode(parent, scope)),
  ];
}

function scopeNode(parent: string, scope: Scope): TreeNode {
  return {
    id: `${parent}/scopes/${scope.value}`,
    label: scope.value,
    description: scope.description ?? "",
    tooltip: l10n.t("Scope {0}", scope.value),
    icon: "symbol-key",
  };
}

function applicationNode(account: Auth0Account, parent: string, application: Application): TreeNode {
  const opens = documentUri(auth0Application, {
    kind: auth0Application.id,
    owner: account.domain,
    id: application.clientId,
  });
  return {
    id: `${parent}/${application.clientId}`,
    label: application.name,
    description: applicationTypeLabel(application.type),
    tooltip: [application.clientId, ...(application.callbacks ?? [])].join("\n"),
    icon: application.type === "non_interactive" ? "server-process" : "window",
    capabilities: [
      "id",
      "json",
      ...(opens ? (["document"] as const) : []),
      ...(account.sandbox ? [] : (["browser"] as const)),
    ],
    target: { kind: "application", account, value: application },
    ...(opens && { opens }),
  };
}

/** Nothing for the types that integrations have. */
function applicationTypeLabel(type: string | undefined): string {
  const labels: Readonly<Record<ApplicationType, string>> = {
    regular_web: l10n.t("Regular Web"),
    spa: l10n.t("Single Page"),
    native: l10n.t("Native"),
    non_interactive: l10n.t("Machine to Machine"),
  };
  const [, label = ""] = Object.entries(labels).find(([name]) => name === type) ?? [];
  return label;
}

function connectionNode(account: Auth0Account, parent: string, connection: Connection): TreeNode {
  return {
    id: `${parent}/${connection.id}`,
    label: connection.name,
    description: connection.strategy === "auth0" ? l10n.t("Database") : connection.strategy,
    icon: connection.strategy === "auth0" ? "database" : "plug",
    capabilities: ["id", "json", ...(account.sandbox ? [] : (["browser"] as const))],
    target: { kind: "connection", account, value: connection },
  };
}
