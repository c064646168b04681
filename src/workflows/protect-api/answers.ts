import { callerAddress } from "../../policy/index.ts";
import type { CallerIdentity } from "./protection.ts";

/** The parts of an answer that commas, semicolons or blanks separate. */
export function wordsOf(text: string): readonly string[] {
  return [...new Set(text.split(/[\s,;]+/).filter(Boolean))];
}

/** The addresses in an answer: a hyphen may have blanks around it. */
export function addressesOf(text: string): readonly string[] {
  return wordsOf(text.replace(/\s*-\s*/g, "-"));
}

/** What is wrong with a text as a list of callers' addresses. */
export function addressesProblem(text: string): string | undefined {
  const wrong = addressesOf(text).find((word) => callerAddress(word) === undefined);
  return wrong === undefined
    ? undefined
    : `“${wrong}” is no address, no range such as 10.0.0.1-10.0.0.9, and no IPv4 network such as 10.0.0.0/24 named by its first address.`;
}

/** Colons, blanks and marks that dialogs copy with a thumbprint. */
const besideDigits = /[\s:\u200e\u200f\u202a-\u202e\ufeff]/g;

/** A certificate of a caller from what a person typed: a thumbprint, or a subject such as `CN=orders`. */
export function identityOf(text: string): CallerIdentity {
  const digits = text.replace(besideDigits, "");
  return /^[\dA-F]{40}$/i.test(digits) ? { thumbprint: digits.toUpperCase() } : { subject: text.trim() };
}

/** What is wrong with a text as a caller's certificate. */
export function certificateProblem(text: string): string | undefined {
  const isKnown = identityOf(text).thumbprint !== undefined || /^\s*[A-Za-z.\d]+\s*=\s*\S/.test(text);
  return isKnown
    ? undefined
    : "A certificate is named by its thumbprint, 40 hexadecimal digits, or by its subject, such as CN=orders.";
}

/** What is wrong with a text as what a managed identity asks a token for. */
export function resourceProblem(text: string): string | undefined {
  if (/\/\.default$/.test(text)) return "A managed identity is asked for a resource: leave /.default out.";
  const isUri = /^[a-z][a-z\d+.-]*:\/\/\S+$/i.test(text);
  return isUri || isId(text)
    ? undefined
    : "The resource is an application id URI, such as api://… or https://…, or an application (client) id.";
}

/** What is wrong with a text as a user name of HTTP's basic scheme (RFC 7617, section 2). */
export function usernameProblem(text: string): string | undefined {
  return /[:\p{Cc}]/u.test(text)
    ? "A user name has no colon: what stands behind it would count as the password."
    : undefined;
}

/** What is wrong with a text as the id of something in a directory of Entra. */
export function entraIdProblem(text: string): string | undefined {
  return isId(text) ? undefined : "This is an id such as 00000000-0000-0000-0000-000000000000.";
}

/** What is wrong with a text as an application id URI. */
export function appIdUriProblem(text: string): string | undefined {
  return /^(?:api|https):\/\/[^\s@{}]+$/.test(text)
    ? undefined
    : "An application id URI begins with api:// or https://, as “Expose an API” shows it.";
}

function isId(text: string): boolean {
  return /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i.test(text);
}
