/** Path and query of a request, byte for byte as they were sent. */
export interface RequestTarget {
  /** Begins with one slash. */
  readonly path: string;
  /** With its question mark; empty when there is none. */
  readonly query: string;
}

/**
 * Takes a request line's target apart. Only a path with `.` or `..` in it is written anew, in whatever encoding they
 * stand there: no call goes to another place than the one that its policies were chosen for.
 */
export function readTarget(written: string): RequestTarget {
  const [, before = "", query = ""] = /^([^?#]*)(\?[^#]*)?/.exec(written) ?? [];
  const path = `/${before.replace(/^\/+/, "")}`;
  const climbs = path.split(/[/\\]/).some((segment) => /^(?:\.|%2e){1,2}$/i.test(segment));
  const isSafe = !climbs && !path.includes("\\");
  return { path: isSafe ? path : new URL(`https://gateway${path}`).pathname, query };
}

/** The segments of a path without the slash that it begins with. */
export function segmentsOf(path: string): readonly string[] {
  return path.slice(1).split("/");
}

/** A segment, or a name or value of a query, without percent signs; as it is when they encode nothing. */
export function decodePart(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** A query without the parameters called `name`, whatever the case; the rest is as it was. */
export function withoutParameter(query: string, name: string): string {
  const wanted = name.toLowerCase();
  const pairs = query.slice(1).split("&");
  const kept = pairs.filter((pair) => nameOf(pair).toLowerCase() !== wanted);
  if (kept.length === pairs.length) return query;
  return kept.length === 0 ? "" : `?${kept.join("&")}`;
}

/** The value of a parameter whose name may be in any case. */
export function findParameter(query: string, name: string): string | undefined {
  const wanted = name.toLowerCase();
  for (const [other, value] of new URLSearchParams(query)) {
    if (other.toLowerCase() === wanted) return value;
  }
  return undefined;
}

function nameOf(pair: string): string {
  return decodePart((pair.split("=", 1)[0] ?? "").replaceAll("+", " "));
}
