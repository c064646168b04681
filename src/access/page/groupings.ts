import type { ToldEntry } from "../difference.ts";
import type { Verdict } from "../report.ts";
import type { Titles } from "./titles.ts";
import { verdictWord } from "./verdict-marks.ts";

/** What the rows of APIs may be put together by. */
type GroupedBy = "product" | "path" | "issuer" | "verdict";

/** APIs in groups; one may be in several. */
export interface Grouping {
  readonly by: GroupedBy;
  /** Title, and the APIs by their index, in the order in which they have it. */
  readonly groups: readonly (readonly [title: string, apis: readonly number[]])[];
}

/** An API as far as it is put into groups. */
interface GroupedApi {
  readonly path: string | undefined;
  readonly weakest: Verdict;
  readonly entries: readonly ToldEntry[];
}

/** Every way to put APIs together, which come the weakest first. */
export function groupingsOf(apis: readonly GroupedApi[], titles: Titles): readonly Grouping[] {
  return [
    grouping("product", apis, ({ entries }) => productsIn(entries, titles)),
    grouping("path", apis, ({ path }) => [beginningOf(path)]),
    grouping("issuer", apis, ({ entries }) => issuersIn(entries)),
    grouping("verdict", apis, ({ weakest }) => [verdictWord(weakest)]),
  ];
}

/** More APIs than these are read more easily in groups. */
const mostAlone = 30;
/** Smaller groups on average are none. */
const fewestTogether = 3;

/** What a page begins with: many APIs stand by their paths, where those have anything in common. */
export function firstGrouping(groupings: readonly Grouping[], apis: number): GroupedBy | "nothing" {
  const byPath = groupings.find(({ by }) => by === "path")?.groups.length ?? 0;
  return apis > mostAlone && byPath > 1 && byPath * fewestTogether <= apis ? "path" : "nothing";
}

function grouping(
  by: GroupedBy,
  apis: readonly GroupedApi[],
  titlesOf: (api: GroupedApi) => readonly string[],
): Grouping {
  const groups = new Map<string, number[]>();
  for (const [index, api] of apis.entries()) {
    for (const title of new Set(titlesOf(api))) {
      const group = groups.get(title);
      if (group) group.push(index);
      else groups.set(title, [index]);
    }
  }
  return { by, groups: [...groups] };
}

function productsIn(entries: readonly ToldEntry[], titles: Titles): readonly string[] {
  const names = entries.flatMap(({ product }) => product ?? []);
  return names.length === 0 ? ["In no product"] : names.map((name) => `Product ${titles.product(name)}`);
}

/** The first part of a path. */
function beginningOf(path: string | undefined): string {
  if (path === undefined) return "Path not known";
  return `/${path.split("/").find((part) => part !== "") ?? ""}`;
}

/** Those whose tokens some operation asks for. */
function issuersIn(entries: readonly ToldEntry[]): readonly string[] {
  const tokens = entries.flatMap(({ paths }) =>
    paths.flatMap(({ checks }) =>
      checks.filter(({ kind, rejects }) => rejects && (kind === "jwt" || kind === "entra")),
    ),
  );
  const issuers = tokens.flatMap((check) => check.issuers ?? []);
  if (issuers.length > 0) return issuers.map((one) => (one === "?" ? "An issuer that is not known" : one));
  // where nobody knows what is asked for, no word of what is not
  const isKnown = entries.every(({ verdict }) => verdict !== "unknown");
  return [isKnown ? "No token is asked for" : "Not known"];
}
