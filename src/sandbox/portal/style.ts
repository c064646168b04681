/** The portal's style sheet. */
export const style = `
:root { color-scheme: light dark; --line: #c8ccd2; --accent: #0b6e4f; --soft: #f4f6f8; --bad: #a4262c; }
@media (prefers-color-scheme: dark) { :root { --line: #454b54; --accent: #5fd0a6; --soft: #23272d; --bad: #ff9a9e; } }
* { box-sizing: border-box; }
body { font: 15px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 0 auto; padding: 1rem 1.5rem 4rem; }
header { display: flex; gap: 1rem; align-items: baseline; border-bottom: 1px solid var(--line); }
header a { font-size: 1.2rem; font-weight: 600; padding: .6rem 0; text-decoration: none; }
a { color: var(--accent); }
h1 { font-size: 1.6rem; margin: 1.2rem 0 .2rem; }
h2 { font-size: 1.15rem; margin: 1.6rem 0 .4rem; }
.layout { display: grid; grid-template-columns: 15rem 1fr; gap: 2rem; align-items: start; }
@media (max-width: 45rem) { .layout { grid-template-columns: 1fr; } }
.layout h2:first-child { margin-top: 0; }
form + form { margin-top: .8rem; }
nav ul, .apis { list-style: none; padding: 0; margin: 0; }
nav li a { display: block; padding: .35rem .5rem; border-radius: 4px; text-decoration: none; }
nav li a[aria-current] { background: var(--soft); font-weight: 600; }
.apis li { border: 1px solid var(--line); border-radius: 6px; padding: .8rem 1rem; margin: .6rem 0; }
.method { font: 600 .75rem ui-monospace, monospace; color: var(--accent); margin-right: .4rem; }
code, pre { font-family: ui-monospace, monospace; font-size: .9em; overflow-wrap: anywhere; }
pre { background: var(--soft); padding: .7rem; border-radius: 6px; white-space: pre-wrap; }
form.fields { display: grid; gap: .7rem; }
form.row { display: flex; flex-wrap: wrap; gap: .6rem; align-items: end; }
label { display: grid; gap: .15rem; font-weight: 600; }
input, select, textarea { font: inherit; font-weight: 400; padding: .35rem .5rem; border: 1px solid var(--line); border-radius: 4px; min-width: 14rem; }
button { font: inherit; font-weight: 600; padding: .4rem 1.1rem; border: 0; border-radius: 4px; background: var(--accent); color: Canvas; cursor: pointer; justify-self: start; }
.hint { font-weight: 400; opacity: .75; }
[role=alert] { color: var(--bad); border-left: 3px solid currentColor; padding-left: .6rem; }
.answer { border: 1px solid var(--line); border-radius: 6px; padding: 0 1rem .6rem; margin-top: 1.2rem; }
`;

/** Leads from an address of the real portal, which names the API behind "#", to this portal's page. */
export const detailsScript = `
const api = new URLSearchParams(location.hash.slice(1)).get("api");
location.replace(api ? "/apis/" + encodeURIComponent(api) : "/");
`;
