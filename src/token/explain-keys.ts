import type { DecodedToken } from "./decoded-token.ts";
import { type Explanation, explanation, listValues } from "./explanation.ts";
import type { KeySearch } from "./verdict.ts";

const useDiscovery =
  "Use <openid-config> with the tenant's discovery document instead of <issuer-signing-keys>.";

/** Why no key verifies the signature: wrong kind of key, wrong tenant, rotated, or tampered with. */
export function explainKeySearch(
  kind: "signature" | "key-not-found",
  search: KeySearch,
  token: DecodedToken | undefined,
): Explanation {
  const sides = {
    expected: `a key for ${search.algorithm}${search.keyId === undefined ? "" : ` with kid “${search.keyId}”`}`,
    got: describeKeys(search),
  };
  if (search.algorithm === "HS256") return explainSecret(search, sides);
  if (search.symmetric > 0 && search.discovered === 0) {
    return explanation(
      `The token is signed with ${search.algorithm} and needs a public key; the policy holds a secret.`,
      [useDiscovery],
      sides,
    );
  }
  if (kind === "signature") {
    return explanation("The signature does not match: the token was changed after it was signed.", [
      "Copy the token again, whole.",
      "If it is fresh from Auth0, the policy holds another key under the same kid: use <openid-config>.",
    ]);
  }
  return explanation("No key of the policy verifies the signature.", adviseOnKeys(search, token), sides);
}

type Sides = { readonly expected: string; readonly got: string };

function explainSecret(search: KeySearch, sides: Sides): Explanation {
  const useRs256 = "Better: set the signing algorithm of the Auth0 API to RS256 and use <openid-config>.";
  if (search.symmetric === 0) {
    return explanation(
      "The token is signed with HS256, a secret; discovery documents hold public keys only.",
      [
        "Set the signing algorithm of the Auth0 API to RS256.",
        "Or give the API's secret, base64 encoded, as <key>.",
      ],
      sides,
    );
  }
  if (search.unreadable > 0) {
    return explanation(
      "The key in the policy is not base64.",
      ["Encode the secret as base64 before it goes into <key>.", useRs256],
      sides,
    );
  }
  return explanation(
    "The secret in the policy does not verify the signature.",
    ["Use the signing secret of this Auth0 API, base64 encoded, not that of the application.", useRs256],
    sides,
  );
}

function adviseOnKeys(search: KeySearch, token: DecodedToken | undefined): readonly string[] {
  if (search.keyIds.length + search.discovered + search.symmetric === 0) {
    return ["Add <openid-config> with the discovery document of the Auth0 tenant."];
  }
  const issuer = token?.kind === "jws" ? token.issuer : undefined;
  const host = issuer !== undefined && URL.canParse(issuer) ? new URL(issuer).host : undefined;
  if (host !== undefined && search.hosts.length > 0 && !search.hosts.includes(host)) {
    return [
      `The token was issued by ${listValues([host])}, the keys come from ${listValues(search.hosts)}: use one domain for both.`,
    ];
  }
  if (search.discovered === 0) return [useDiscovery];
  return [
    "If the tenant's signing key was rotated just now, wait five minutes: the gateway then fetches the keys again.",
    "If the token is older than the rotation and the old key was revoked, get a new token.",
  ];
}

function describeKeys(search: KeySearch): string {
  const secrets = search.symmetric === 0 ? [] : [`${search.symmetric} secret(s) in the policy`];
  const ids = search.keyIds.length === 0 ? [] : [`kid ${listValues(search.keyIds)}`];
  return [...secrets, ...ids].join(", ") || "no key with a kid";
}
