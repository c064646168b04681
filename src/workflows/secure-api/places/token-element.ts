import type { NewElement, NewValue } from "../../../policy/index.ts";

/** Whose tokens a check takes, as it stands in a policy: written out, or in named values. */
export interface TokenTexts {
  readonly discovery: NewValue;
  readonly issuer: NewValue;
  readonly audience: NewValue;
}

/** What else a check asks for, and what callers are told whom it refuses. */
interface Demand {
  /** All of them; none for tokens with whatever scopes. */
  readonly scopes: readonly string[];
  readonly status: 401 | 403;
  readonly message: string;
}

/** A `validate-jwt` that leaves nothing open. */
export function tokenElement(texts: TokenTexts, { scopes, status, message }: Demand): NewElement {
  const claim: NewElement = {
    name: "claim",
    attributes: { name: "scope", match: "all", separator: " " },
    children: scopes.map((text) => ({ name: "value", text })),
  };
  return {
    name: "validate-jwt",
    attributes: {
      "header-name": "Authorization",
      "require-scheme": "Bearer",
      // The default of 0 seconds refuses fresh tokens as soon as two clocks differ.
      "clock-skew": "60",
      "failed-validation-httpcode": String(status),
      "failed-validation-error-message": message,
      "require-expiration-time": "true",
      "require-signed-tokens": "true",
    },
    children: [
      { name: "openid-config", attributes: { url: texts.discovery } },
      { name: "audiences", children: [{ name: "audience", text: texts.audience }] },
      { name: "issuers", children: [{ name: "issuer", text: texts.issuer }] },
      ...(scopes.length === 0 ? [] : [{ name: "required-claims", children: [claim] }]),
    ],
  };
}
