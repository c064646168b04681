/** A URL in the parts that rules look at. */
export interface UrlParts {
  readonly scheme: string;
  /** In lower case, with the port if one is given. */
  readonly host: string;
  /** With the leading slash, without query; empty when nothing follows the host. */
  readonly path: string;
  /** With the question mark; empty without one. */
  readonly query: string;
}

const pattern = /^([a-zA-Z][a-zA-Z0-9+.-]*):\/\/([^/?#\s]+)([^?#\s]*)(\?[^#\s]*)?$/;

/** The parts of an absolute URL; `undefined` when `text` is none. */
export function parseUrl(text: string): UrlParts | undefined {
  const match = pattern.exec(text);
  if (!match) return undefined;
  const [, scheme = "", host = "", path = "", query = ""] = match;
  return { scheme: scheme.toLowerCase(), host: host.toLowerCase(), path, query };
}
