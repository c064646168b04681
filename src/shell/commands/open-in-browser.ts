import { env, l10n, Uri } from "vscode";
import { Failure } from "../../core/failure.ts";
import type { Auth0Account, AzureAccount } from "../../domain/account.ts";
import { environmentOf } from "../../domain/azure-clouds.ts";
import { instanceId, parseInstancePath } from "../../domain/azure-paths.ts";
import { kinds } from "../../resources/all-kinds.ts";
import { auth0Api } from "../../resources/kinds/auth0-api.ts";
import { auth0Application } from "../../resources/kinds/auth0-application.ts";
import { auth0Connection } from "../../resources/kinds/auth0-connection.ts";
import { chooseInstanceTarget, chooseTarget } from "../choose-target.ts";
import { commandIds } from "../ids.ts";
import type { Services } from "../services.ts";
import { isSandboxAccount } from "../session/account-list.ts";
import { type ResourceTarget, type Target, targetOf } from "../target.ts";
import { chooseAnyApi } from "./choose-api.ts";
import type { Command, Report } from "./command.ts";

const dashboard = "https://manage.auth0.com/";

/** Commands that show a tree item where its cloud shows it. */
export function browserCommands({ accounts }: Pick<Services, "accounts">): Command[] {
  const shown = kinds.filter(({ tree }) => tree !== undefined);
  return [
    {
      id: commandIds.openInBrowser,
      title: l10n.t("Open in Browser"),
      run: async (argument) => {
        const title = l10n.t("Open in Browser");
        const api = () => chooseAnyApi(accounts, undefined, title);
        return open(targetOf(argument) ?? (await chooseTarget(accounts, shown, title, api)), pageOf);
      },
    },
    {
      id: commandIds.openDeveloperPortal,
      title: l10n.t("Open Developer Portal"),
      run: async (argument) => {
        const title = l10n.t("Open Developer Portal");
        return open(targetOf(argument) ?? (await chooseInstanceTarget(accounts, title)), developerPortalOf);
      },
    },
  ];
}

async function open(target: Target, addressOf: (target: Target) => string | undefined): Promise<Report> {
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
      return dashboardOf(target.account) ?? dashboard;
    case "subscription":
      return azurePage(target.account, `/subscriptions/${target.value.id}`);
    case "policy":
      return azurePage(target.account, target.instance.id);
    case "product":
    case "operation":
    case "fragment":
    case "instance":
    case "apim-api":
      return azurePage(target.account, target.value.id);
    case "resource":
      return "domain" in target.account
        ? dashboardPage(target, target.account)
        : resourcePage(target, target.account);
    case "resource-group":
    case "fact":
      return undefined;
  }
}

/** In the portal of the account's cloud; `undefined` for a custom one that names none. */
function azurePage({ cloud }: AzureAccount, resourceId: string): string | undefined {
  const { portal } = environmentOf(cloud);
  return portal === undefined ? undefined : `${portal}/#resource${resourceId}`;
}

/** Its own page where it says where it is in Azure; else that of its instance. */
function resourcePage({ ref, value }: ResourceTarget, account: AzureAccount): string | undefined {
  const own =
    "id" in value && typeof value.id === "string" && value.id.startsWith("/") ? value.id : undefined;
  return azurePage(account, own ?? instanceId(parseInstancePath(ref.owner)));
}

/** The dashboard names tenants by region: `contoso.eu.auth0.com` is `eu/contoso`. */
function dashboardOf({ domain }: Pick<Auth0Account, "domain">): string | undefined {
  const match = /^([^.]+)(?:\.([^.]+))?\.auth0\.com$/.exec(domain);
  return match ? `https://manage.auth0.com/dashboard/${match[2] ?? "us"}/${match[1]}` : undefined;
}

/** The dashboard's page of an application, of all applications where none is known, or the dashboard itself. */
export function applicationPage({
  domain = "",
  clientId = "",
}: {
  readonly domain?: string | undefined;
  readonly clientId?: string | undefined;
}): string {
  const base = dashboardOf({ domain });
  if (!base) return dashboard;
  return clientId === ""
    ? `${base}/applications`
    : `${base}/applications/${encodeURIComponent(clientId)}/settings`;
}

function dashboardPage({ of, ref }: ResourceTarget, account: Auth0Account): string {
  const base = dashboardOf(account);
  if (!base) return dashboard;
  if (of.id === auth0Api.id) return `${base}/apis/${encodeURIComponent(ref.id)}/settings`;
  if (of.id === auth0Application.id) return applicationPage({ domain: account.domain, clientId: ref.id });
  return of.id === auth0Connection.id ? `${base}/connections` : base;
}

function developerPortalOf(target: Target): string | undefined {
  if (!("instance" in target)) return undefined;
  const [portal] = target.instance.developerPortalUrls;
  if (portal === undefined || target.kind !== "apim-api") return portal;
  return `${portal}/api-details#api=${encodeURIComponent(target.value.apiId)}`;
}
