import type { JwtPolicy } from "../jwt/read.ts";
import type { JwtRule } from "./engine/rule.ts";
import { audienceApis } from "./reading/connected.ts";
import { attribute } from "./reading/elements.ts";

/** A shared secret is in no key set, and a public key verifies no HS256. */
export const auth0SigningAlgorithm: JwtRule = {
  id: "auth0-signing-algorithm",
  severity: "warning",
  doc: "The keys can verify the algorithm that the API behind the audience signs with.",
  on: "validate-jwt",
  reads: "content",
  check(jwt, context) {
    if (!jwt.hasKeys && jwt.openIdConfigCount === 0) return;
    const apis = audienceApis(jwt, context.options.live) ?? [];
    if (apis.length === 0 || jwt.mayHoldMore("issuer-signing-keys")) return;
    for (const { identifier, signingAlgorithm } of apis) {
      if (!signingAlgorithm.known) continue;
      const algorithm = signingAlgorithm.value;
      const problem = problemOf(jwt, algorithm);
      const audience = jwt.audiences.find(({ value }) => value.text === identifier);
      if (problem && audience) {
        context.report(audience.value.span, `"${identifier}" signs its tokens with ${algorithm}: ${problem}`);
      }
    }
  },
};

function problemOf(jwt: JwtPolicy, algorithm: string): string | undefined {
  const symmetric = algorithm.startsWith("HS");
  const secrets = jwt.keys.some(({ value }) => value.text !== "");
  const publicKeys =
    jwt.openIdConfigCount > 0 ||
    jwt.keys.some(({ element }) => attribute(element, "certificate-id") ?? attribute(element, "n"));
  if (symmetric && !secrets) {
    return "openid-config holds no key for it. Let the API sign with RS256, or give its secret as a key.";
  }
  if (!symmetric && !publicKeys) return "a secret does not verify it. Use openid-config.";
  return undefined;
}
