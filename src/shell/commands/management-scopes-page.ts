import { commands, env, l10n, Uri } from "vscode";
import type { Auth0Account } from "../../domain/account.ts";
import { type MissingScope, managementScopes, missingScopes } from "../../workflows/connect.ts";
import { tenantLabelOf } from "../account-label.ts";
import { reading } from "../cancellation.ts";
import { commandIds } from "../ids.ts";
import { breakable, type Html, html } from "../review/html.ts";
import { icon } from "../review/icons.ts";
import { actionsId, type PageButton, type PageContent, renderActions } from "../review/page.ts";
import { PagePanel } from "../review/page-panel.ts";
import type { Services } from "../services.ts";
import { targetOf } from "../target.ts";
import { applicationPage } from "./open-in-browser.ts";

/** Whose scopes the page shows; the way to make an application where there is none yet. */
interface Shown {
  readonly domain?: string;
  readonly clientId?: string;
  /** Scopes that the application lacks; left out when that is not known. */
  readonly missing?: readonly string[];
}

/** Every scope, with what does not work without it. */
const allScopes: readonly MissingScope[] = missingScopes(new Set());
const isForReading = ({ scope }: MissingScope) => scope.startsWith("read:");

/** Shows how the application for the Management API is made, and which scopes it needs; with a tenant also which it lacks. */
export async function showScopesPage({ accounts }: Services, argument: unknown): Promise<undefined> {
  const shown = await toShow(accounts, argument);
  const name = shown.domain === undefined ? undefined : tenantLabelOf(accounts.tenants.all(), shown.domain);
  const content = pageOf(shown, name);
  const panel = new PagePanel("auth0Apim.managementScopes", content.title);
  panel.onDidPress((action) => {
    void press(action, shown).then((remark) => {
      if (remark !== undefined)
        panel.change({ [actionsId]: renderActions(content.buttons, remark) }, { ...content, remark });
    });
  });
  panel.show(content);
  return undefined;
}

async function toShow(accounts: Services["accounts"], argument: unknown): Promise<Shown> {
  const target = targetOf(argument);
  if (target?.kind === "tenant") return scopesOf(accounts, target.account);
  // What our own messages hand over; from the palette there is nothing.
  const given = typeof argument === "object" && argument !== null ? (argument as Shown) : {};
  const account = accounts.tenants.all().find(({ domain }) => domain === given.domain);
  return { ...(account && { clientId: account.clientId }), ...given };
}

async function scopesOf(accounts: Services["accounts"], account: Auth0Account): Promise<Shown> {
  const { domain, clientId } = account;
  const granted = await reading(domain, (signal) => accounts.grantedTo(account, signal));
  const missing = granted && missingScopes(granted).map(({ scope }) => scope);
  return { domain, clientId, ...(missing && { missing }) };
}

function pageOf(shown: Shown, name: string | undefined): PageContent {
  return {
    title: l10n.t("Application for the Management API"),
    body: html`${renderState(shown, name)}${renderSteps()}<div class="pair">
${renderScopes(l10n.t("To read"), allScopes.filter(isForReading), shown.missing)}
${renderScopes(
  l10n.t("To change"),
  allScopes.filter((one) => !isForReading(one)),
  shown.missing,
)}
</div>`,
    buttons: buttonsOf(shown),
  };
}

function renderState({ missing, clientId }: Shown, name: string | undefined): Html | undefined {
  if (name === undefined || missing === undefined) return undefined;
  const tone = missing.length === 0 ? "pass" : "warn";
  const text =
    missing.length === 0
      ? l10n.t("The application of {0} has every scope that is needed.", name)
      : l10n.t("In {0} these are not granted: {1}.", name, missing.join(", "));
  return html`<div class="banner ${tone}" role="status">${icon(tone, tone, "big")}<p class="strong">${text}</p>
${clientId && html`<p>${l10n.t("Client ID")} <code>${clientId}</code></p>`}</div>`;
}

function renderSteps(): Html {
  const steps = [
    l10n.t(
      "Auth0 Dashboard > Applications > Applications > Create Application: Machine to Machine Applications.",
    ),
    l10n.t("Choose the API “Auth0 Management API”, then the permissions below, and Authorize."),
    l10n.t("For an application that is there: its tab APIs > Auth0 Management API > Edit."),
    l10n.t(
      "Its tab Settings has the domain, the client ID and the client secret that “Connect Auth0 Tenant” asks for.",
    ),
  ];
  return html`<h2>${l10n.t("The way there")}</h2>
<p>${l10n.t("Everything here is done as a machine-to-machine application of your own tenant. Scopes that you leave out take away what stands beside them, and nothing else.")}</p>
<ol>${steps.map((step, index) => html`<li>${index + 1}. ${step}</li>`)}</ol>
<h2>${l10n.t("Scopes of the Management API")}</h2>`;
}

function renderScopes(
  title: string,
  scopes: readonly MissingScope[],
  missing: readonly string[] | undefined,
): Html {
  const lines = scopes.map(
    ({ scope, consequence }) =>
      html`<dt><code>${breakable(scope)}</code></dt><dd>${consequence}${missing?.includes(scope) ? html` <span class="tag">${icon("warn", "warn")}${l10n.t("not granted")}</span>` : undefined}</dd>`,
  );
  return html`<section class="card"><header><h3>${title}<span class="count">${scopes.length}</span></h3></header>
<p class="quiet">${l10n.t("Without it:")}</p>
<dl class="fields">${lines}</dl></section>`;
}

function buttonsOf({ domain, missing = [] }: Shown): PageButton[] {
  return [
    { action: "copyAll", label: l10n.t("Copy All Scopes"), primary: missing.length === 0 },
    { action: "copyRead", label: l10n.t("Copy Scopes to Read") },
    ...(missing.length === 0
      ? []
      : [{ action: "copyMissing", label: l10n.t("Copy Missing Scopes"), primary: true }]),
    { action: "dashboard", label: l10n.t("Open Dashboard") },
    ...(domain === undefined ? [{ action: "connect", label: l10n.t("Connect Auth0 Tenant") }] : []),
  ];
}

/** Does what a button says; the answer is what stands beside the buttons after it. */
async function press(action: string, { domain, clientId, missing = [] }: Shown): Promise<string | undefined> {
  const copies: Readonly<Record<string, readonly string[]>> = {
    copyAll: managementScopes,
    copyRead: allScopes.filter(isForReading).map(({ scope }) => scope),
    copyMissing: missing,
  };
  const copied = copies[action];
  if (copied) {
    await env.clipboard.writeText(copied.join(" "));
    return l10n.t("{0} scopes are on the clipboard, with spaces between them.", copied.length);
  }
  if (action === "dashboard") {
    await env.openExternal(Uri.parse(applicationPage({ domain, clientId }), true));
  } else if (action === "connect") {
    await commands.executeCommand(commandIds.connectAuth0);
  }
  return undefined;
}
