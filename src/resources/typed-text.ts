/** Controls, and marks of no width or that turn the direction of a text around; joiners are letters' own. */
const unseen = /[\p{Cc}\u00ad\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]/u;

/** What is wrong with a line that people read, such as a name: `what` begins the sentence about it, `most` is what the contract takes. */
export function lineProblem(text: string, what: string, most = Number.POSITIVE_INFINITY): string | undefined {
  if (text.trim() === "") return `${what} has more than blanks.`;
  if (unseen.test(text)) return `${what} has no line breaks, and no characters that cannot be seen.`;
  return text.length > most ? `${what} has ${most} characters at most.` : undefined;
}

/** What is wrong with a text as the address of a page or an endpoint of who gives tokens. */
export function addressProblem(text: string): string | undefined {
  if (!/^https:\/\/[^\s\\]+$/i.test(text) || !URL.canParse(text) || unseen.test(text))
    return "This must be an address that begins with https://.";
  const { username, password } = new URL(text);
  if (username !== "" || password !== "")
    return "An address that carries a user name or a password would show it to everybody: leave that out.";
  return undefined;
}

/** As {@link addressProblem}, for an endpoint of OAuth 2.0, which has no fragment (RFC 6749, sections 3.1 and 3.2). */
export function endpointProblem(text: string): string | undefined {
  const fragment = text.includes("#")
    ? "An endpoint has no “#”: leave it and what is behind it out."
    : undefined;
  return addressProblem(text) ?? fragment;
}

/** What is wrong with a text as a client id (RFC 6749, appendix A.1, without the blanks that are copied by mistake). */
export function clientIdProblem(text: string): string | undefined {
  return /^[\x21-\x7e]+$/.test(text)
    ? undefined
    : "A client id has ASCII letters, digits and signs, and no blanks. Copy it again, alone.";
}

/** What is wrong with a text as a client secret (RFC 6749, appendix A.2, without the blanks that are copied by mistake). */
export function clientSecretProblem(text: string): string | undefined {
  return /^[\x21-\x7e]+$/.test(text)
    ? undefined
    : "A client secret has ASCII letters, digits and signs, and no blanks. Copy it again, alone.";
}

/** What is wrong with a text as scopes with blanks between them (RFC 6749, section 3.3), of whoever gives the tokens. */
export function scopesProblem(text: string): string | undefined {
  const wrong = text.split(/\s+/).find((word) => !/^[\x21\x23-\x5b\x5d-\x7e]*$/.test(word));
  return wrong === undefined
    ? undefined
    : `“${wrong}” cannot be a scope: it has ASCII letters, digits and signs, without double quotes and backslashes.`;
}
