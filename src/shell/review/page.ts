import { type Html, html } from "./html.ts";
import { icon } from "./icons.ts";
import { pageStyle } from "./page-style.ts";

/** A button of a page; pressing it sends `action` to the extension. */
export interface PageButton {
  readonly action: string;
  readonly label: string;
  readonly primary?: boolean;
  /** What it is about, for who hears it and does not see what it stands beside. */
  readonly about?: string;
}

/** What a page is made of. */
export interface PageContent {
  readonly title: string;
  readonly body: Html;
  readonly buttons: readonly PageButton[];
  /** Stands beside the buttons. */
  readonly remark?: string;
  /** The remark is a warning. */
  readonly warns?: boolean;
}

/** The id of the row of buttons below a page. */
export const actionsId = "actions";

/** Another inside for the elements with these ids, while the rest of the page stays as it is. */
export type PageParts = Readonly<Record<string, Html>>;

/**
 * A whole webview document. Nothing is loaded from anywhere; the one script and the one style carry a nonce; buttons are
 * plain buttons, so that the keyboard and screen readers work. None has the focus at first: an Enter too many in the prompts
 * before must not press it.
 */
export function renderPage(
  { title, body, buttons, remark, warns }: PageContent,
  language: string,
  nonce: string,
): string {
  const policy = `default-src 'none'; style-src 'nonce-${nonce}'; script-src 'nonce-${nonce}'`;
  const page = html`<!DOCTYPE html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width">
<title>${title}</title>
<style nonce="${nonce}">`.text;
  const rest = html`</style>
</head>
<body>
<main tabindex="-1">
<h1>${title}</h1>
${body}
</main>
<footer id="${actionsId}">${renderActions(buttons, remark, warns)}</footer>
<script nonce="${nonce}">`.text;
  return `${page}${pageStyle}${rest}${script}</script>\n</body>\n</html>`;
}

/** A random value that only this page's own script and style know. */
export function newNonce(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
    byte.toString(16).padStart(2, "0"),
  ).join("");
}

/** What stands in the element {@link actionsId}. */
export function renderActions(buttons: readonly PageButton[], remark?: string, warns = false): Html {
  const told = warns ? html`<p>${icon("warn", "warn")} ${remark}</p>` : html`<p class="quiet">${remark}</p>`;
  return html`${buttons.map(renderButton)}${remark && told}`;
}

/** A button within a page. */
export function renderButton({ action, label, primary, about }: PageButton): Html {
  const spoken = about === undefined ? undefined : html` aria-label="${label} ${about}"`;
  return html`<button type="button" class="button${primary ? " primary" : ""}" data-action="${action}"${spoken}>${label}</button>`;
}

// Only what differs is put in, so that a sentence that is read aloud is not read twice.
const script = `
const host = acquireVsCodeApi();
document.addEventListener("click", (event) => {
  const button = event.target.closest("button[data-action]");
  if (!button) return;
  host.postMessage({ action: button.dataset.action });
});
window.addEventListener("message", ({ data }) => {
  for (const [id, inside] of Object.entries(data.parts ?? {})) {
    const element = document.getElementById(id);
    if (element && element.dataset.inside !== inside) {
      element.innerHTML = inside;
      element.dataset.inside = inside;
    }
  }
});
document.querySelector("main").focus({ preventScroll: true });
`;
