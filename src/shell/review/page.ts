import { type Html, html } from "./html.ts";

/** A button of a page; pressing it sends `action` to the extension. */
export interface PageButton {
  readonly action: string;
  readonly label: string;
  readonly primary?: boolean;
}

/** What a page is made of. */
export interface PageContent {
  readonly language: string;
  readonly title: string;
  readonly body: Html;
  readonly buttons: readonly PageButton[];
}

/**
 * A whole webview document. Nothing is loaded from anywhere; the one script and the one style carry a nonce; buttons are
 * plain buttons, so that the keyboard and screen readers work. None has the focus at first: an Enter too many in the prompts
 * before must not press it.
 */
export function renderPage({ language, title, body, buttons }: PageContent, nonce: string): string {
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
<footer>${buttons.map(renderButton)}</footer>
<script nonce="${nonce}">`.text;
  return `${page}${style}${rest}${script}</script>\n</body>\n</html>`;
}

/** A random value that only this page's own script and style know. */
export function newNonce(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
    byte.toString(16).padStart(2, "0"),
  ).join("");
}

function renderButton({ action, label, primary }: PageButton): Html {
  return html`<button type="button" class="${primary ? "primary" : "secondary"}" data-action="${action}">${label}</button>`;
}

const script = `
const host = acquireVsCodeApi();
document.addEventListener("click", (event) => {
  const button = event.target.closest("button[data-action]");
  if (!button) return;
  host.postMessage({ action: button.dataset.action });
});
document.querySelector("main").focus({ preventScroll: true });
`;

// Themes have their green and red for icons, on which no text can be read: what is behind a text gets a little of them.
const style = `
body { font: var(--vscode-font-weight) var(--vscode-font-size)/1.5 var(--vscode-font-family); color: var(--vscode-foreground); padding: 0; margin: 0; height: 100vh; display: flex; flex-direction: column; }
main:focus { outline: none; }
main { padding: 0.5rem 1.5rem 1.5rem; overflow: auto; flex: 1; }
main > * { max-width: 64rem; }
h1 { font-size: 1.5em; font-weight: 600; margin: 0.6em 0 0.4em; }
h2 { font-size: 1.15em; font-weight: 600; margin: 1.6em 0 0.5em; }
h3 { font-size: 1em; font-weight: 600; margin: 0; display: inline; }
ul, ol { padding: 0; margin: 0; list-style: none; }
li.step { border: 1px solid var(--vscode-widget-border, var(--vscode-contrastBorder, transparent)); border-radius: 4px; padding: 0.6rem 0.8rem; margin: 0.5rem 0; background: var(--vscode-editorWidget-background); }
ul.plain li { padding: 0.1rem 0; }
ul.plain li::before { content: "✓ "; }
ul.notes li::before { content: "ℹ "; color: var(--vscode-charts-blue); }
.badge { display: inline-block; min-width: 4.5em; text-align: center; border-radius: 3px; padding: 0 0.5em; margin-right: 0.6em; font-size: 0.85em; background: var(--vscode-badge-background); color: var(--vscode-badge-foreground); }
.badge.create, .badge.done, .badge.passed { --tint: var(--vscode-testing-iconPassed, var(--vscode-charts-green)); }
.badge.delete, .badge.failed { --tint: var(--vscode-testing-iconFailed, var(--vscode-charts-red)); }
.badge:is(.create, .done, .passed, .delete, .failed) { background: color-mix(in srgb, var(--tint) 25%, var(--vscode-editorWidget-background)); color: var(--vscode-foreground); box-shadow: inset 0 0 0 1px var(--tint); }
table { border-collapse: collapse; margin: 0.5rem 0 0; width: 100%; }
th, td { text-align: left; vertical-align: top; padding: 0.15rem 0.8rem 0.15rem 0; font-weight: normal; overflow-wrap: anywhere; }
th { color: var(--vscode-descriptionForeground); white-space: nowrap; width: 1%; }
del { color: var(--vscode-descriptionForeground); }
pre, code { font-family: var(--vscode-editor-font-family); font-size: var(--vscode-editor-font-size); }
pre { margin: 0.5rem 0 0; padding: 0.4rem 0; overflow-x: auto; background: var(--vscode-editor-background); border: 1px solid var(--vscode-widget-border, transparent); tab-size: 2; }
pre span { display: block; padding: 0 0.8rem; white-space: pre; }
pre.wrap span { white-space: pre-wrap; overflow-wrap: anywhere; }
pre .added { background: var(--vscode-diffEditor-insertedLineBackground, var(--vscode-diffEditor-insertedTextBackground)); }
pre .removed { background: var(--vscode-diffEditor-removedLineBackground, var(--vscode-diffEditor-removedTextBackground)); }
.columns { display: grid; grid-template-columns: repeat(auto-fit, minmax(20rem, 1fr)); gap: 1rem; }
.problem { color: var(--vscode-errorForeground); }
ul.advice { list-style: disc; padding-left: 1.4rem; margin: 0.4rem 0; }
ul.notes { margin: 0.6rem 0; }
.reservations { border: 1px solid var(--vscode-widget-border, var(--vscode-contrastBorder, transparent)); border-left: 3px solid var(--vscode-list-warningForeground, var(--vscode-editorWarning-foreground)); border-radius: 4px; padding: 0.2rem 0.8rem 0.4rem; margin: 0.8rem 0; }
.reservations h2 { margin: 0.5rem 0 0.2rem; }
.reservations li { display: flex; gap: 0.6rem; padding: 0.5rem 0; }
.reservations li + li { border-top: 1px solid var(--vscode-widget-border, var(--vscode-contrastBorder, transparent)); }
.reservations li > div { min-width: 0; overflow-wrap: break-word; }
.reservations li p { margin: 0; }
svg.icon { flex: none; width: 1.1em; height: 1.1em; margin-top: 0.25em; fill: none; stroke: currentColor; stroke-width: 1.3; stroke-linecap: round; stroke-linejoin: round; }
svg.icon.warn { color: var(--vscode-list-warningForeground, var(--vscode-editorWarning-foreground)); }
.quiet { color: var(--vscode-descriptionForeground); }
footer { display: flex; gap: 0.5rem; padding: 0.7rem 1.5rem; background: var(--vscode-editor-background); border-top: 1px solid var(--vscode-widget-border, var(--vscode-contrastBorder, transparent)); }
button { font: inherit; padding: 0.3rem 0.9rem; border: 1px solid var(--vscode-contrastBorder, transparent); border-radius: 2px; cursor: pointer; }
button.primary { background: var(--vscode-button-background); color: var(--vscode-button-foreground); }
button.primary:hover { background: var(--vscode-button-hoverBackground); }
button.secondary { border-color: var(--vscode-contrastBorder, color-mix(in srgb, var(--vscode-foreground) 45%, transparent)); background: var(--vscode-button-secondaryBackground); color: var(--vscode-button-secondaryForeground); }
button.secondary:hover { background: var(--vscode-button-secondaryHoverBackground); }
button.link { padding: 0; border: none; background: none; color: var(--vscode-textLink-foreground); text-align: left; }
button.link:hover { text-decoration: underline; }
button:focus-visible { outline: 1px solid var(--vscode-focusBorder); outline-offset: 2px; }
`;
