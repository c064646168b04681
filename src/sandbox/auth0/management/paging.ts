import type { JsonObject } from "../json.ts";
import { invalidQuery } from "./problem.ts";
import type { Answer } from "./router.ts";

const largest = 100;
const usual = 50;

/** How a list is called in its envelope, and what a checkpoint names. */
interface Listing {
  readonly name: string;
  readonly id: string;
}

/**
 * One page of `items`. With `take` or `from` by checkpoint, `{[name], next?}`; else by `page` and `per_page`, as a bare
 * array or, with `include_totals`, `{start, limit, total, [name]}`.
 */
export function pageOf(items: readonly JsonObject[], query: URLSearchParams, listing: Listing): Answer {
  const shown = items.map((item) => selectFields(item, query));
  if (query.has("take") || query.has("from")) return checkpointPage(items, shown, query, listing);
  const page = readCount(query, "page", 0, Number.MAX_SAFE_INTEGER);
  const limit = readCount(query, "per_page", usual, largest);
  const start = page * limit;
  const slice = shown.slice(start, start + limit);
  if (query.get("include_totals") !== "true") return { status: 200, body: slice };
  return { status: 200, body: { start, limit, total: items.length, [listing.name]: slice } };
}

/** One page of a list that is always by checkpoint. */
export function checkpointOf(items: readonly JsonObject[], query: URLSearchParams, listing: Listing): Answer {
  return pageOf(items, new URLSearchParams({ take: "50", ...Object.fromEntries(query) }), listing);
}

/** A checkpoint names the last item that was shown, so that items may come and go in between. */
function checkpointPage(
  items: readonly JsonObject[],
  shown: JsonObject[],
  query: URLSearchParams,
  { name, id }: Listing,
): Answer {
  const take = readCount(query, "take", usual, largest);
  const from = query.get("from");
  const last = from === null ? -1 : items.findIndex((item) => item[id] === decode(from));
  if (from !== null && last < 0) throw invalidQuery("'The checkpoint is not valid' on property from");
  const end = last + 1 + take;
  const final = items[end - 1]?.[id];
  const next = end < items.length && typeof final === "string" ? encode(final) : undefined;
  return { status: 200, body: { [name]: shown.slice(last + 1, end), next } };
}

function encode(id: string): string {
  return Buffer.from(id).toString("base64url");
}

function decode(checkpoint: string): string {
  return Buffer.from(checkpoint, "base64url").toString();
}

function readCount(query: URLSearchParams, name: string, fallback: number, maximum: number): number {
  const text = query.get(name);
  if (text === null) return fallback;
  if (!/^\d+$/.test(text))
    throw invalidQuery(`'Expected type integer but found type string' on property ${name}`);
  const value = Number(text);
  if (value > maximum) {
    throw invalidQuery(`'Value ${value} is greater than maximum ${maximum}' on property ${name}`);
  }
  return value;
}

/** `item` with only, or with `include_fields=false` without, what the `fields` parameter names. */
export function selectFields(item: JsonObject, query: URLSearchParams): JsonObject {
  const names = query.get("fields");
  if (!names) return item;
  const wanted = new Set(names.split(","));
  const include = query.get("include_fields") !== "false";
  return Object.fromEntries(Object.entries(item).filter(([name]) => wanted.has(name) === include));
}
