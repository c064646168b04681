import { validationError } from "./errors.ts";

/** How many entities a page has when the client does not say; small, so that clients meet a second page. */
const pageSize = 20;

/** One page of a list. */
interface Page<T> {
  readonly items: readonly T[];
  readonly count: number;
  /** Absolute; empty after the last page. */
  readonly nextLink: string;
}

/** The page of `items` that `$top` and `$skip` of `url` ask for; `origin` begins the link to the next. */
export function paginate<T>(items: readonly T[], url: URL, origin: string): Page<T> {
  const top = readNumber(url, "$top", 1) ?? pageSize;
  const skip = readNumber(url, "$skip", 0) ?? 0;
  const next = new URL(url.pathname + url.search, origin);
  next.searchParams.set("$skip", String(skip + top));
  return {
    items: items.slice(skip, skip + top),
    count: items.length,
    nextLink: skip + top < items.length ? next.href : "",
  };
}

function readNumber(url: URL, name: string, minimum: number): number | undefined {
  const text = url.searchParams.get(name);
  if (text === null) return undefined;
  const value = Number(text);
  if (Number.isInteger(value) && value >= minimum) return value;
  throw validationError({ target: name, message: `${name} must be a whole number from ${minimum} on.` });
}
