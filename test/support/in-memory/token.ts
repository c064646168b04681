import { randomBytes } from "node:crypto";
import type { ClientGrant, IssuedToken } from "../../../src/domain/auth0.ts";

/** Something that looks like an access token for a grant, signed by nobody. */
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
  const accessToken = [{ alg: "RS256", typ: "JWT", kid: "in-memory" }, payload]
    .map((part) => Buffer.from(JSON.stringify(part)).toString("base64url"))
    .concat(randomBytes(64).toString("base64url"))
    .join(".");
  return { accessToken, expiresIn: 86_400, scope: scope === "" ? undefined : scope };
}
