import { l10n } from "vscode";
import { type Auth0Api, apiTitle } from "../../domain/auth0.ts";
import { identifierProblem as newIdentifierProblem, scopeProblem } from "../../domain/auth0-answers.ts";
import { required } from "../prompts.ts";

/** What is wrong with a text as the identifier of a new Auth0 API; `undefined` when nothing is. */
export function identifierProblem(
  text: string,
  existing: readonly Pick<Auth0Api, "name" | "identifier">[],
): string | undefined {
  const taken = existing.find(({ identifier }) => identifier === text);
  return (
    required(text) ??
    newIdentifierProblem(text) ??
    (taken &&
      l10n.t("“{0}” has this identifier already: go back and choose it, or take another.", apiTitle(taken)))
  );
}

/** What is wrong with a text as scopes with spaces between them. None at all are allowed. */
export function scopesProblem(text: string): string | undefined {
  const values = text.split(/\s+/).filter(Boolean);
  return values.map(scopeProblem).find((problem) => problem !== undefined);
}

/** What is wrong with a text as a client id, of Auth0 or of Microsoft Entra ID. */
export function clientIdProblem(text: string): string | undefined {
  if (text === "") return required(text);
  return /^[\w.~-]+$/.test(text)
    ? undefined
    : l10n.t("A client ID has letters, digits, “-”, “_”, “.” and “~” only. Is this its name, or its secret?");
}
