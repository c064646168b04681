/**
 * The style of the access page. In an editor colours come from its theme, elsewhere from the reader's choice of light or dark; a
 * state colours its mark, never a text, and has its own shape and word besides.
 */
export const accessPageStyle = `
:root { color-scheme: light dark; scroll-padding-block: 6.5rem 5rem; }
:root:has(body.vscode-light, body.vscode-high-contrast-light) { color-scheme: light; }
:root:has(body.vscode-dark, body.vscode-high-contrast:not(.vscode-high-contrast-light)) { color-scheme: dark; }
body {
  --text: var(--vscode-foreground, light-dark(#1f1f1f, #ddd));
  --quiet: var(--vscode-descriptionForeground, light-dark(#595959, #a8a8a8));
  --ground: var(--vscode-editor-background, light-dark(#fff, #1b1b1b));
  --surface: var(--vscode-editorWidget-background, light-dark(#f6f6f6, #242424));
  --rule: var(--vscode-contrastBorder, var(--vscode-editorWidget-border, light-dark(#ccc, #484848)));
  --control: var(--vscode-contrastBorder, color-mix(in srgb, var(--text) 60%, transparent));
  --accent: var(--vscode-focusBorder, light-dark(#005fb8, #4daafc));
  --link: var(--vscode-textLink-foreground, light-dark(#005fb8, #4daafc));
  --field: var(--vscode-input-background, var(--ground));
  --open: var(--vscode-list-errorForeground, light-dark(#b01011, #f88070));
  --key: var(--vscode-list-warningForeground, light-dark(#855f00, #e2b73d));
  --unknown: var(--vscode-charts-blue, light-dark(#005fb8, #59a4f9));
  --restricted: var(--vscode-charts-green, light-dark(#2b7a2b, #89d185));
  --closed: var(--quiet);
  --edge: clamp(0.75rem, 3vw, 1.5rem);
  margin: 0; padding: 0.5rem var(--edge) 0; color: var(--text); background: var(--ground); font: var(--vscode-font-size, 0.875rem)/1.5 var(--vscode-font-family, system-ui, sans-serif); overflow-wrap: break-word;
}

/* -- Text */
main { padding-block-end: 2rem; }
main:focus { outline: none; }
main > :not(.matrix, .bar) { max-inline-size: 76rem; }
h1 { font-size: 1.5em; font-weight: 600; line-height: 1.3; margin: 0.6em 0 0.3em; text-wrap: balance; }
p { margin: 0.35rem 0; max-inline-size: 50rem; }
ul, ol { list-style: none; margin: 0; padding: 0; }
strong { font-weight: 600; }
code { font-family: var(--vscode-editor-font-family, ui-monospace, monospace); font-size: 0.96em; color: inherit; background: none; padding: 0; }
.quiet, .count { color: var(--quiet); font-weight: normal; }
.sr { position: absolute; inline-size: 1px; block-size: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.sprite, [hidden] { display: none !important; }
.icon { inline-size: 1.15em; block-size: 1.15em; flex: none; vertical-align: -0.2em; fill: none; stroke: currentColor; stroke-width: 1.4; stroke-linecap: round; stroke-linejoin: round; }
.icon .full { fill: currentColor; }
.open { color: var(--open); } :is(.key, .changed) { color: var(--key); } .unknown { color: var(--unknown); } :is(.restricted, .in) { color: var(--restricted); } :is(.closed, .skip, .pass) { color: var(--closed); }
.marks li { display: grid; grid-template-columns: 1.4em minmax(0, 1fr); gap: 0.4rem; padding-block: 0.1rem; }
.marks li > .icon { margin-block-start: 0.17em; }
.marks.columns { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(22rem, 100%), 1fr)); gap: 0 1.5rem; }

/* -- Controls */
.bar { display: flex; flex-wrap: wrap; gap: 0.5rem 1rem; align-items: center; margin-block: 0.8rem; }
.bar label { display: inline-flex; gap: 0.5rem; align-items: center; max-inline-size: 100%; }
:is(input, select) { font: inherit; color: var(--vscode-input-foreground, var(--text)); background: var(--field); border: 1px solid var(--control); border-radius: 2px; padding: 0.2rem 0.5rem; min-inline-size: 0; }
input::placeholder { color: var(--vscode-input-placeholderForeground, var(--quiet)); opacity: 1; }
.chips { flex-basis: 100%; display: flex; flex-wrap: wrap; gap: 0.35rem; }
.chip { font: inherit; color: inherit; background: none; border: 1px solid var(--control); border-radius: 1em; padding: 0.1rem 0.7rem; cursor: pointer; white-space: nowrap; }
.chip[aria-pressed="true"] { border: 2px solid var(--accent); padding: calc(0.1rem - 1px) calc(0.7rem - 1px); font-weight: 600; background: var(--surface); }
.link { font: inherit; padding: 0; border: 0; background: none; color: var(--link); text-decoration: underline; text-underline-offset: 0.15em; cursor: pointer; text-align: start; }
summary { cursor: pointer; inline-size: fit-content; padding-block: 0.2rem; }
:is(input, select, button, summary):focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
.tag.out { border: 2px solid var(--open); }
.button { font: inherit; padding: 0.25rem 0.8rem; border: 1px solid var(--control); border-radius: 2px; cursor: pointer; color: var(--vscode-button-secondaryForeground, inherit); background: var(--vscode-button-secondaryBackground, transparent); white-space: nowrap; }
.button:hover { background: var(--vscode-button-secondaryHoverBackground, var(--surface)); }
.actions { display: flex; flex-wrap: wrap; gap: 0.4rem; margin-block-start: 0.6rem; }
kbd { font: inherit; border: 1px solid var(--control); border-radius: 3px; padding-inline: 0.3em; }
footer { position: sticky; inset-block-end: 0; z-index: 3; display: flex; flex-wrap: wrap; gap: 0.5rem; align-items: center; margin: 1rem calc(-1 * var(--edge)) 0; padding: 0.7rem var(--edge); background: var(--ground); border-block-start: 1px solid var(--rule); }
footer p { margin: 0; }
@media (max-height: 26rem) { footer { position: static; } }
.tag { display: inline-flex; gap: 0.3em; align-items: center; border: 1px solid var(--control); border-radius: 3px; padding: 0 0.4em; margin-inline-start: 0.5em; font-weight: 600; white-space: nowrap; }

/* -- The matrix; the head stays in sight */
.matrix { border-collapse: collapse; table-layout: fixed; inline-size: 100%; margin-block-start: 1rem; }
th, td { text-align: start; vertical-align: top; padding: 0.3rem 0.8rem 0.3rem 0.4rem; font-weight: normal; border-block-end: 1px solid var(--rule); }
thead th { position: sticky; inset-block-start: 0; z-index: 1; background: var(--ground); font-weight: 600; vertical-align: bottom; box-shadow: 0 1px 0 var(--control); border: 0; }
thead th:first-child { inline-size: 36%; }
td { vertical-align: middle; padding-block: 0.15rem; }
.api > * { background: var(--surface); }
.group th { position: sticky; inset-block-start: var(--head, 2.2rem); z-index: 1; padding-block: 0.6rem 0.3rem; background: var(--ground); box-shadow: 0 1px 0 var(--control); }
.group h2 { display: inline; font-size: 1.05em; font-weight: 600; margin: 0; }
.group .count { margin-inline-start: 0.4em; }
.op th { padding-inline-start: 2rem; }
.call { display: grid; grid-template-columns: 4.8em minmax(0, 1fr); align-items: baseline; }
.method { font-family: var(--vscode-editor-font-family, ui-monospace, monospace); font-size: 0.9em; color: var(--quiet); }
.name { display: block; padding-inline-start: 5.2em; font-size: 0.92em; }
:is(.twist, th, .detail h2, .head > *) { overflow-wrap: anywhere; }
.cell, .twist { font: inherit; color: inherit; background: none; border: 1px solid transparent; border-radius: 3px; padding: 0.15rem 0.35rem; text-align: start; cursor: pointer; }
.cell { margin-inline-start: -0.35rem; }
:is(.cell, .twist):hover { border-color: var(--control); }
.cell[aria-expanded="true"] { border-color: var(--accent); }
.twist { position: relative; font-weight: 600; padding-inline-start: 1.5em; }
.twist::before { content: ""; position: absolute; inset: 0.65em auto auto 0.4em; inline-size: 0.4em; block-size: 0.4em; border: solid currentColor; border-width: 0 1.5px 1.5px 0; transform: rotate(-45deg); }
.twist[aria-expanded="true"]::before { transform: rotate(45deg); }
.api .count { display: inline-block; margin-inline-start: 1.6em; }

/* -- Why: what a call meets */
.detail > td { padding: 0.2rem 0.4rem 1rem 2rem; background: var(--surface); }
.detail h2 { font-size: 1em; font-weight: 600; margin: 0.7rem 0 0; }
.chain { margin-block-start: 0.5rem; max-inline-size: 52rem; }
.chain > li { position: relative; display: grid; grid-template-columns: 1.4em minmax(0, 1fr); gap: 0 0.6rem; padding-block-end: 0.55rem; }
.chain > li > .icon { margin-block-start: 0.15em; }
.chain > li:not(:last-child)::before { content: ""; position: absolute; inset: 1.5em auto 0 0.5em; border-inline-start: 2px solid var(--control); }
.chain > li.off:not(:last-child)::before { border-inline-start-style: dotted; }
.head { display: flex; flex-wrap: wrap; gap: 0 0.8rem; justify-content: space-between; }
.head > :first-child { flex: 1 1 45%; min-inline-size: 0; }
.chain p, .ways p { margin-block: 0; }
.ways { padding-inline-start: 1rem; max-inline-size: 52rem; }
.ways > li { border-inline-start: 2px solid var(--rule); padding-inline-start: 0.6rem; margin-block: 0.4rem; }
.ways code { white-space: pre-wrap; overflow-wrap: anywhere; }

/* -- Where there is no room each row becomes a block, and each cell says its column */
@media (max-width: 46rem) {
  .matrix, .matrix :is(tbody, tr, th, td) { display: block; }
  .matrix thead { position: absolute; clip-path: inset(50%); inline-size: 1px; block-size: 1px; overflow: hidden; }
  .matrix .group th { inset-block-start: 0; }
  .matrix tr { padding-block: 0.4rem; border-block-end: 1px solid var(--rule); }
  .matrix :is(th, td) { border: 0; padding: 0.1rem 0.4rem; }
  .matrix .op th { font-weight: 600; }
  .matrix td[data-in] { display: grid; grid-template-columns: minmax(7rem, 38%) minmax(0, 1fr); gap: 0 0.8rem; align-items: baseline; }
  .matrix td[data-in]::before { content: attr(data-in); color: var(--quiet); }
  .matrix td[data-in] > * { justify-self: start; }
  .matrix td:is(.none, .rest) { display: none; }
}
/* -- On paper: the reader's own colours, and nothing to press */
@media print {
  body { color-scheme: light; --text: #000; --quiet: #444; --ground: #fff; --surface: #fff; --rule: #999; --control: #666; --open: #a00; --key: #750; --unknown: #05a; --restricted: #161; }
  .bar, .link, .actions, .keys, footer { display: none; }
  thead { display: table-header-group; }
  :is(thead, .group) th { position: static; }
  tr, .chain > li { break-inside: avoid; }
}
`;
