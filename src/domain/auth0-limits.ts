import { withoutMarks } from "../core/visible-marks.ts";

/**
 * What Auth0's Management API takes as a name: from its official description (schemas of `POST /resource-servers`,
 * `/clients` and `/users`), lengths in characters.
 */
export const auth0Limits = {
  apiName: 200,
  identifier: 600,
  scope: 280,
  scopeDescription: 500,
  connectionName: 128,
} as const;

/** `<` and `>` are refused in names of APIs and applications. */
const forbidden = /[<>]+/g;

/**
 * `text` as a name that Auth0 takes for an API or an application, without marks that nobody sees: an API in Azure may have
 * been named by anybody. Empty when nothing of it is left.
 */
export function auth0Name(text: string): string {
  return cut(withoutMarks(text.replace(forbidden, " ").replace(/\s+/g, " ")).trim(), auth0Limits.apiName);
}

/** `text` with at most `length` characters; what is cut off is shown by an ellipsis. */
export function cut(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length - 1).trimEnd()}…`;
}
