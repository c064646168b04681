import { l10n } from "vscode";
import { type Auth0Api, apiTitle } from "../../domain/auth0.ts";
import { auth0Limits } from "../../domain/auth0-limits.ts";
import { required } from "../prompts.ts";

/** What is wrong with a text as the identifier of a new Auth0 API; `undefined` when nothing is. */
export function identifierProblem(
  text: string,
  existing: readonly Pick<Auth0Api, "name" | "identifier">[],
): string | undefined {
  if (text === "") return required(text);
  if (/\s/.test(text)) return l10n.t("An identifier has no spaces.");
  if (hasUnseen(text)) return l10n.t("An identifier has no characters that cannot be seen.");
  if (text.length > auth0Limits.identifier) return tooLong(text, auth0Limits.identifier);
  const taken = existing.find(({ identifier }) => identifier === text);
  return (
    taken &&
    l10n.t("“{0}” has this identifier already: go back and choose it, or take another.", apiTitle(taken))
  );
}

/** What is wrong with a text as scopes with spaces between them. None at all are allowed. */
export function scopesProblem(text: string): string | undefined {
  const values = text.split(/\s+/).filter(Boolean);
  const odd = values.find((value) => !/^[\x21\x23-\x5b\x5d-\x7e]+$/.test(value));
  // RFC 6749, section 3.3: no tokens of an authorization server can carry another scope.
  if (odd !== undefined) {
    return l10n.t(
      "“{0}” cannot be a scope: use ASCII letters, digits and signs, without double quotes and backslashes.",
      odd,
    );
  }
  const long = values.find((value) => value.length > auth0Limits.scope);
  return long === undefined ? undefined : tooLong(long, auth0Limits.scope);
}

/** What is wrong with a text as the e-mail address of a new user. */
export function emailProblem(text: string): string | undefined {
  return /^[^\s@<>]+@[^\s@<>]+\.[^\s@<>]+$/.test(text) && !hasUnseen(text)
    ? undefined
    : l10n.t("This is not an e-mail address.");
}

/** What is wrong with a text as a client id, of Auth0 or of Microsoft Entra ID. */
export function clientIdProblem(text: string): string | undefined {
  if (text === "") return required(text);
  return /^[\w.~-]+$/.test(text)
    ? undefined
    : l10n.t("A client ID has letters, digits, “-”, “_”, “.” and “~” only. Is this its name, or its secret?");
}

function hasUnseen(text: string): boolean {
  return /\p{C}/u.test(text);
}

function tooLong(text: string, most: number): string {
  return l10n.t("This has {0} characters; Auth0 takes {1} at most.", text.length, most);
}
