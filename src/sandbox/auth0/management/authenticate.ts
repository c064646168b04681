import { createLocalJWKSet, errors, jwtVerify } from "jose";
import type { SandboxContext } from "../../service.ts";
import { publicKeySet } from "../authentication/signing-keys.ts";
import type { Auth0State } from "../state.ts";
import { Problem } from "./problem.ts";

/** The scopes of the bearer token in `header`; throws the 401 the service gives when it is missing or no good. */
export async function authenticate(
  header: string | undefined,
  tenant: { readonly state: Auth0State; readonly context: SandboxContext },
): Promise<ReadonlySet<string>> {
  const token = /^Bearer\s+(\S+)$/i.exec(header ?? "")?.[1];
  if (!token) throw new Problem(401, "Missing authentication");
  try {
    const { payload } = await jwtVerify(token, createLocalJWKSet({ keys: publicKeySet(tenant.state).keys }), {
      issuer: `${tenant.context.origins.auth0}/`,
      audience: tenant.state.managementIdentifier,
      currentDate: new Date(tenant.context.now()),
    });
    return new Set(typeof payload["scope"] === "string" ? payload["scope"].split(" ") : []);
  } catch (error) {
    const message = describe(error);
    throw new Problem(401, message, undefined, { error: message });
  }
}

function describe(error: unknown): string {
  if (error instanceof errors.JWTExpired) return "Expired token received for JSON Web Token validation";
  if (error instanceof errors.JWTClaimValidationFailed && error.claim === "aud") return "Bad audience";
  if (error instanceof errors.JWTInvalid || error instanceof errors.JWSInvalid) {
    return "Bad HTTP authentication header format";
  }
  return "Invalid signature received for JSON Web Token validation";
}
