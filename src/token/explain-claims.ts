import { looksLikeIdToken } from "./decode.ts";
import type { DecodedToken } from "./decoded-token.ts";
import { type Explanation, explanation, listValues } from "./explanation.ts";
import type { ClaimMismatch, Finding } from "./verdict.ts";

type Kind<K extends Finding["kind"]> = Extract<Finding, { kind: K }>;

/** Why the audience is not allowed: an ID token, or the wrong API. */
export function explainAudience(finding: Kind<"audience">, token: DecodedToken | undefined): Explanation {
  const { expected, got } = finding;
  const sides = { expected: listValues(expected), got: listValues(got) };
  if (token?.kind === "jws" && looksLikeIdToken(token)) {
    return explanation(
      "This is an ID token: its audience is the application, not the API.",
      ["Send the access token, and ask Auth0 for it with the audience of the API."],
      sides,
    );
  }
  return explanation(
    "The token is meant for another audience.",
    [
      "Ask Auth0 for a token with the audience that the policy lists, or list the identifier of the Auth0 API in <audiences>.",
    ],
    sides,
  );
}

/** Why the issuer is not allowed: the slash that Auth0's issuers end with, or another domain. */
export function explainIssuer({ expected, got }: Kind<"issuer">): Explanation {
  const sides = { expected: listValues(expected), got: got === undefined ? "nothing" : listValues([got]) };
  if (got !== undefined && differOnlyBySlash(expected, got)) {
    return explanation(
      "The issuers differ only in the slash at the end, and the gateway compares every character.",
      [`Write <issuer>${got}</issuer>; the issuer of an Auth0 tenant ends with a slash.`],
      sides,
    );
  }
  return explanation(
    "The token comes from another issuer than the policy allows.",
    [
      "The issuer is the domain the token was asked from: use the same domain, the tenant's own or its custom one, for signing in, openid-config and <issuer>.",
      ...(got === undefined ? [] : ["If both domains are in use, list both issuers."]),
    ],
    sides,
  );
}

/** Which claims are not in the token, and where Auth0 puts them. */
export function explainClaims(names: readonly string[], token: DecodedToken | undefined): Explanation {
  const advice: string[] = [];
  if (names.includes("scp"))
    advice.push("Auth0 has no “scp” claim: require “scope” with a blank as separator.");
  if (names.includes("permissions")) {
    advice.push("Turn on RBAC and “Add Permissions in the Access Token” in the settings of the Auth0 API.");
  }
  if (names.includes("scope")) advice.push("Ask for at least one scope of the API, and grant it.");
  if (names.includes("azp")) advice.push("Tokens of the RFC 9068 profile have “client_id” instead of “azp”.");
  if (names.includes("client_id"))
    advice.push("Only tokens of the RFC 9068 profile have “client_id”; others have “azp”.");
  if (advice.length === 0) {
    advice.push("Add the claim in an Auth0 Action; its name must be a URL, and be written the same here.");
  }
  const present = token?.kind === "jws" ? Object.keys(token.claims) : [];
  return explanation(`The token lacks ${listValues(names)}.`, advice, {
    expected: listValues(names),
    got: listValues(present),
  });
}

/** Why the values of a claim do not do: one text not split, or really missing. */
export function explainClaimValue(mismatch: ClaimMismatch): Explanation {
  const { name, match, separator, expected, got } = mismatch;
  const sides = { expected: `${match} of ${listValues(expected)}`, got: listValues(got) };
  const unsplit = separator === undefined && got.some((value) => value.includes(" "));
  if (unsplit && enough(match, expected, got.join(" ").split(" "))) {
    return explanation(
      `The claim “${name}” is one text with blanks, and the policy compares it as a whole.`,
      [`Add separator=" " to <claim name="${name}">.`],
      sides,
    );
  }
  const grant =
    name === "scope" || name === "permissions"
      ? "Ask for the missing values, and see that the user or application may have them (role, client grant)."
      : "Give the user or application the missing value, or change the policy.";
  const advice = [grant];
  if (match === "all" && expected.length > 1 && enough("any", expected, got)) {
    advice.push('If one of the values is enough, set match="any".');
  }
  return explanation(`The claim “${name}” does not have the values that the policy requires.`, advice, sides);
}

function enough(match: "all" | "any", expected: readonly string[], got: readonly string[]): boolean {
  const has = (value: string) => got.includes(value);
  return match === "all" ? expected.every(has) : expected.some(has);
}

function differOnlyBySlash(expected: readonly string[], got: string): boolean {
  const trim = (value: string) => value.replace(/\/$/, "");
  return expected.some((other) => trim(other) === trim(got) && other !== got);
}
