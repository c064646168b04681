/** A text that was found at an address. */
export interface FetchedDocument {
  readonly text: string;
  /** Where it was found in the end, after redirects. */
  readonly url: string;
}

/** What a fetch is held to. */
export interface FetchLimits {
  /** Of the text; what is imported in the end is held to less. */
  readonly bytes: number;
  readonly redirects: number;
  /** Until everything is there. */
  readonly milliseconds: number;
}

export const fetchLimits: FetchLimits = { bytes: 16 * 1024 * 1024, redirects: 5, milliseconds: 30_000 };

/** What is wrong with an address to fetch a document from, as a sentence; `undefined` when nothing is. */
export function addressProblem(text: string): string | undefined {
  if (!URL.canParse(text)) return "This is no address. Give the whole of it, from https:// on.";
  const { protocol, username, password } = new URL(text);
  if (protocol !== "https:" && !(protocol === "http:" && isOwnMachine(text)))
    return "The address must begin with https://: whoever is in between could write another document. Save it as a file if there is no other way.";
  if (username !== "" || password !== "")
    return "The address has a user name or password in it, which would end up in logs. Save the document as a file instead.";
  return undefined;
}

/** Whether an address is one of this machine itself. */
export function isOwnMachine(address: string): boolean {
  const { hostname } = new URL(address);
  return /^(?:localhost|127(?:\.\d+){3}|\[::1\])$/.test(hostname);
}

/** An address as it may stand on pages, in plans and in logs: what is behind its path may let whoever has it in. */
export function addressInWords(address: string): string {
  if (!URL.canParse(address)) return address;
  const { protocol, host, pathname, search } = new URL(address);
  return `${protocol}//${host}${pathname}${search === "" ? "" : "?…"}`;
}
