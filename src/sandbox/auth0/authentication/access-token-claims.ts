import type { SandboxContext } from "../../service.ts";
import type { Json, JsonObject } from "../json.ts";
import type { Auth0State, ResourceServer, TokenDialect } from "../state.ts";
import { lifetimeOf, userPermissions } from "./audiences.ts";
import { grantTypes } from "./client-metadata.ts";
import { unmarkScope } from "./scope-markers.ts";

/** What is known of an access token before it becomes a JWT. */
export interface AccessTokenFacts {
  readonly clientId: string;
  /** `undefined` when the application acts for itself. */
  readonly userId: string | undefined;
  readonly scope: string | undefined;
  /** The grant types it came from, oldest first, in the authorization server's short names. */
  readonly grantTypes: readonly string[];
  /** Of the token, a random one. */
  readonly id: string;
}

/** Header and claims of an access token in the API's dialect. */
interface AccessTokenParts {
  readonly header: JsonObject;
  readonly claims: JsonObject;
}

/** The JWT for an API as Auth0 writes it: dialect, audience list, `gty`, permissions under RBAC. */
export function accessTokenParts(
  api: ResourceServer,
  facts: AccessTokenFacts,
  state: Auth0State,
  context: SandboxContext,
): AccessTokenParts {
  const dialect: TokenDialect = api.token_dialect ?? "access_token";
  const isProfile = dialect.startsWith("rfc9068");
  const issuer = `${context.origins.auth0}/`;
  const issuedAt = Math.floor(context.now() / 1000);
  const scope = unmarkScope(facts.scope);
  const openId = scope.split(" ").includes("openid");
  return {
    header: { typ: isProfile ? "at+jwt" : "JWT" },
    claims: {
      iss: issuer,
      sub: facts.userId ?? `${facts.clientId}@clients`,
      aud: openId ? [api.identifier, `${issuer}userinfo`] : api.identifier,
      iat: issuedAt,
      exp: issuedAt + lifetimeOf(api, facts.grantTypes[0]),
      ...(scope ? { scope } : {}),
      ...(isProfile ? { jti: facts.id, client_id: facts.clientId } : grantClaims(facts)),
      ...(dialect.endsWith("_authz") ? { permissions: permissions(api, facts, state) } : {}),
    },
  };
}

const publicNames: Readonly<Record<string, string>> = {
  client_credentials: "client-credentials",
  device_code: grantTypes.device,
};

/** `gty` names where the token came from, latest first; a code or an implicit answer is not named. */
function grantClaims({ clientId, grantTypes: names }: AccessTokenFacts): JsonObject {
  const shown = names.filter((name) => name !== "authorization_code" && name !== "implicit");
  const list = shown.map((name) => publicNames[name] ?? name).reverse();
  const gty: Json | undefined = list.length > 1 ? list : list[0];
  return { ...(gty === undefined ? {} : { gty }), azp: clientId };
}

/** An application has the scopes of its grant, a user what was assigned to it. */
function permissions(api: ResourceServer, { userId, scope }: AccessTokenFacts, state: Auth0State): string[] {
  if (userId === undefined) return unmarkScope(scope).split(" ").filter(Boolean);
  return userPermissions(
    state.users.find(({ user_id }) => user_id === userId),
    api,
  );
}
