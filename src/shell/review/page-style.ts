/**
 * The one stylesheet of all pages. Colours come from the theme only; a state colours its icon or a bar, never text, so that text
 * keeps the contrast that the theme gives it. Every state also has its own shape and its own word.
 */
export const pageStyle = `
/* -- Words of our own over the theme's variables. */
body {
  --text: var(--vscode-foreground);
  --quiet: var(--vscode-descriptionForeground);
  --ground: var(--vscode-editor-background);
  --surface: var(--vscode-editorWidget-background);
  --rule: var(--vscode-contrastBorder, var(--vscode-editorWidget-border));
  --control: var(--vscode-contrastBorder, color-mix(in srgb, var(--vscode-foreground) 60%, transparent));
  --pass: var(--vscode-charts-green);
  --fail: var(--vscode-list-errorForeground, var(--vscode-charts-red));
  --warn: var(--vscode-list-warningForeground, var(--vscode-editorWarning-foreground));
  --info: var(--vscode-charts-blue);
  --mono: var(--vscode-editor-font-family);
  --gap: 0.75rem;
  --edge: clamp(0.75rem, 3vw, 1.5rem);
}

/* -- The page: it scrolls as a document does, its actions stay in sight. */
html { scroll-padding-block: 3rem 5rem; }
body { margin: 0; padding: 0; min-block-size: 100vh; display: flex; flex-direction: column; color: var(--text); background: var(--ground); font: var(--vscode-font-weight) var(--vscode-font-size)/1.5 var(--vscode-font-family); overflow-wrap: break-word; }
main { flex: 1; padding: 0.5rem var(--edge) 2rem; }
main:focus { outline: none; }
main > * { max-inline-size: 76rem; }
footer { position: sticky; inset-block-end: 0; z-index: 3; display: flex; flex-wrap: wrap; gap: 0.5rem; align-items: center; padding: 0.7rem var(--edge); background: var(--ground); border-block-start: 1px solid var(--rule); }
footer p { margin: 0; flex: 1 1 16rem; }
@media (max-height: 26rem) { footer { position: static; } }

/* -- Text */
h1 { font-size: 1.5em; font-weight: 600; line-height: 1.3; margin: 0.6em 0 0.3em; text-wrap: balance; }
h2 { font-size: 1.2em; font-weight: 600; line-height: 1.3; margin: 1.8em 0 0.5em; }
h3 { font-size: 1em; font-weight: 600; margin: 0; }
p { margin: 0.35rem 0; max-inline-size: 46rem; }
ul, ol { list-style: none; margin: 0; padding: 0; }
a { color: var(--vscode-textLink-foreground); text-underline-offset: 0.15em; }
code, pre { font-family: var(--mono); font-size: var(--vscode-editor-font-size); }
code { font-size: 0.96em; color: inherit; background: none; padding: 0; }
del { color: var(--quiet); text-decoration-thickness: 1px; }
ins { text-decoration: none; }
.quiet { color: var(--quiet); font-weight: normal; }
.strong { font-weight: 600; }
.count { color: var(--quiet); font-weight: normal; margin-inline-start: 0.4em; }
.nowrap { white-space: nowrap; }
.sr { position: absolute; inline-size: 1px; block-size: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }

/* -- Icons: lines in the colour of their state */
.sprite { display: none; }
.icon { inline-size: 1.15em; block-size: 1.15em; flex: none; vertical-align: -0.2em; fill: none; stroke: currentColor; stroke-width: 1.4; stroke-linecap: round; stroke-linejoin: round; }
.icon.big { inline-size: 1.6em; block-size: 1.6em; vertical-align: -0.35em; }
.icon .full { fill: currentColor; }
.icon.pass { color: var(--pass); }
.icon.fail { color: var(--fail); }
.icon.warn { color: var(--warn); }
.icon.info { color: var(--info); }
.icon.wait { color: var(--quiet); }
.icon.run { color: var(--vscode-progressBar-background); animation: turn 1.2s linear infinite; }
@keyframes turn { to { transform: rotate(1turn); } }
@media (prefers-reduced-motion: reduce) { .icon.run { animation: none; } }

/* -- Tags: what kind a thing is, in words */
.tag { display: inline-flex; gap: 0.3em; align-items: baseline; padding: 0 0.45em; border: 1px solid var(--control); border-radius: 3px; font-size: 0.92em; font-weight: normal; white-space: nowrap; }
.tag .icon { align-self: center; }
.tag.out { border: 2px solid var(--fail); font-weight: 600; }
.tag.perhaps { border: 2px dashed var(--warn); font-weight: 600; }
.tags { display: flex; flex-wrap: wrap; gap: 0.25rem 0.4rem; }
.tags code { padding: 0 0.4em; border: 1px solid var(--rule); border-radius: 3px; }

/* -- Banner: what happened, to what, what next */
.banner { display: grid; grid-template-columns: auto minmax(0, 1fr); gap: 0 0.7rem; margin: 0.8rem 0; padding: 0.6rem 0.8rem; background: var(--surface); border: 1px solid var(--rule); border-inline-start: 4px solid var(--control); border-radius: 4px; }
.banner > .icon { grid-row: span 9; margin-block-start: 0.05rem; }
.banner > :not(.icon) { grid-column: 2; margin-block: 0; }
.banner > * + *:not(.icon) { margin-block-start: 0.2rem; }
.banner > .icon + * { margin-block-start: 0; }
.banner .actions { margin-block-start: 0.6rem; }
.banner.pass { border-inline-start-color: var(--pass); }
.banner.fail { border-inline-start-color: var(--fail); }
.banner.warn { border-inline-start-color: var(--warn); }
.banner.unknown { border-style: dashed; }

/* -- Lists of short facts with a mark in front */
.marks li { display: grid; grid-template-columns: 1.4em minmax(0, 1fr); gap: 0 0.4rem; padding-block: 0.15rem; }
.marks li > .icon { margin-block-start: 0.17em; }

/* -- Cards: one change, one check, one remedy */
.card { margin-block: 0.6rem; padding: 0.6rem 0.8rem 0.7rem; background: var(--surface); border: 1px solid var(--rule); border-radius: 4px; container-type: inline-size; }
.card.unknown { border-style: dashed; border-color: var(--control); }
.card > header { display: flex; flex-wrap: wrap; gap: 0.2rem 0.6rem; align-items: baseline; }
.card > header > h3 { flex: 1 1 18rem; min-inline-size: 0; }
.card > header > .icon { align-self: center; }
.card .place { margin: 0.1rem 0 0; color: var(--quiet); }
.pair { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(27rem, 100%), 1fr)); gap: 0 var(--gap); align-items: start; }
.pair > section { container-type: inline-size; }

/* -- Fields: name and value, before and after; under each other where there is no room */
.fields { display: grid; grid-template-columns: max(8.5rem, min(13rem, 32%)) minmax(0, 1fr); gap: 0.2rem 1rem; margin: 0.5rem 0 0; }
.fields dt { color: var(--quiet); }
.fields dd { margin: 0; }
.fields dd > ul:not(.tags) > li + li { margin-block-start: 0.1rem; }
.arrow { color: var(--quiet); padding-inline: 0.35em; }
@container (max-width: 26rem) { .fields { grid-template-columns: minmax(0, 1fr); gap: 0; } .fields dd { margin-block-end: 0.35rem; } }

/* -- Texts by line: diff, policy with marks, answers */
figure { margin: 0.6rem 0 0; }
figcaption { display: flex; flex-wrap: wrap; gap: 0 1rem; justify-content: space-between; color: var(--quiet); margin-block-end: 0.25rem; }
pre { margin: 0; padding: 0.35rem 0; tab-size: 2; line-height: 1.5; white-space: normal; color: var(--vscode-editor-foreground); background: var(--ground); border: 1px solid var(--rule); border-radius: 3px; }
.line { display: grid; grid-template-columns: 1.6rem auto minmax(0, 1fr); border: 1px solid transparent; border-inline-width: 4px 0; padding-inline-end: 0.6rem; color: inherit; text-decoration: none; }
.line > span { white-space: pre-wrap; overflow-wrap: anywhere; grid-column: -2 / -1; }
.line > .indent { white-space: pre; grid-column: -3 / -2; grid-row: 1; }
.line::before { content: ""; text-align: center; grid-area: 1 / 1; }
ins.line { background: var(--vscode-diffEditor-insertedLineBackground); border-color: var(--vscode-diffEditor-insertedTextBorder, transparent); border-inline-start-color: var(--pass); }
del.line { background: var(--vscode-diffEditor-removedLineBackground); border-color: var(--vscode-diffEditor-removedTextBorder, transparent); border-block-style: dashed; border-inline-start: 4px double var(--fail); }
:is(ins.line:has(+ ins.line), del.line:has(+ del.line)) { border-block-end-color: transparent; }
:is(ins.line + ins.line, del.line + del.line) { border-block-start-color: transparent; }
ins.line::before { content: "+"; }
del.line::before { content: "\\2212"; }
.line.fold { color: var(--quiet); font-family: var(--vscode-font-family); font-size: var(--vscode-font-size); }
.line.fold::before { content: "\\22ef"; }
pre.plain { padding-inline: 0.6rem; white-space: pre-wrap; }

/* -- Chain: levels in the order in which they run; steps of a plan */
.chain { margin-block: 0.5rem 0; max-inline-size: 48rem; }
.chain > li { position: relative; display: grid; grid-template-columns: 1.4em minmax(0, 1fr); gap: 0 0.6rem; padding-block-end: 0.55rem; }
.chain > li > .icon { grid-column: 1; grid-row: 1; margin-block-start: 0.15em; }
.chain > li > :not(.icon) { grid-column: 2; }
.chain > li:not(:last-child)::before { content: ""; position: absolute; inset: 1.5em auto 0 0.5em; border-inline-start: 2px solid var(--control); }
.chain > li.off:not(:last-child)::before { border-inline-start-style: dotted; }
.chain .head { display: flex; flex-wrap: wrap; gap: 0 0.8rem; justify-content: space-between; }
.chain .head > :first-child { flex: 1 1 55%; }
.chain p { margin-block: 0; }

/* -- Controls */
button { font: inherit; }
.button { padding: 0.25rem 0.8rem; border: 1px solid var(--control); border-radius: 2px; cursor: pointer; color: var(--vscode-button-secondaryForeground); background: var(--vscode-button-secondaryBackground, transparent); white-space: nowrap; }
.button:hover { background: var(--vscode-button-secondaryHoverBackground); }
.button.primary { color: var(--vscode-button-foreground); background: var(--vscode-button-background); border: 2px solid var(--vscode-contrastBorder, transparent); padding: calc(0.25rem - 1px) calc(0.8rem - 1px); }
.button.primary:hover { background: var(--vscode-button-hoverBackground); }
.button[aria-disabled="true"] { border-style: dashed; cursor: default; color: var(--quiet); background: none; }
.link { padding: 0; border: 0; background: none; color: var(--vscode-textLink-foreground); text-decoration: underline; text-underline-offset: 0.15em; cursor: pointer; }
.actions { display: flex; flex-wrap: wrap; gap: 0.4rem; margin-block-start: 0.6rem; }
progress { inline-size: min(30rem, 100%); block-size: 0.7rem; appearance: none; border: 1px solid var(--control); border-radius: 1em; background: none; overflow: hidden; }
progress::-webkit-progress-bar { background: none; }
progress::-webkit-progress-value { background: var(--vscode-progressBar-background); }
summary { cursor: pointer; padding-block: 0.2rem; inline-size: fit-content; }
button:focus-visible, summary:focus-visible { outline: 2px solid var(--vscode-focusBorder); outline-offset: 2px; }

/* -- Tables. Where there is no room each row becomes a block, and each cell says its column (roles are written out for that). */
table { border-collapse: collapse; inline-size: 100%; margin-block: 0.5rem; }
.wide { overflow-x: auto; }
.wide:focus-visible { outline: 2px solid var(--vscode-focusBorder); }
.wide th[scope="col"] { min-inline-size: 6.5rem; max-inline-size: 14rem; }
.wide th summary { white-space: nowrap; }
caption { text-align: start; color: var(--quiet); padding-block: 0 0.4rem; }
th, td { text-align: start; vertical-align: top; padding: 0.3rem 0.8rem 0.3rem 0.4rem; border-block-end: 1px solid var(--rule); font-weight: normal; }
thead th { font-weight: 600; vertical-align: bottom; }
td.out { box-shadow: inset 3px 0 0 var(--fail); }
td.perhaps { box-shadow: inset 3px 0 0 var(--warn); }
.call { display: grid; min-inline-size: 12.5rem; grid-template-columns: 4.4em minmax(0, 1fr); align-items: baseline; }
.call .method { font-family: var(--mono); font-size: 0.9em; }
.now { white-space: nowrap; }
@media (max-width: 46rem) {
  .stack, .stack tbody, .stack tr, .stack th, .stack td, .stack caption { display: block; }
  .stack thead { position: absolute; clip-path: inset(50%); inline-size: 1px; block-size: 1px; overflow: hidden; }
  .stack tr { padding-block: 0.4rem; border-block-end: 1px solid var(--rule); }
  .stack th, .stack td { border: 0; padding: 0.1rem 0.4rem; }
  .stack th { font-weight: 600; }
  .stack td[data-in] { display: grid; grid-template-columns: minmax(7rem, 38%) minmax(0, 1fr); gap: 0 0.8rem; align-items: baseline; }
  .stack td[data-in]::before { content: attr(data-in); color: var(--quiet); }
  .stack td[data-in] > * { justify-self: start; }
}

/* -- Answers side by side, and what was found in policies */
.status { font-weight: 600; }
.method { color: var(--quiet); }
.reservations { margin: 0.8rem 0; padding: 0.2rem 0.8rem 0.4rem; border: 1px solid var(--rule); border-inline-start: 4px solid var(--warn); border-radius: 4px; }
.reservations h2 { margin: 0.5rem 0 0.2rem; }
.reservations li { display: flex; gap: 0.6rem; padding: 0.5rem 0; }
.reservations li + li { border-block-start: 1px solid var(--rule); }
.reservations li > div { min-inline-size: 0; overflow-wrap: break-word; }
.reservations li p { margin: 0; }
.reservations .icon { margin-block-start: 0.2em; }
`;
