import { Failure } from "../core/failure.ts";
import { cut } from "../domain/auth0-limits.ts";
import { decodeToken } from "../token/decode.ts";
import type { SignedToken } from "../token/decoded-token.ts";

/** What a token of the Management API says of itself. */
interface ManagementToken {
  /** The tenant's own domain, as the audience names it. */
  readonly domain: string;
  /** Of the application that it was given to; empty when it does not say. */
  readonly clientId: string;
  /** Seconds since 1970; left out when it never expires. */
  readonly expiresAt?: number;
}

const newToken =
  "Copy one in the Auth0 Dashboard > Applications > APIs > Auth0 Management API > API Explorer, or ask for one with client credentials.";

/**
 * A token that a person pasted: a JWT for the Management API of a tenant, good at `now` (milliseconds).
 *
 * @throws Failure `invalid-input` that says what is wrong with it, never any part of it but its audience and its expiry.
 */
export function readManagementToken(text: string, now: number): ManagementToken {
  const token = decodeToken(text);
  if (token.kind === "malformed" && text.includes(".eyJ") && /["'{}:]/.test(text)) {
    throw invalid(
      "The token stands among other text.",
      "Copy it alone: without quotation marks, names of fields and headers, and braces.",
    );
  }
  if (token.kind === "malformed") {
    throw invalid("This is no whole token: a part of it cannot be read.", "Copy all of it again.");
  }
  if (token.kind !== "jws") {
    throw invalid(
      "This is no JWT that can be read: an opaque or encrypted token does not say what it is for.",
      newToken,
    );
  }
  const domain = domainOf(token);
  const expiresAt = token.expiresAt && Math.floor(token.expiresAt.getTime() / 1000);
  if (expiresAt !== undefined && expiresAt * 1000 <= now) {
    throw invalid(`This token expired at ${token.expiresAt?.toLocaleString()}.`, newToken);
  }
  return { domain, clientId: clientIdOf(token), ...(expiresAt !== undefined && { expiresAt }) };
}

function domainOf({ audiences }: SignedToken): string {
  const [domain] = audiences.flatMap(
    (audience) => /^https:\/\/([\w.-]+(?::\d+)?)\/api\/v2\/$/.exec(audience)?.[1] ?? [],
  );
  if (domain !== undefined) return domain.toLowerCase();
  const of = audiences.length === 0 ? "for no API" : `for ${cut(audiences.join(", "), 200)}`;
  throw invalid(
    `This token is ${of}, and not for the Management API of a tenant.`,
    "Its audience has to be https://<the tenant's own domain>/api/v2/.",
  );
}

/** `azp` or `client_id`; the subject of client credentials is `<client id>@clients`. */
function clientIdOf({ claims }: SignedToken): string {
  const named = claims["azp"] ?? claims["client_id"];
  if (typeof named === "string") return named;
  const subject = claims["sub"];
  return typeof subject === "string" ? (/^(.+)@clients$/.exec(subject)?.[1] ?? "") : "";
}

function invalid(message: string, remedy: string): Failure {
  return new Failure("invalid-input", message, { remedy });
}
