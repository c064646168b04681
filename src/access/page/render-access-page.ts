import { countOf } from "../../core/count.ts";
import { showMarks } from "../../core/visible-marks.ts";
import type { ToldEntry } from "../difference.ts";
import type { InstanceSnapshot } from "../instance-snapshot.ts";
import { levelsOf } from "../levels.ts";
import { meanings, unlistedOperations, verdicts } from "../words.ts";
import { apiRow } from "./api-row.ts";
import { accessMarks } from "./marks.ts";
import { Markup, markup, openIf } from "./markup.ts";
import { type PageData, pageData } from "./page-data.ts";
import { accessPageScript } from "./page-script.ts";
import { accessPageStyle } from "./page-style.ts";
import { legend, Summary } from "./summary.ts";
import { titlesIn } from "./titles.ts";
import { verdictWord } from "./verdict-marks.ts";

/** What an access page tells. */
interface AccessPage {
  readonly title: string;
  readonly entries: readonly ToldEntry[];
  readonly notes: readonly string[];
  /** What the entries are about: the names that people know, and the levels that a call meets. */
  readonly instances: readonly InstanceSnapshot[];
  /** When it was read. */
  readonly readAt?: string;
  /** It is a page of the editor: there a place leads to its line, and the page can be read again, and be saved. */
  readonly isInEditor?: boolean;
}

/** With more operations the rows of APIs, and what the marks mean, are closed at first. */
const mostOpen = 30;

/** What the ids of all places of an instance begin with. */
const instanceIds = /\/subscriptions\/[^\s]*?\/service\/[^/\s]+\//gi;

/** Of more notes the list is closed at first. */
const mostNotes = 5;

/** A whole document that loads nothing; its one script carries `nonce`. */
export function renderAccessPage(page: AccessPage, nonce: string): string {
  const { title, entries, notes, instances, readAt, isInEditor = false } = page;
  const policy = `default-src 'none'; style-src 'nonce-${nonce}'; script-src 'nonce-${nonce}'`;
  const titles = titlesIn(instances);
  const summary = new Summary(entries, titles);
  const isSmall = summary.count <= mostOpen;
  const levels = instances.map(levelsOf);
  const data = pageData(
    entries,
    titles,
    (entry) => levels.map((of) => of(entry)).find(({ length }) => length > 0) ?? [],
  );
  return markup`<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width">
<title>${title}</title>
<style nonce="${nonce}">${new Markup(accessPageStyle)}</style>
</head>
<body>
${new Markup(accessMarks)}
<main tabindex="-1">
<h1>${title}</h1>
<p>${summary.extent()}${readAt === undefined ? markup`` : markup` Read from the instance at ${readAt}.`}${isInEditor ? again : markup``}</p>
${summary.findings()}
${bar(summary, data.groupedBy)}
${legend(isSmall)}
${notesOf(notes)}
${table(data)}
<p id="nothing" role="note" hidden>No operation fits what is looked for. <button type="button" class="link" id="show-all">Show All</button></p>
</main>
${isInEditor ? actions : markup``}
<script type="application/json" id="data">${new Markup(asJson(data, isSmall))}</script>
<script nonce="${nonce}">${new Markup(accessPageScript)}</script>
</body>
</html>
`.text;
}

/** What the script works with; no sign in it ends the element that it stands in. */
function asJson(data: PageData, isOpen: boolean): string {
  const all = {
    ...data,
    verdicts: verdicts.map((one) => [one, verdictWord(one), meanings[one]]),
    isOpen,
    unlisted: unlistedOperations,
  };
  const shown = (_: string, value: unknown) => (typeof value === "string" ? showMarks(value) : value);
  return JSON.stringify(all, shown).replaceAll("<", "\\u003c");
}

const again = markup` <button type="button" class="link" data-action="again">Read Again</button>`;

const actions = markup`<footer aria-label="Actions"><button type="button" class="button" data-action="save-html">Save as HTML…</button><button type="button" class="button" data-action="copy-json">Copy as JSON</button><p class="quiet">Choose a mark to see why.</p></footer>
`;

const groupWords = [
  ["product", "Product"],
  ["path", "Path"],
  ["issuer", "Issuer"],
  ["verdict", "Verdict"],
  ["nothing", "Nothing"],
] as const;

function bar(summary: Summary, groupedBy: PageData["groupedBy"]): Markup {
  const groups = groupWords.map(
    ([by, word]) =>
      markup`<option value="${by}"${new Markup(by === groupedBy ? " selected" : "")}>${word}</option>`,
  );
  return markup`<div class="bar" role="search" aria-label="Filter"><label>Find <input type="search" size="27" placeholder="API, operation, path, issuer"></label>
<label>Group by <select id="group">${groups}</select></label>
<label>Sort <select id="sort"><option value="weakest">Weakest first</option><option value="name">Name</option></select></label>
<span id="shown" role="status" class="quiet"></span>
${summary.chips()}</div>`;
}

function notesOf(notes: readonly string[]): Markup {
  if (notes.length === 0) return markup``;
  const items = notes.map(
    (note) =>
      markup`<li><span aria-hidden="true">·</span><span>${note.replaceAll(instanceIds, "")}</span></li>`,
  );
  return markup`<details${openIf(notes.length <= mostNotes)}><summary>${countOf(notes.length, "note")}</summary><ul class="marks">${items}</ul></details>`;
}

function table(data: PageData): Markup {
  const head = data.columns.map((name) => markup`<th scope="col" role="columnheader">${name}</th>`);
  const byName = [...data.apis.keys()].sort((a, b) => (titleAt(data, a) < titleAt(data, b) ? -1 : 1));
  const orders = new Map(byName.map((api, order) => [api, order]));
  return markup`<table class="matrix" role="table" aria-label="Who gets in, by operation and way to call it">
<thead role="rowgroup"><tr role="row"><th scope="col" role="columnheader">API and operation</th>${head}</tr></thead>
${data.apis.map((_, index) => apiRow(data, index, orders.get(index) ?? index))}</table>`;
}

function titleAt({ apis }: PageData, index: number): string {
  return apis[index]?.title.toLowerCase() ?? "";
}
