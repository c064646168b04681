import { changeIn, type ToldEntry } from "../difference.ts";
import type { LevelRun } from "../levels.ts";
import { placeLabel } from "../place-label.ts";
import type { Verdict } from "../report.ts";
import { checkInWords, operationName, verdicts } from "../words.ts";
import { firstGrouping, type Grouping, groupingsOf } from "./groupings.ts";
import { type Step, type StepLine, stepsOf } from "./steps.ts";
import type { Titles } from "./titles.ts";

/** So many columns show ways to call; of more products all but the first share the last. */
const mostColumns = 4;

/** A way to call one operation: its column, how it is called in words, what comes of it, and what has changed about it. */
type WayData = readonly [column: number, how: number, answer: number, change?: string];

/** An operation: method, path or name, its own name where it has another, and its ways. */
type OperationData = readonly [method: string, path: string, name: string, ways: number];

/** One API and its operations. */
export interface ApiData {
  readonly name: string;
  readonly title: string;
  readonly path: string | undefined;
  readonly operations: readonly OperationData[];
}

/** What comes of a call: a verdict, and why. Everything is named by its index. */
interface AnswerData {
  readonly verdict: number;
  readonly steps: readonly number[];
  /** The ways through, where there is not just one without conditions: conditions, and lines of checks. */
  readonly paths: readonly (readonly [when: readonly string[], lines: readonly number[]])[];
}

/** A line with the index of its place, which is -1 where it has none. */
type LineData = readonly [text: string, at: number];

/** A step of {@link Step}, its lines and places by index. */
type StepData = readonly [mark: string, title: string, at: number, isOff: 0 | 1, lines: readonly number[]];

/** All that a page shows. What many operations share is there once: 5,000 APIs have 50,000 operations and few policies. */
export interface PageData {
  readonly columns: readonly string[];
  readonly hows: readonly string[];
  readonly apis: readonly ApiData[];
  readonly groupings: readonly Grouping[];
  /** How they stand at first. */
  readonly groupedBy: Grouping["by"] | "nothing";
  readonly ways: readonly (readonly WayData[])[];
  readonly answers: readonly AnswerData[];
  readonly steps: readonly StepData[];
  readonly lines: readonly LineData[];
  readonly places: readonly (readonly [label: string, file: string, line: number])[];
}

/** The data of a page, the weakest APIs first. */
export function pageData(
  entries: readonly ToldEntry[],
  titles: Titles,
  levels: (entry: ToldEntry) => readonly LevelRun[],
): PageData {
  const columns = columnsOf(entries, titles);
  const pool = new Pool(titles, levels, columns);
  const apis = [...groups(entries, ({ api }) => api)].map(([name, own]) => ({
    name,
    ...titles.api(name),
    weakest: weakestOf(own),
    entries: own,
    operations: [...groups(own, ({ operation }) => JSON.stringify(operation)).values()].map((ways) =>
      pool.operation(ways),
    ),
  }));
  apis.sort((a, b) => verdicts.indexOf(a.weakest) - verdicts.indexOf(b.weakest));
  const groupings = groupingsOf(apis, titles);
  return {
    columns: columns.map(({ title }) => title),
    groupings,
    groupedBy: firstGrouping(groupings, apis.length),
    apis: apis.map(({ name, title, path, operations }) => ({ name, title, path, operations })),
    ...pool.data,
  };
}

/** Those with the same key together, in the order in which they came. */
function groups<T>(items: readonly T[], keyOf: (item: T) => string): ReadonlyMap<string, readonly T[]> {
  const found = new Map<string, T[]>();
  for (const item of items) {
    const group = found.get(keyOf(item));
    if (group) group.push(item);
    else found.set(keyOf(item), [item]);
  }
  return found;
}

function weakestOf(entries: readonly ToldEntry[]): Verdict {
  return verdicts.find((verdict) => entries.some((entry) => entry.verdict === verdict)) ?? "unknown";
}

/** Ways to call that are shown below each other; `undefined` stands for none of a product. */
interface Column {
  readonly title: string;
  readonly products: ReadonlySet<string | null>;
}

