import { Failure } from "../../core/failure.ts";
import { encodeEntities } from "../syntax/index.ts";

/** What a `validate-jwt` is to accept. All texts are plain: nothing in them is encoded yet. */
export interface ValidateJwtOptions {
  /** The address of the discovery document. */
  readonly discoveryUrl: string;
  readonly audience: string;
  /** As it stands in the tokens: exactly, with its trailing slash. */
  readonly issuer: string;
  /** Scopes that a token must all carry. */
  readonly requiredScopes?: readonly string[];
  /** When not given: 401 in a new element, and left as it is in one that is there. */
  readonly failedValidationHttpCode?: number;
  readonly failedValidationErrorMessage?: string;
  /** Ids of policy fragments that hold a `cors`: the element is put behind where they are included. */
  readonly corsFragments?: readonly string[];
}

/**
 * Refuses texts that API Management would not take as text: it runs expressions and fills in named values, and
 * neither can be escaped.
 *
 * @throws Failure `invalid-input`.
 */
export function refuseUnsafeTexts(options: ValidateJwtOptions): void {
  const texts: readonly (readonly [string, string])[] = [
    ["discovery address", options.discoveryUrl],
    ["audience", options.audience],
    ["issuer", options.issuer],
    ["error message", options.failedValidationErrorMessage ?? "-"],
    ...(options.requiredScopes ?? []).map((scope) => ["scope", scope] as const),
  ];
  for (const [what, text] of texts) {
    if (text.trim() === "") {
      throw new Failure("invalid-input", `The ${what} is empty.`, { remedy: `Give the ${what}.` });
    }
    if (/@[({]|\{\{/.test(text)) {
      throw new Failure(
        "invalid-input",
        `The ${what} "${text}" holds "@(", "@{" or "{{", which API Management would run or replace.`,
        { remedy: `Use another ${what}, or write this one into the policy by hand.` },
      );
    }
  }
}

/** `text` as the value of an attribute in double quotes. */
export function attributeText(text: string): string {
  return encodeEntities(text).replace(/[\t\r\n]/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** `text` as the content of an element. */
export function contentText(text: string): string {
  return encodeEntities(text).replaceAll("&quot;", '"');
}
