import { l10n } from "vscode";
import { type Html, html, secretHtml } from "./html.ts";
import { type PageParts, renderButton } from "./page.ts";

/** What the buttons of {@link renderOnce} send. */
export const secretActions = { show: "secret-show", copy: "secret-copy" } as const;

/** A secret that a plan has brought about, and that a person may see. */
export interface SecretCard {
  /** What to do about it. */
  readonly heading: string;
  /** Whose it is. */
  readonly title: string;
  /** What it is. */
  readonly label: string;
  /** Where it is kept, and for how long. */
  readonly hint: string;
}

/** A secret that stands on the page only once it is asked for. */
export function renderOnce({ heading, title, label, hint }: SecretCard): Html {
  return html`<section><h2>${heading}</h2>
<div class="card"><header><h3>${title}</h3></header>
<p>${hint}</p>
<dl class="fields"><dt>${label}</dt><dd><code id="secret">••••••••••••••••</code></dd></dl>
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