function columnsOf(entries: readonly ToldEntry[], titles: Titles): readonly Column[] {
  const apis = new Map<string, Set<string>>();
  for (const { product, api } of entries)
    if (product !== null) apis.set(product, (apis.get(product) ?? new Set()).add(api));
  const products = [...apis].sort((a, b) => b[1].size - a[1].size).map(([name]) => name);
  const without = entries.some(({ product }) => product === null)
    ? [{ title: "No product’s key", products: new Set([null]) }]
    : [];
  const room = mostColumns - without.length;
  const alone = products.length > room ? products.slice(0, room - 1) : products;
  const rest = products.slice(alone.length);
  return [
    ...without,
    ...alone.map((name) => ({
      title: titleOf(name, titles.product(name), entries),
      products: new Set([name]),
    })),
    ...(rest.length > 0 ? [{ title: `${rest.length} others, the weakest`, products: new Set(rest) }] : []),
  ];
}

/** A product's column. An open one asks for no key: then none may be named there. */
function titleOf(product: string, title: string, entries: readonly ToldEntry[]): string {
  const own = entries.filter((entry) => entry.product === product);
  const isOpen = own.every(({ subscriptionKey }) => subscriptionKey === "not-required");
  return isOpen ? `Open product ${title}` : `Key of ${title}`;
}

/** How a call comes, as it is said behind the operation. */
function howCalled({ product, subscriptionKey }: ToldEntry, titles: Titles): string {
  if (product === null) return "without a product’s key";
  const title = titles.product(product);
  if (subscriptionKey === "not-required") return `without a key, in the open product ${title}`;
  return `${subscriptionKey === "unknown" ? "perhaps " : ""}with a key of ${title}`;
}

/** Values, each once, by index. */
class Once<T> {
  readonly all: T[] = [];
  private readonly known = new Map<string, number>();

  add(value: T): number {
    const key = JSON.stringify(value);
    const index = this.known.get(key) ?? this.all.push(value) - 1;
    this.known.set(key, index);
    return index;
  }
}

class Pool {
  private readonly hows = new Once<string>();
  private readonly ways = new Once<readonly WayData[]>();
  private readonly answers = new Once<AnswerData>();
  private readonly steps = new Once<StepData>();
  private readonly lines = new Once<LineData>();
  private readonly places = new Once<readonly [string, string, number]>();

  constructor(
    private readonly titles: Titles,
    private readonly levels: (entry: ToldEntry) => readonly LevelRun[],
    private readonly columns: readonly Column[],
  ) {}

  get data(): Pick<PageData, "hows" | "ways" | "answers" | "steps" | "lines" | "places"> {
    const { hows, ways, answers, steps, lines, places } = this;
    return {
      hows: hows.all,
      ways: ways.all,
      answers: answers.all,
      steps: steps.all,
      lines: lines.all,
      places: places.all,
    };
  }

  operation(entries: readonly ToldEntry[]): OperationData {
    const ways = this.ways.add(
      entries.map((entry) => this.way(entry)).sort(([first], [second]) => first - second),
    );
    const [entry] = entries;
    const { method = "", path, operation = null } = entry ?? {};
    const shown = path ?? (entry ? operationName(entry) : "");
    return [method, shown, operation === null || operation === shown ? "" : operation, ways];
  }

  private way(entry: ToldEntry): WayData {
    const { product } = entry;
    const how = howCalled(entry, this.titles);
    const column = this.columns.findIndex(({ products }) => products.has(product));
    const change = changeIn(entry);
    const way = [column, this.hows.add(how), this.answers.add(this.answer(entry))] as const;
    return change === null ? way : [...way, change];
  }

  private answer(entry: ToldEntry): AnswerData {
    const { paths, verdict } = entry;
    const isPlain = paths.length === 0 || (paths.length === 1 && paths[0]?.when.length === 0);
    return {
      verdict: verdicts.indexOf(verdict),
      steps: stepsOf(entry, this.levels(entry), this.titles).map((step) => this.steps.add(this.step(step))),
      paths: isPlain
        ? []
        : paths.map(({ when, checks }) => [
            when,
            checks.map((check) => this.line({ text: checkInWords(check), at: check.from })),
          ]),
    };
  }

  private step({ mark, title, at, isOff = false, lines }: Step): StepData {
    return [mark, title, this.place(at), isOff ? 1 : 0, lines.map((line) => this.line(line))];
  }

  private line({ text, at }: StepLine): number {
    return this.lines.add([text, this.place(at)]);
  }

  private place(at: StepLine["at"]): number {
    return at ? this.places.add([placeLabel(at), at.file, at.line]) : -1;
  }
}
