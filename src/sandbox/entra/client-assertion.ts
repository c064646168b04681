import { X509Certificate } from "node:crypto";
import { jwtVerify } from "jose";
import type { Principal } from "../azure/state.ts";
import type { SandboxContext } from "../service.ts";

/** The only kind of assertion that Entra ID takes from an application. */
export const assertionType = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

/** Seconds that the clocks may be apart. */
const skew = 300;

/** Whether one of the principal's certificates has signed `assertion`: `iss` and `sub` are its id, `aud` is the token endpoint. */
export async function isAssertedBy(
  context: SandboxContext,
  tenantId: string,
  principal: Principal,
  assertion: string,
): Promise<boolean> {
  const authority = `${context.origins.entra}/${tenantId}`;
  for (const certificate of principal.certificates ?? []) {
    const { publicKey } = new X509Certificate(certificate);
    try {
      await jwtVerify(assertion, publicKey, {
        algorithms: ["PS256", "RS256"],
        issuer: principal.clientId,
        subject: principal.clientId,
        audience: [`${authority}/oauth2/v2.0/token`, `${authority}/v2.0`],
        clockTolerance: skew,
        currentDate: new Date(context.now()),
        requiredClaims: ["exp"],
      });
      return true;
    } catch {
      // another certificate may have signed it
    }
  }
  return false;
}
