import { countOf } from "../core/count.ts";
import { explainAudience, explainClaims, explainClaimValue, explainIssuer } from "./explain-claims.ts";
import { explainKeySearch } from "./explain-keys.ts";
import { type Explanation, explanation, listValues } from "./explanation.ts";
import type { Doubt, Finding, RejectedVerdict, Verdict } from "./verdict.ts";

const doubts: Readonly<Record<Doubt, string>> = {
  "audience-slash":
    "The audiences differ in the slash at the end, which the gateway's library ignores; write it in the policy as Auth0 does.",
  "discovered-issuer":
    "Only the discovery document names this issuer, which the gateway's library takes; list it in <issuers>.",
  algorithm:
    "The gateway's library verifies this signing algorithm, its reference does not list it; RS256 is sure.",
};

/** What is wrong with a token, what was expected and found, and what to change. */
export function explain(verdict: Verdict): Explanation {
  if (verdict.kind === "accepted") {
    return explanation(
      "The gateway accepts this token.",
      verdict.doubts.map((doubt) => doubts[doubt]),
    );
  }
  if (verdict.kind === "undecided") {
    return explanation(
      `Nothing that could be read speaks against this token, but ${verdict.unread.join(", ")} could not be read.`,
      ["Send a request through the gateway to see its answer."],
    );
  }
  return explainFinding(verdict, verdict.finding);
}

function explainFinding(verdict: RejectedVerdict, finding: Finding): Explanation {
  switch (finding.kind) {
    case "audience":
      return explainAudience(finding, verdict.token);
    case "issuer":
      return explainIssuer(finding);
    case "claims-missing":
      return explainClaims(finding.names, verdict.token);
    case "claim-value":
      return explainClaimValue(finding);
    case "key-not-found":
    case "signature":
      return explainKeySearch(finding.kind, finding.got, verdict.token);
    case "no-expiration":
    case "expired":
    case "not-yet-valid":
    case "reversed-lifetime":
      return explainLifetime(finding);
    case "no-token":
    case "wrong-scheme":
    case "opaque":
    case "encrypted":
    case "malformed":
    case "unsigned":
    case "algorithm":
    case "keys-unavailable":
      return explainForm(finding);
  }
}

type Kind<K extends Finding["kind"]> = Extract<Finding, { kind: K }>;

type FormFinding = Kind<
  | "no-token"
  | "wrong-scheme"
  | "opaque"
  | "encrypted"
  | "malformed"
  | "unsigned"
  | "algorithm"
  | "keys-unavailable"
>;

function explainForm(finding: FormFinding): Explanation {
  switch (finding.kind) {
    case "no-token":
      return explanation("The request carries no token where validate-jwt looks for it.", [
        "Send the token in the header or query parameter that the policy names, usually “Authorization: Bearer …”.",
      ]);
    case "wrong-scheme":
      return explanation(
        "The Authorization header does not use the scheme that require-scheme names.",
        [`Send “Authorization: ${finding.expected} …”.`],
        { expected: finding.expected, got: finding.got ?? "no scheme" },
      );
    case "opaque":
      return explanation(
        "This is not a JWT. Auth0 issues such an opaque token when no audience was asked for.",
        [
          "Add “?audience=” with the identifier of the Auth0 API to the authorization endpoint, or set the tenant's default audience.",
        ],
        { expected: "3 parts between dots", got: countOf(finding.parts, "part") },
      );
    case "encrypted":
      if (finding.tried > 0) {
        return explanation("The token is encrypted, and no key of the policy opens it.", [
          "Give the key that the tokens of the Auth0 API are encrypted for, base64 encoded, in “decryption-keys”.",
        ]);
      }
      return explanation("The token is encrypted, and the policy has no decryption key.", [
        "Ask for an access token for an API of Auth0 by its audience; an encrypted one is meant for Auth0 itself.",
        "If the API does encrypt its tokens, add “decryption-keys” to validate-jwt.",
      ]);
    case "malformed":
      return explanation(`The token cannot be read. ${finding.problem}`, [
        "Copy the access token again, whole and without quotes.",
        "Where validate-jwt has token-value, it must give the token alone, without “Bearer ”.",
      ]);
    case "unsigned":
      return explanation("The token has no signature.", ["Use a token that Auth0 issued."]);
    case "algorithm":
      return explanation(
        "validate-jwt does not accept this signing algorithm.",
        ["Set the signing algorithm of the Auth0 API to RS256."],
        { expected: "RS256, RS512, PS256, ES256 or HS256", got: finding.got ?? "none" },
      );
    case "keys-unavailable":
      return explanation(
        `The gateway cannot fetch its keys from ${listValues([finding.url])}: ${finding.problem}`,
        [
          "Check that the address of openid-config is “https://” and the Auth0 domain, region included, followed by “/.well-known/openid-configuration”.",
          "A gateway in a virtual network needs a way out to that address.",
        ],
      );
  }
}

function explainLifetime(
  finding: Kind<"no-expiration" | "expired" | "not-yet-valid" | "reversed-lifetime">,
): Explanation {
  switch (finding.kind) {
    case "no-expiration":
      return explanation("The token has no “exp” claim, and the policy requires one.", [
        "Use a token that Auth0 issued; those always expire.",
      ]);
    case "expired":
      return explanation(
        "The token has expired.",
        [
          "Get a new token.",
          "If it expired only seconds ago, clocks differ: set clock-skew, for example to 60 seconds.",
        ],
        {
          expected: `now no later than ${finding.expiresAt.toISOString()} plus ${finding.clockSkew} s`,
          got: finding.now.toISOString(),
        },
      );
    case "not-yet-valid":
      return explanation(
        "The token is not valid yet.",
        ["Clocks differ: check this computer's clock, or set clock-skew, for example to 60 seconds."],
        {
          expected: `now no earlier than ${finding.notBefore.toISOString()} minus ${finding.clockSkew} s`,
          got: finding.now.toISOString(),
        },
      );
    case "reversed-lifetime":
      return explanation("The token begins after it ends.", ["Use a token that Auth0 issued."]);
  }
}
