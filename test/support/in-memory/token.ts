import { generateKeyPairSync, sign } from "node:crypto";
import type { ClientGrant, IssuedToken, PublicKey } from "../../../src/domain/auth0.ts";

const keyId = "in-memory";
const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });

/** What verifies the tokens of {@link issueToken}. */
export function publicKeys(): readonly PublicKey[] {
  return [{ ...publicKey.export({ format: "jwk" }), kid: keyId, use: "sig", alg: "RS256" }];
}

/** An access token for a grant, signed as a tenant does. */
export function issueToken(issuer: string, grant: ClientGrant): IssuedToken {
  const scope = grant.scopes.join(" ");
  const issuedAt = Math.floor(Date.now() / 1000);
  const payload = {
    iss: issuer,
    sub: `${grant.clientId}@clients`,
    aud: grant.audience,
    iat: issuedAt,
    exp: issuedAt + 86_400,
    gty: "client-credentials",
    azp: grant.clientId,
    ...(scope === "" ? {} : { scope }),
  };
  const signed = [{ alg: "RS256", typ: "JWT", kid: keyId }, payload]
    .map((part) => Buffer.from(JSON.stringify(part)).toString("base64url"))
    .join(".");
  const accessToken = `${signed}.${sign("RSA-SHA256", Buffer.from(signed), privateKey).toString("base64url")}`;
  return { accessToken, expiresIn: 86_400, scope: scope === "" ? undefined : scope };
}
