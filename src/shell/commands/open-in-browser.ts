import { env, l10n, Uri } from "vscode";
import { Failure } from "../../core/failure.ts";
import type { Auth0Account } from "../../domain/account.ts";
import { commandIds } from "../ids.ts";
import { isSandboxAccount } from "../session/account-list.ts";
import { type Auth0Target, type Target, targetOf } from "../target.ts";
import type { Command, Report } from "./command.ts";

const dashboard = "https://manage.auth0.com/";

/** Commands that show a tree item where its cloud shows it. */
export function browserCommands(): Command[] {
  return [
    {
      id: commandIds.openInBrowser,
      title: l10n.t("Open in Browser"),
      run: (argument) => open(argument, pageOf),
    },
    {
      id: commandIds.openDeveloperPortal,
      title: l10n.t("Open Developer Portal"),
      run: (argument) => open(argument, developerPortalOf),
    },
  ];
}

async function open(argument: unknown, addressOf: (target: Target) => string | undefined): Promise<Report> {
  const target = targetOf(argument);
  if (!target) {
    throw new Failure("invalid-input", l10n.t("There is nothing to open."), {
      remedy: l10n.t("Use the command from the context menu of a tree item."),
    });
  }
  const address = addressOf(target);
  if (address === undefined) {
    throw new Failure("unsupported", l10n.t("This has no page in a browser."), {
      remedy: isSandboxAccount(target.account) ? l10n.t("The sandbox has no dashboard.") : "",
    });
  }
  if (!/^https:\/\//i.test(address)) {
    throw new Failure("rejected", l10n.t("{0} is not the address of a web page.", address), {
      remedy: l10n.t("Correct it in the settings of the instance."),
    });
  }
  await env.openExternal(Uri.parse(address, true));
  return { quiet: true, text: l10n.t("Opened {0}", address) };
}

function pageOf(target: Target): string | undefined {
  if (isSandboxAccount(target.account)) return undefined;
  switch (target.kind) {
    case "tenant":
    case "auth0-api":
    case "application":
    case "connection":
      return dashboardPage(target);
    case "subscription":
      return `https://portal.azure.com/#resource/subscriptions/${target.value.id}`;
    case "policy":
      return `https://portal.azure.com/#resource${target.instance.id}`;
    case "product":
    case "operation":
    case "fragment":
    case "instance":
    case "apim-api":
    case "named-value":
    case "authorization-server":
      return `https://portal.azure.com/#resource${target.value.id}`;
    case "resource-group":
    case "resource":
      return undefined;
  }
}

/** The dashboard names tenants by region: `contoso.eu.auth0.com` is `eu/contoso`. */
function dashboardOf({ domain }: Pick<Auth0Account, "domain">): string | undefined {
  const match = /^([^.]+)(?:\.([^.]+))?\.auth0\.com$/.exec(domain);
  return match ? `https://manage.auth0.com/dashboard/${match[2] ?? "us"}/${match[1]}` : undefined;
}

/** The dashboard's page of the application that a tenant is connected with; the dashboard itself where that is not known. */
export function applicationPage(account: Pick<Auth0Account, "domain" | "clientId">): string {
  const base = dashboardOf(account);
  return base ? `${base}/applications/${encodeURIComponent(account.clientId)}/settings` : dashboard;
}

function dashboardPage(target: Auth0Target): string {
  const base = dashboardOf(target.account);
  if (!base) return dashboard;
  switch (target.kind) {
    case "tenant":
      return base;
    case "auth0-api":
      return `${base}/apis/${encodeURIComponent(target.value.id)}/settings`;
    case "application":
      return applicationPage({ domain: target.account.domain, clientId: target.value.clientId });
    case "connection":
      return `${base}/connections`;
  }
}

function developerPortalOf(target: Target): string | undefined {
  if (!("instance" in target)) return undefined;
  const [portal] = target.instance.developerPortalUrls;
  if (portal === undefined || target.kind !== "apim-api") return portal;
  return `${portal}/api-details#api=${encodeURIComponent(target.value.apiId)}`;
}
