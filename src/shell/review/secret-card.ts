import { l10n } from "vscode";
import { type Html, html, secretHtml } from "./html.ts";
import { type PageParts, renderButton } from "./page.ts";

/** What the buttons of {@link renderOnce} send. */
export const secretActions = { show: "secret-show", copy: "secret-copy" } as const;

/** A password that was made up here: it stands on the page only once it is asked for. */
export function renderOnce(email: string): Html {
  return html`<section><h2>${l10n.t("Write this down now")}</h2>
<div class="card"><header><h3>${l10n.t("Password of the test user {0}", email)}</h3></header>
<p>${l10n.t("It is kept until you have shown or copied it here, and known to nobody after you close this page.")}</p>
<dl class="fields"><dt>${l10n.t("Password")}</dt><dd><code id="secret">••••••••••••••••</code></dd></dl>
<div class="actions">${renderButton({ action: secretActions.show, label: l10n.t("Show") })}${renderButton({ action: secretActions.copy, label: l10n.t("Copy") })}<span id="copied" role="status"></span></div></div></section>`;
}

/** What differs once the password is shown. */
export function shownParts(password: string): PageParts {
  return { secret: secretHtml(password) };
}

/** What differs once the password is copied. */
export function copiedParts(): PageParts {
  return { copied: html`${l10n.t("Copied")}` };
}
