import { auth0Limits } from "./auth0-limits.ts";

/** What is wrong with a text as the name of an API or an application. */
export function nameProblem(text: string): string | undefined {
  if (text.trim() === "") return "A name has more than blanks.";
  if (/[<>]/.test(text)) return "A name has no < and >.";
  return unseen(text, "A name") ?? tooLong(text, auth0Limits.apiName);
}

/** What is wrong with a text as the identifier of a new API. */
export function identifierProblem(text: string): string | undefined {
  if (/\s/.test(text)) return "An identifier has no spaces.";
  return unseen(text, "An identifier") ?? tooLong(text, auth0Limits.identifier);
}

/** What is wrong with a text as the name of a new connection. */
export function connectionNameProblem(text: string): string | undefined {
  return /^[a-zA-Z0-9](-?[a-zA-Z0-9])*$/.test(text)
    ? tooLong(text, auth0Limits.connectionName)
    : "A connection's name has ASCII letters and digits, and single dashes between them.";
}

/** What is wrong with a text as the e-mail address of a new user. */
export function emailProblem(text: string): string | undefined {
  return /^[^\s@<>]+@[^\s@<>]+\.[^\s@<>]+$/.test(text) && !/\p{C}/u.test(text)
    ? undefined
    : "This is not an e-mail address.";
}

/** What is wrong with a text as a scope (RFC 6749, section 3.3: no token can carry another one). */
export function scopeProblem(text: string): string | undefined {
  return /^[\x21\x23-\x5b\x5d-\x7e]+$/.test(text)
    ? tooLong(text, auth0Limits.scope)
    : `“${text}” cannot be a scope: use ASCII letters, digits and signs, without double quotes and backslashes.`;
}

/** What is wrong with a text as the description of a scope (contract `ResourceServerScope`). */
export function scopeDescriptionProblem(text: string): string | undefined {
  return unseen(text, "A description") ?? tooLong(text, auth0Limits.scopeDescription);
}

/** What is wrong with a text as an address that users are sent back to; a scheme of an app's own and a wildcard will do. */
export function addressProblem(text: string): string | undefined {
  if (!/^[a-z][a-z0-9+.-]*:\/\/[^\s#]*$/i.test(text) || /\p{C}/u.test(text))
    return `“${text}” is not an address: it begins with a scheme, such as https://, and has no “#”.`;
  return /^https?:\/\/(?:[/?]|$)/i.test(text)
    ? `“${text}” has no host: it goes on with one, such as https://contoso.example/.`
    : undefined;
}

/** What is wrong with a text as an origin: a scheme, a host and perhaps a port; the host may have a wildcard for its first part. */
export function originProblem(text: string): string | undefined {
  return /^[a-z][a-z0-9+.-]*:\/\/(\*\.)?[^\s/?#*@]+$/i.test(text) && !/\p{C}/u.test(text)
    ? undefined
    : `“${text}” is not an origin: it is a scheme and a host, such as https://contoso.example, without a path.`;
}

function unseen(text: string, what: string): string | undefined {
  return /\p{C}/u.test(text) ? `${what} has no characters that cannot be seen.` : undefined;
}

function tooLong(text: string, most: number): string | undefined {
  return text.length > most ? `This has ${text.length} characters; Auth0 takes ${most} at most.` : undefined;
}
