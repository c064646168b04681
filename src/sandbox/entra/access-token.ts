import { randomUUID } from "node:crypto";
import type { JWTPayload } from "jose";
import { errors, importJWK, jwtVerify, SignJWT } from "jose";
import type { AzureState, Principal } from "../azure/state.ts";
import type { SandboxContext } from "../service.ts";

/** How long an access token holds, in seconds. */
export const tokenLifetime = 3599;

/** The resources a token may be asked for: Azure Resource Manager here, and by its names in the public cloud. */
export function resourceManagerAudiences(context: SandboxContext): string[] {
  return [
    context.origins.resourceManager,
    "https://management.azure.com",
    "https://management.core.windows.net",
  ];
}

/** The issuer of version 1 tokens, which Resource Manager takes. */
export function issuerOf(context: SandboxContext, tenantId: string): string {
  return `${context.origins.entra}/${tenantId}/`;
}

/** A token with which `principal` may call `audience`. */
export async function signAccessToken(
  context: SandboxContext,
  state: AzureState,
  principal: Principal,
  audience: string,
): Promise<string> {
  const issuedAt = Math.floor(context.now() / 1000);
  const claims = {
    appid: principal.clientId,
    appidacr: "1",
    idtyp: "app",
    oid: principal.objectId,
    tid: state.tenantId,
    uti: randomUUID(),
    ver: "1.0",
  };
  return new SignJWT(claims)
    .setProtectedHeader({ alg: "RS256", typ: "JWT", kid: String(state.signingKey["kid"]) })
    .setIssuer(issuerOf(context, state.tenantId))
    .setAudience(audience)
    .setSubject(principal.objectId)
    .setIssuedAt(issuedAt)
    .setNotBefore(issuedAt)
    .setExpirationTime(issuedAt + tokenLifetime)
    .sign(await importJWK(state.signingKey, "RS256"));
}

/**
 * A token for `audience` of the instance's own identity, or of a user-assigned one; both are there without being set up. `undefined`
 * before the sandbox has a key to sign with.
 */
export async function signIdentityToken(
  context: SandboxContext,
  state: AzureState,
  audience: string,
  clientId = "00000000-0000-0000-0000-0000000a9137",
): Promise<string | undefined> {
  if (state.signingKey["kid"] === undefined) return undefined;
  const principal = { clientId, clientSecret: "", objectId: clientId, contributorOn: [] };
  return signAccessToken(context, state, principal, audience);
}

/** What a bearer token turned out to be. */
export type TokenCheck =
  | { readonly ok: true; readonly principal: Principal }
  | { readonly ok: false; readonly reason: "invalid" | "audience" | "issuer" }
  | { readonly ok: false; readonly reason: "expired"; readonly expiredAt: Date };

/** Whether Resource Manager may trust `token`, and whose it is. */
export async function checkAccessToken(
  context: SandboxContext,
  state: AzureState,
  token: string,
): Promise<TokenCheck> {
  const audience = resourceManagerAudiences(context).flatMap((name) => [name, `${name}/`]);
  try {
    const { payload } = await jwtVerify(token, await importJWK(publicJwk(state), "RS256"), {
      issuer: issuerOf(context, state.tenantId),
      audience,
      algorithms: ["RS256"],
      currentDate: new Date(context.now()),
    });
    return findPrincipal(state, payload);
  } catch (error) {
    return explain(error);
  }
}

/** The public half of the key, as the discovery keys show it. */
export function publicJwk(state: AzureState): { [name: string]: string } {
  const { kty, n, e, kid } = state.signingKey;
  return { kty: String(kty), n: String(n), e: String(e), kid: String(kid), use: "sig", alg: "RS256" };
}

function findPrincipal(state: AzureState, payload: JWTPayload): TokenCheck {
  const principal = state.principals.find(({ objectId }) => objectId === payload.sub);
  return principal ? { ok: true, principal } : { ok: false, reason: "invalid" };
}

function explain(error: unknown): TokenCheck {
  if (error instanceof errors.JWTExpired) {
    return { ok: false, reason: "expired", expiredAt: new Date((error.payload.exp ?? 0) * 1000) };
  }
  const claim = error instanceof errors.JWTClaimValidationFailed ? error.claim : "";
  if (claim === "aud") return { ok: false, reason: "audience" };
  return { ok: false, reason: claim === "iss" ? "issuer" : "invalid" };
}
