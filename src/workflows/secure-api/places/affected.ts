import { countOf, inNumber } from "../../../core/count.ts";
import type { Maybe } from "../../../core/known.ts";

/** Of more things than these it is told how many there are. */
const mostNamed = 5;

/** Names in a sentence, the first few of many. */
export function named(names: readonly string[]): string {
  const first = names.slice(0, mostNamed).join(", ");
  return names.length > mostNamed ? `${first} and ${names.length - mostNamed} more` : first;
}

/** Whom else a check in a policy meets that is not the API's alone; `where` names it at the beginning of a sentence. */
export function alsoMet(where: string, others: Maybe<readonly string[]>, audience: string): string {
  if (!others.known) {
    return `${where} is that of other APIs as well, which could not be listed: their callers will need a token for “${audience}”, too.`;
  }
  const { length } = others.value;
  if (length === 0) return `${where} is that of no other API.`;
  const names = named(others.value.map((name) => `“${name}”`));
  const whose = inNumber(length, "its callers", "their callers");
  return `${where} is that of ${countOf(length, "other API")} as well (${names}): ${whose} will need a token for “${audience}”, too.`;
}
