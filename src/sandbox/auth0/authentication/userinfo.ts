import { createLocalJWKSet, decodeJwt, jwtVerify } from "jose";
import type { JsonObject } from "../json.ts";
import { claimsFor } from "./profile-claims.ts";
import { findUser, issuerOf, type Realm } from "./realm.ts";
import { unmarkScope } from "./scope-markers.ts";
import { publicKeySet } from "./signing-keys.ts";

/** The claims that an access token opens, a JWT with `…/userinfo` in its audience or an opaque one; else `undefined`. */
export async function readUserInfo(realm: Realm, token: string | undefined): Promise<JsonObject | undefined> {
  if (!token) return undefined;
  const facts = token.includes(".") ? await verifyJwt(realm, token) : findOpaque(realm, token);
  const user = findUser(realm.state, facts?.userId);
  if (!user || !facts?.scope.split(" ").includes("openid")) return undefined;
  return claimsFor(user, facts.scope);
}

interface TokenFacts {
  readonly userId: string | undefined;
  readonly scope: string;
}

function findOpaque({ store }: Realm, token: string): TokenFacts | undefined {
  const stored = store.find("AccessToken", token);
  return stored && { userId: stored.accountId, scope: unmarkScope(stored.scope) };
}

async function verifyJwt(realm: Realm, token: string): Promise<TokenFacts | undefined> {
  const issuer = issuerOf(realm);
  const options = { issuer, audience: `${issuer}userinfo`, currentDate: new Date(realm.context.now()) };
  try {
    const secret = secretFor(realm, token);
    const { payload } = secret
      ? await jwtVerify(token, secret, options)
      : await jwtVerify(token, createLocalJWKSet({ keys: publicKeySet(realm.state).keys }), options);
    return { userId: payload.sub, scope: typeof payload["scope"] === "string" ? payload["scope"] : "" };
  } catch {
    return undefined;
  }
}

function secretFor({ state }: Realm, token: string): Uint8Array | undefined {
  const { aud } = decodeJwt(token);
  const audiences = Array.isArray(aud) ? aud : [aud];
  const api = state.resourceServers.find(({ identifier }) => audiences.includes(identifier));
  return api?.signing_alg === "HS256" ? Buffer.from(api.signing_secret ?? "") : undefined;
}
