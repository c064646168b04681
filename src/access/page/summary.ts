import { countOf } from "../../core/count.ts";
import { changeIn, type ToldEntry } from "../difference.ts";
import type { Verdict } from "../report.ts";
import { meanings, operationName, verdicts } from "../words.ts";
import { type Markup, markup, openIf } from "./markup.ts";
import type { Titles } from "./titles.ts";
import { icon, verdictWord } from "./verdict-marks.ts";

/** More operations than these are counted only. */
const mostNamed = 3;

/** An operation with all the ways to call it. */
interface Called {
  readonly name: string;
  readonly weakest: Verdict;
  readonly all: ReadonlySet<Verdict>;
  readonly hasChanged: boolean;
}

/** What a page says before its table: how much there is, what must not stay unseen, and what can be looked for. */
export class Summary {
  private readonly operations: readonly Called[];
  private readonly apis: number;
  private readonly products: number;

  constructor(entries: readonly ToldEntry[], titles: Titles) {
    const groups = new Map<string, ToldEntry[]>();
    for (const entry of entries) {
      const key = JSON.stringify([entry.api, entry.operation]);
      groups.set(key, [...(groups.get(key) ?? []), entry]);
    }
    this.operations = [...groups.values()].map((ways) => calledBy(ways, titles));
    this.apis = new Set(entries.map(({ api }) => api)).size;
    this.products = new Set(entries.map(({ product }) => product).filter((name) => name !== null)).size;
  }

  /** How many operations there are. */
  get count(): number {
    return this.operations.length;
  }

  /** `3 APIs, 12 operations, 2 products.` */
  extent(): string {
    const products = this.products === 0 ? "" : `, ${countOf(this.products, "product")}`;
    return `${countOf(this.apis, "API")}, ${countOf(this.count, "operation")}${products}.`;
  }

  /** What is weaker than a check, the weakest first; that nothing is where nothing is. */
  findings(): Markup {
    const items = [
      this.finding("open", "is open", "are open", " to anybody"),
      this.finding("key", "asks for a key only", "ask for a key only", ""),
      this.finding("unknown", "is unknown", "are unknown", ""),
    ].flatMap((item) => item ?? []);
    // of nothing nothing good is said
    if (this.count === 0) return markup`<p>There is no operation that could be called.</p>`;
    const none = markup`<li>${icon("restricted")}<span><strong>Every way in is restricted or closed.</strong></span></li>`;
    return markup`<ul class="marks">${items.length === 0 ? none : items}</ul>`;
  }

  private finding(verdict: Verdict, one: string, many: string, whom: string): Markup | undefined {
    const found = this.operations.filter(({ weakest }) => weakest === verdict);
    if (found.length === 0) return undefined;
    const named = found
      .slice(0, mostNamed)
      .map(({ name }, index) => markup`${index === 0 ? "" : ", "}<code>${name}</code>`);
    const names = found.length > mostNamed ? markup`.` : markup`: ${named}.`;
    const said = `${countOf(found.length, "operation")} ${found.length === 1 ? one : many}`;
    return markup`<li>${icon(verdict)}<span><strong>${said}</strong>${whom}${names}</span></li>`;
  }

  /** Buttons that choose what is shown, each with how many operations have such a way. */
  chips(): Markup {
    const found = verdicts.flatMap((verdict) => {
      const count = this.operations.filter(({ all }) => all.has(verdict)).length;
      return count === 0 ? [] : [chip(verdict, markup`${icon(verdict)} ${verdictWord(verdict)} · ${count}`)];
    });
    const changed = this.operations.filter(({ hasChanged }) => hasChanged).length;
    const change = changed === 0 ? [] : [chip("changed", markup`${icon("changed")} changed · ${changed}`)];
    const all = markup`<li><button type="button" class="chip" data-show="all" aria-pressed="true">All · ${this.count}</button></li>`;
    return markup`<ul class="chips" aria-label="Show">${[all, ...found, ...change]}</ul>`;
  }
}

function chip(show: string, inside: Markup): Markup {
  return markup`<li><button type="button" class="chip" data-show="${show}" aria-pressed="false">${inside}</button></li>`;
}

function calledBy(ways: readonly ToldEntry[], titles: Titles): Called {
  const [first] = ways;
  const all = new Set(ways.map(({ verdict }) => verdict));
  const path = first && titles.api(first.api).path;
  return {
    // an operation's own path begins with a slash
    name: first ? fullName(first, path) : "",
    weakest: verdicts.find((verdict) => all.has(verdict)) ?? "unknown",
    all,
    hasChanged: ways.some((way) => changeIn(way) !== null),
  };
}

function fullName(entry: ToldEntry, apiPath: string | undefined): string {
  const { api, method, path } = entry;
  if (path === undefined) return `${api}: ${operationName(entry)}`;
  return [method, `${apiPath ?? api}${path}`].filter((part) => part !== undefined).join(" ");
}

/** What each mark means. */
export function legend(isOpen: boolean): Markup {
  const items = verdicts.map(
    (verdict) =>
      markup`<li>${icon(verdict)}<span><strong>${verdictWord(verdict)}:</strong> ${meanings[verdict]}</span></li>`,
  );
  return markup`<details${openIf(isOpen)}><summary>What the marks mean</summary><ul class="marks columns">${items}</ul>
<p class="quiet">A mark beside an API is the weakest of its operations. An empty cell: the API is not in that product. “No product’s key”: without a key, or with a key of the API or of all APIs. Choose an API to see its operations, a mark to see why. <span class="keys">Arrow keys lead through the table, <kbd>/</kbd> to Find, <kbd>Esc</kbd> closes what a mark has opened.</span></p></details>`;
}
