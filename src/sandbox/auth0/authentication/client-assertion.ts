import { importSPKI, jwtVerify } from "jose";
import { enabledCredentials } from "../client-credentials.ts";
import type { Client } from "../state.ts";
import { issuerOf, type Realm } from "./realm.ts";

const assertionType = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

/** Seconds: how long an assertion may be valid, and how far the clocks may be apart. */
const longest = 300;
const skew = 10;

/**
 * Whether a request proves that it comes from `client` with a JWT that one of its registered keys has signed: `iss` and
 * `sub` are its id, `aud` is the tenant.
 */
export async function isAssertedBy(
  realm: Realm,
  client: Client,
  parameters: URLSearchParams,
): Promise<boolean> {
  const assertion = parameters.get("client_assertion");
  if (assertion === null || parameters.get("client_assertion_type") !== assertionType) return false;
  const now = realm.context.now();
  const issuer = issuerOf(realm);
  for (const { pem, alg, expires_at } of enabledCredentials(client)) {
    if (expires_at !== undefined && Date.parse(expires_at) <= now) continue;
    try {
      const { payload } = await jwtVerify(assertion, await importSPKI(pem, alg), {
        algorithms: [alg],
        issuer: client.client_id,
        subject: client.client_id,
        audience: [issuer, issuer.slice(0, -1), `${issuer}oauth/token`],
        clockTolerance: skew,
        currentDate: new Date(now),
        requiredClaims: ["exp"],
      });
      return (payload.exp ?? 0) <= now / 1000 + longest + skew;
    } catch {
      // another key may have signed it
    }
  }
  return false;
}
