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

const schemeForm = /^[a-zA-Z][a-zA-Z0-9+.-]*$/;
const slash = 47;
const questionMark = 63;
const hash = 35;
const space = 32;

/** The parts of an absolute URL; `undefined` when `text` is none. */
export function parseUrl(text: string): UrlParts | undefined {
  const scheme = schemeOf(text);
  if (scheme === undefined) return undefined;
  const start = scheme.length + 3;
  let path = -1;
  let query = text.length;
  for (let index = start; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code === hash || code <= space) return undefined;
    if (path < 0 && (code === slash || code === questionMark)) path = index;
    if (code === questionMark && index < query) query = index;
  }
  if (path < 0) path = text.length;
  if (path === start) return undefined;
  return {
    scheme,
    host: text.slice(start, path).toLowerCase(),
    path: text.slice(path, query),
    query: text.slice(query),
  };
}

function schemeOf(text: string): string | undefined {
  if (text.startsWith("https://")) return "https";
  const colon = text.indexOf("://");
  const scheme = text.slice(0, Math.max(0, colon));
  return schemeForm.test(scheme) ? scheme.toLowerCase() : undefined;
}
