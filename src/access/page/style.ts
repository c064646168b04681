/**
 * The style of the access page. In an editor colours come from its theme, elsewhere from the reader's choice of light or dark; a
 * state colours its mark, never a text, and has its own shape and word besides.
 */
export const accessPageStyle = `
:root { color-scheme: light dark; }
body {
  --text: var(--vscode-foreground, light-dark(#1f1f1f, #ddd));
  --quiet: var(--vscode-descriptionForeground, light-dark(#595959, #a8a8a8));
  --ground: var(--vscode-editor-background, light-dark(#fff, #1b1b1b));
  --surface: var(--vscode-editorWidget-background, light-dark(#f6f6f6, #242424));
  --rule: var(--vscode-contrastBorder, var(--vscode-editorWidget-border, light-dark(#ccc, #484848)));
  --control: var(--vscode-contrastBorder, light-dark(#767676, #8c8c8c));
  --accent: var(--vscode-focusBorder, light-dark(#005fb8, #4daafc));
  --open: var(--vscode-list-errorForeground, light-dark(#b01011, #f88070));
  --key: var(--vscode-list-warningForeground, light-dark(#855f00, #e2b73d));
  --unknown: var(--vscode-charts-blue, light-dark(#005fb8, #59a4f9));
  --restricted: var(--vscode-charts-green, light-dark(#2b7a2b, #89d185));
  --closed: var(--quiet);
  margin: 0; padding: 0.5rem clamp(0.75rem, 3vw, 1.5rem) 2rem; color: var(--text); background: var(--ground); font: var(--vscode-font-size, 0.875rem)/1.5 var(--vscode-font-family, system-ui, sans-serif); overflow-wrap: anywhere;
}
h1 { font-size: 1.5em; font-weight: 600; margin: 0.6em 0 0.3em; }
ul { list-style: none; margin: 0; padding: 0; }
code { font-family: var(--vscode-editor-font-family, ui-monospace, monospace); font-size: 0.96em; }
.quiet { color: var(--quiet); font-weight: normal; }
.sprite { display: none; }
.icon { inline-size: 1.15em; block-size: 1.15em; flex: none; vertical-align: -0.2em; fill: none; stroke: currentColor; stroke-width: 1.4; stroke-linecap: round; stroke-linejoin: round; }
.icon .full { fill: currentColor; }
.open { color: var(--open); } .key { color: var(--key); } .unknown { color: var(--unknown); } .restricted { color: var(--restricted); } .closed { color: var(--closed); }
.legend li, .notes li { display: grid; grid-template-columns: 1.4em minmax(0, 1fr); gap: 0.4rem; padding-block: 0.1rem; max-inline-size: 60rem; }
.bar { display: flex; flex-wrap: wrap; gap: 0.5rem; align-items: center; margin-block: 0.8rem; }
.bar input { font: inherit; color: inherit; background: var(--ground); border: 1px solid var(--control); border-radius: 2px; padding: 0.2rem 0.5rem; inline-size: min(20rem, 100%); }
.chip { font: inherit; color: inherit; background: none; border: 1px solid var(--control); border-radius: 1em; padding: 0.1rem 0.7rem; cursor: pointer; }
.chip[aria-pressed="true"] { border: 2px solid var(--accent); padding: calc(0.1rem - 1px) calc(0.7rem - 1px); font-weight: 600; }
:is(input, button, summary):focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
table { border-collapse: collapse; inline-size: 100%; margin-block-start: 1rem; }
th, td { text-align: start; vertical-align: top; padding: 0.35rem 0.5rem; font-weight: normal; border-block-end: 1px solid var(--rule); }
thead th, .api th { font-weight: 600; }
.api { background: var(--surface); }
.op th { padding-inline-start: 1.5rem; }
td + td, td { inline-size: 36%; }
summary { cursor: pointer; inline-size: fit-content; }
.ways { padding: 0.2rem 0 0.4rem 1rem; }
.ways > li { border-inline-start: 2px solid var(--rule); padding-inline-start: 0.6rem; margin-block: 0.3rem; }
.link { font: inherit; padding: 0; border: 0; background: none; color: var(--vscode-textLink-foreground, light-dark(#005fb8, #4daafc)); text-decoration: underline; cursor: pointer; text-align: start; }
.tag { border: 1px solid var(--control); border-radius: 3px; padding: 0 0.4em; font-weight: 600; white-space: nowrap; }
[hidden] { display: none; }
@media (max-width: 45rem) { thead { display: none; } tr, th, td { display: block; inline-size: auto; } td { border: 0; padding-inline-start: 1.5rem; } }
`;

/** A drawing for each verdict. */
export const accessMarks = `<svg class="sprite" aria-hidden="true">
<symbol id="i-open" viewBox="0 0 16 16"><path d="M3 7.5h10v6.5H3zM5 7.5V4.6a3 3 0 0 1 5.6-1.5"/></symbol>
<symbol id="i-key" viewBox="0 0 16 16"><circle cx="5" cy="11" r="3"/><path d="M7 9l7-7M11 5l2 2M9 7l1.5 1.5"/></symbol>
<symbol id="i-unknown" viewBox="0 0 16 16"><circle cx="8" cy="8" r="6.5" stroke-dasharray="2 2"/><path d="M6 6.3c0-1.3 1-2 2-2s2 .8 2 1.9c0 1.5-2 1.6-2 3.1M8 11.7v.1"/></symbol>
<symbol id="i-restricted" viewBox="0 0 16 16"><path class="full" d="M3 7.5h10v6.5H3z"/><path d="M5 7.5V4.8a3 3 0 0 1 6 0v2.7"/></symbol>
<symbol id="i-closed" viewBox="0 0 16 16"><circle cx="8" cy="8" r="6.5"/><path d="M3.5 3.5l9 9"/></symbol>
</svg>`;

/** Shows what is looked for. A row's own text is searched; a verdict is one of those in it. */
export const accessPageScript = `
const rows = [...document.querySelectorAll("tr.op")].map((row) => ({ row, text: row.dataset.api.toLowerCase() + " " + row.textContent.toLowerCase(), verdicts: row.dataset.verdicts.split(" ") }));
const search = document.querySelector("input");
const chips = [...document.querySelectorAll(".chip")];
const shown = document.getElementById("shown");
function filter() {
  const words = search.value.toLowerCase().split(/\\s+/).filter(Boolean);
  const verdict = chips.find((chip) => chip.ariaPressed === "true").dataset.verdict;
  const apis = new Set();
  let count = 0;
  for (const { row, text, verdicts } of rows) {
    row.hidden = !((verdict === "" || verdicts.includes(verdict)) && words.every((word) => text.includes(word)));
    if (!row.hidden) { count += 1; apis.add(row.dataset.api); }
  }
  for (const row of document.querySelectorAll("tr.api")) row.hidden = !apis.has(row.dataset.api);
  shown.textContent = count === rows.length ? "" : count + " of " + rows.length + " operations shown";
}
// in an editor, what is pressed is for the extension to do
const host = typeof acquireVsCodeApi === "function" ? acquireVsCodeApi() : undefined;
document.addEventListener("click", (event) => {
  const button = event.target.closest("button[data-action]");
  if (button && host) host.postMessage({ action: button.dataset.action });
});
search.addEventListener("input", filter);
for (const chip of chips) chip.addEventListener("click", () => { for (const other of chips) other.ariaPressed = String(other === chip); filter(); });
`;
