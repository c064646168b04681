import { countOf } from "../../core/count.ts";
import { changeIn, type ToldEntry } from "../difference.ts";
import type { AccessPath, Check, Verdict } from "../report.ts";
import { checkInWords, meanings, operationName, placeInWords, verdicts, wayInWords } from "../words.ts";
import { Markup, markup } from "./markup.ts";
import { accessMarks, accessPageScript, accessPageStyle } from "./style.ts";

/** What an access page tells. */
interface AccessPage {
  readonly title: string;
  readonly entries: readonly ToldEntry[];
  readonly notes: readonly string[];
  /** When it was read, on a page of the editor: there a place leads to its line, and the page can be read again. */
  readonly readAt?: string;
}

/** A whole document that loads nothing; its one script carries `nonce`. */
export function renderAccessPage({ title, entries, notes, readAt }: AccessPage, nonce: string): string {
  const policy = `default-src 'none'; style-src 'nonce-${nonce}'; script-src 'nonce-${nonce}'`;
  const apis = groups(entries, ({ api }) => api);
  const page = markup`<!DOCTYPE html>
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
<main>
<h1>${title}</h1>
${summary(entries, apis.length)}
${readAt === undefined ? markup`` : again(readAt)}
${bar(entries)}
${legend()}
${notesOf(notes)}
<table>
<thead><tr><th scope="col">API and operation</th><th scope="col">Without a product’s key</th><th scope="col">With a product’s key</th></tr></thead>
<tbody>
${apis.map((api) => rowsOf(api, readAt !== undefined))}</tbody>
</table>
</main>
<script nonce="${nonce}">${new Markup(accessPageScript)}</script>
</body>
</html>
`;
  return page.text;
}

function groups(
  entries: readonly ToldEntry[],
  keyOf: (entry: ToldEntry) => string,
): readonly (readonly ToldEntry[])[] {
  const found = new Map<string, ToldEntry[]>();
  for (const entry of entries) {
    const group = found.get(keyOf(entry));
    if (group) group.push(entry);
    else found.set(keyOf(entry), [entry]);
  }
  return [...found.values()];
}

function icon(verdict: Verdict): Markup {
  return markup`<svg class="icon ${verdict}" aria-hidden="true"><use href="#i-${verdict}"/></svg>`;
}

function summary(entries: readonly ToldEntry[], apis: number): Markup {
  const operations = groups(entries, operationKey);
  const weakest = operations.map(weakestOf);
  const worst = verdicts.find((verdict) => weakest.includes(verdict)) ?? "closed";
  const count = weakest.filter((verdict) => verdict === worst).length;
  return markup`<p>${countOf(apis, "API")}, ${countOf(operations.length, "operation")}. ${icon(worst)} <strong>The weakest: ${countOf(count, "operation")} ${worst}.</strong> ${meanings[worst]}</p>`;
}

function operationKey({ api, operation }: ToldEntry): string {
  return JSON.stringify([api, operation]);
}

function weakestOf(entries: readonly ToldEntry[]): Verdict {
  return verdicts.find((verdict) => entries.some((entry) => entry.verdict === verdict)) ?? "unknown";
}

function bar(entries: readonly ToldEntry[]): Markup {
  const operations = groups(entries, operationKey);
  const chips = verdicts.flatMap((verdict) => {
    const count = operations.filter((ways) => ways.some((way) => way.verdict === verdict)).length;
    return count === 0
      ? []
      : [
          markup`<button type="button" class="chip" data-verdict="${verdict}" aria-pressed="false">${icon(verdict)} ${verdict} · ${count}</button>`,
        ];
  });
  return markup`<div class="bar" role="search"><label>Find <input type="search" placeholder="API, operation, path, issuer"></label>
<button type="button" class="chip" data-verdict="" aria-pressed="true">All · ${operations.length}</button>${chips}<span id="shown" role="status" class="quiet"></span></div>`;
}

function legend(): Markup {
  const items = verdicts.map(
    (verdict) =>
      markup`<li>${icon(verdict)}<span><strong>${verdict}:</strong> ${meanings[verdict]}</span></li>`,
  );
  return markup`<details open><summary>What the marks mean</summary><ul class="legend">${items}</ul></details>`;
}

function notesOf(notes: readonly string[]): Markup {
  if (notes.length === 0) return markup``;
  const items = notes.map((note) => markup`<li><span aria-hidden="true">·</span><span>${note}</span></li>`);
  return markup`<details open><summary>${countOf(notes.length, "note")}</summary><ul class="notes">${items}</ul></details>`;
}

function rowsOf(entries: readonly ToldEntry[], leads: boolean): Markup {
  const api = entries[0]?.api ?? "";
  const operations = groups(entries, operationKey);
  const weakest = weakestOf(entries);
  return markup`<tr class="api" data-api="${api}"><th scope="rowgroup" colspan="3">${icon(weakest)} ${api} <span class="quiet">${countOf(operations.length, "operation")}, the weakest ${weakest}</span></th></tr>
${operations.map((ways) => rowOf(ways, leads))}`;
}

function rowOf(entries: readonly ToldEntry[], leads: boolean): Markup {
  const [first] = entries;
  if (!first) return markup``;
  const without = entries.filter(({ product }) => product === null);
  const by = entries.filter(({ product }) => product !== null);
  const found = [...new Set(entries.map(({ verdict }) => verdict))].join(" ");
  const name =
    first.method === undefined ? markup`` : markup` <span class="quiet">${first.operation ?? ""}</span>`;
  return markup`<tr class="op" data-api="${first.api}" data-verdicts="${found}"><th scope="row"><code>${operationName(first)}</code>${name}</th><td>${without.map((way) => cellOf(way, leads))}</td><td>${by.map((way) => cellOf(way, leads))}</td></tr>
`;
}

function cellOf(entry: ToldEntry, leads: boolean): Markup {
  const change = changeIn(entry);
  const tag = change ? markup` <span class="tag">${change}</span>` : markup``;
  return markup`<details><summary>${icon(entry.verdict)} ${entry.verdict} <span class="quiet">${wayInWords(entry)}</span>${tag}</summary>${waysOf(entry, leads)}</details>`;
}

function waysOf({ paths, verdict }: ToldEntry, leads: boolean): Markup {
  if (paths.length === 0) return markup`<p class="quiet">${meanings[verdict]}</p>`;
  return markup`<ul class="ways">${paths.map((path) => wayOf(path, leads))}</ul>`;
}

function wayOf({ when, checks }: AccessPath, leads: boolean): Markup {
  const conditions =
    when.length === 0
      ? markup`Always`
      : markup`When ${listOf(when.map((text) => markup`<code>${text}</code>`))}`;
  const asked = checks.map((check) => markup`${checkInWords(check)} ${placeOf(check, leads)}`);
  return markup`<li>${conditions}: ${asked.length === 0 ? markup`no check` : listOf(asked)}</li>`;
}

function placeOf(check: Check, leads: boolean): Markup {
  const { file, line } = check.from;
  if (!leads) return markup`<span class="quiet">${placeInWords(check)}</span>`;
  return markup`<button type="button" class="link" data-action="open ${line} ${file}">${placeInWords(check)}</button>`;
}

function again(readAt: string): Markup {
  return markup`<p>Read from the instance at ${readAt}. <button type="button" class="link" data-action="again">Read Again</button></p>`;
}

function listOf(items: readonly Markup[]): readonly Markup[] {
  return items.map((item, index) => (index === 0 ? item : markup`, ${item}`));
}
