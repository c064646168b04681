import { Failure, throwIfCancelled, toFailure } from "../core/failure.ts";
import type { Auth0Account } from "../domain/account.ts";
import type { Discovery, Tenant } from "../domain/auth0.ts";
import type { Auth0Cloud, TokenRequest } from "../domain/auth0-cloud.ts";
import type { CloudFactory } from "../resources/clouds.ts";
import { type MissingScope, missingScopes } from "./management-scopes.ts";
import { readTenantIfAllowed } from "./read-tenant.ts";

/** What a person gives to connect a tenant. */
interface Auth0Credentials {
  readonly account: Auth0Account;
  /** Client secret, private key or token, as the account's way of signing in says. */
  readonly secret: string;
}

/** A tenant that answered. */
interface ConnectedAuth0 {
  readonly tenant: Tenant;
  readonly discovery: Discovery;
  /** What will not work, and for want of which scope; empty also when the scopes could not be learnt. */
  readonly missingScopes: readonly MissingScope[];
}

/**
 * Checks a new Auth0 account before it is kept: the domain answers, the credentials are taken, the Management API may be
 * called. Changes nothing.
 *
 * @throws Failure `unreachable` or `invalid-input` for a wrong domain, `unauthorized` for wrong credentials, `forbidden` when
 * the application may not use the Management API at all.
 */
export async function connectAuth0(
  factory: Pick<CloudFactory, "openAuth0">,
  { account, secret }: Auth0Credentials,
  signal: AbortSignal,
): Promise<ConnectedAuth0> {
  const cloud = await factory.openAuth0(account, secret);
  const discovery = await cloud.readDiscovery(signal);
  throwIfCancelled(signal);
  const [granted, tenant] = await Promise.all([
    grantedScopes(cloud, account, secret, signal),
    readTenantIfAllowed(cloud, signal).catch(explain(wrongCredentials(account))),
  ]);
  throwIfCancelled(signal);
  return { tenant, discovery, missingScopes: granted ? missingScopes(granted) : [] };
}

/** The scopes of a token for the Management API; `undefined` when the tenant did not say. */
export async function grantedScopes(
  cloud: Pick<Auth0Cloud, "requestToken">,
  account: Auth0Account,
  secret: string,
  signal: AbortSignal,
): Promise<ReadonlySet<string> | undefined> {
  if (account.way?.kind === "token") return scopesIn(secret);
  const token = await cloud
    .requestToken(managementTokenRequest(account, secret), signal)
    .catch(explain(wrongCredentials(account)));
  throwIfCancelled(signal);
  return token.scope === undefined ? scopesIn(token.accessToken) : new Set(token.scope.split(" "));
}

function managementTokenRequest({ domain, clientId, way }: Auth0Account, secret: string): TokenRequest {
  const audience = `https://${domain}/api/v2/`;
  return way?.kind === "private-key"
    ? { clientId, audience, privateKey: secret, algorithm: way.algorithm }
    : { clientId, audience, clientSecret: secret };
}

async function scopesIn(token: string): Promise<ReadonlySet<string> | undefined> {
  // What reads tokens is loaded only where one must be read.
  const { decodeToken } = await import("../token/decode.ts");
  const decoded = decodeToken(token);
  return decoded.kind === "jws" ? new Set(decoded.scopes) : undefined;
}

type Explanations = Partial<Record<Failure["code"], { readonly message: string; readonly remedy: string }>>;

function wrongCredentials({ domain, way }: Auth0Account): Explanations {
  return {
    unauthorized: refusals(domain)[way?.kind ?? "client-secret"],
    forbidden: {
      message: `The application may not use the Management API of “${domain}”.`,
      remedy:
        "In the Auth0 dashboard, authorise the machine-to-machine application for the “Auth0 Management API” and grant it scopes.",
    },
  };
}

/** What a tenant that answers 401 says, by the way of signing in. */
function refusals(domain: string) {
  return {
    "client-secret": {
      message: `“${domain}” refused the client id or the client secret.`,
      remedy: "Copy both anew from the machine-to-machine application's settings in the Auth0 dashboard.",
    },
    "private-key": {
      message: `“${domain}” refused the client id or the key.`,
      remedy:
        "Look under Credentials of the application in the Auth0 dashboard: Private Key JWT must be on, with the public key of this key, for this algorithm, and not expired.",
    },
    token: {
      message: `“${domain}” refused the token.`,
      remedy: "It may have been revoked, or be for another tenant: copy a new one.",
    },
  };
}

function explain(explanations: Explanations): (error: unknown) => Promise<never> {
  return (error) => Promise.reject(explained(error, explanations));
}

function explained(error: unknown, explanations: Explanations): Failure {
  const failure = toFailure(error);
  const explanation = explanations[failure.code];
  if (!explanation) return failure;
  const { signIns, account } = failure;
  return new Failure(failure.code, explanation.message, {
    remedy: explanation.remedy,
    signIns,
    ...(account !== undefined && { account }),
    cause: failure,
  });
}
