import { verdicts } from "../words.ts";
import { Markup, markup } from "./markup.ts";
import type { ApiData, PageData } from "./page-data.ts";
import { extentOf } from "./titles.ts";
import { icon, verdictWord } from "./verdict-marks.ts";

/** The weakest verdict of an API's operations in one column. */
interface Weakest {
  readonly verdict: number;
  /** How many of them have it. */
  readonly count: number;
  /** How many can be called in this way. */
  readonly all: number;
}

/** The row of an API; those of its operations are made when it is opened. `order` is its place among all APIs by name. */
export function apiRow(data: PageData, index: number, order: number): Markup {
  const api = data.apis[index];
  if (!api) return markup``;
  const { title, operations } = api;
  return markup`<tbody role="rowgroup" data-api="${index}" data-by-name="${order}">
<tr class="api" role="row"><th scope="rowgroup" role="rowheader"><button type="button" class="twist" aria-expanded="false">${title}</button> <span class="count">${extentOf(api, operations.length)}</span></th>${cellsOf(data, api)}</tr>
</tbody>
`;
}

function cellsOf(data: PageData, api: ApiData): readonly Markup[] {
  const cells = data.columns.map((_, column) => weakestIn(data, api, column));
  const there = cells.flatMap((cell) => cell ?? []);
  const isSame = there.length > 1 && new Set(there.map((cell) => JSON.stringify(cell))).size === 1;
  return cells.map((cell, column) => {
    if (!cell) return markup`<td role="cell" class="none"><span class="sr">not in this product</span></td>`;
    const isFirst = cell === there[0];
    const name = isSame && isFirst ? "Every way" : (data.columns[column] ?? "");
    const rest = isSame && !isFirst ? new Markup(' class="rest"') : markup``;
    return markup`<td role="cell" data-in="${name}"${rest}><span>${inWords(cell)}</span></td>`;
  });
}

function inWords({ verdict, count, all }: Weakest): Markup {
  const name = verdicts[verdict] ?? "unknown";
  const share = count === all ? "all" : `${count} of ${all}`;
  return markup`${icon(name)} ${verdictWord(name)} <span class="quiet">· ${share}</span>`;
}

function weakestIn(
  { ways, answers }: PageData,
  { operations }: ApiData,
  column: number,
): Weakest | undefined {
  const found = operations.flatMap(([, , , index]) => {
    const here = (ways[index] ?? []).filter(([own]) => own === column);
    return here.length === 0 ? [] : [Math.min(...here.map(([, , answer]) => answers[answer]?.verdict ?? 0))];
  });
  if (found.length === 0) return undefined;
  const verdict = Math.min(...found);
  return { verdict, count: found.filter((one) => one === verdict).length, all: found.length };
}
