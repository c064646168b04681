import type { Check } from "./report.ts";
import { every, some, type Trilean } from "./trilean.ts";
import { notKnown } from "./written.ts";

/** What a check asks for that is a condition of whose key a call has. */
export const askedOfKey = "a key";

/** Whether whoever meets one list of `own` demands meets one of `others`, too. */
export function asksAsMuch(own: Check["asks"], others: Check["asks"]): Trilean {
  if (!own || !others) return undefined;
  const [joined, wide] = [merged(own), merged(others)];
  return every(joined, (list) =>
    some(wide, (other) => every(other, (demand) => some(list, (met) => isMetBy(demand, met)))),
  );
}

function isMetBy(demand: string, met: string): Trilean {
  if (demand === notKnown || met === notKnown) return undefined;
  const [wide, narrow] = [rangeOf(demand), rangeOf(met)];
  if (wide && narrow) return wide[0] <= narrow[0] && narrow[1] <= wide[1];
  return demand === met;
}

/** Lists of which each asks for one range of addresses, with ranges that touch made one; others as they are. */
function merged(lists: readonly (readonly string[])[]): readonly (readonly string[])[] {
  const ranges = lists.flatMap(([only = "", ...more]) => (more.length === 0 ? [rangeOf(only)] : [undefined]));
  const known = ranges.flatMap((range) => (range ? [range] : [])).sort(([a], [b]) => a - b);
  const joined: [number, number][] = [];
  for (const [first, last] of known) {
    const before = joined.at(-1);
    if (before && first <= before[1] + 1) before[1] = Math.max(before[1], last);
    else joined.push([first, last]);
  }
  const others = lists.filter((_, index) => !ranges[index]);
  return [...joined.map((range) => [range.map(String).join("-")]), ...others];
}

/** First and last of `10.0.0.0-10.0.0.255`, or of the same in numbers. */
function rangeOf(text: string): readonly [number, number] | undefined {
  const found = /^(\d+(?:\.\d+){3}|\d+)-(\d+(?:\.\d+){3}|\d+)$/.exec(text);
  return found ? [numberOf(found[1] ?? ""), numberOf(found[2] ?? "")] : undefined;
}

function numberOf(address: string): number {
  return address.split(".").reduce((sum, part) => sum * 256 + Number(part), 0);
}
