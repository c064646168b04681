import { Failure, throwIfCancelled, toFailure } from "../core/failure.ts";
import type { Auth0Account } from "../domain/account.ts";
import type { Discovery, Tenant } from "../domain/auth0.ts";
import type { Auth0Cloud } from "../domain/auth0-cloud.ts";
import type { CloudFactory } from "../resources/clouds.ts";
import { type MissingScope, missingScopes } from "./management-scopes.ts";
import { readTenantIfAllowed } from "./read-tenant.ts";

/** What a person gives to connect a tenant. */
interface Auth0Credentials {
  readonly account: Auth0Account;
  readonly clientSecret: string;
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
  { account, clientSecret }: Auth0Credentials,
  signal: AbortSignal,
): Promise<ConnectedAuth0> {
  const cloud = await factory.openAuth0(account, clientSecret);
  const discovery = await cloud.readDiscovery(signal);
  throwIfCancelled(signal);
  const [granted, tenant] = await Promise.all([
    grantedScopes(cloud, account, clientSecret, signal),
    readTenantIfAllowed(cloud, signal).catch(explain(wrongCredentials(account.domain))),
  ]);
  throwIfCancelled(signal);
  return { tenant, discovery, missingScopes: granted ? missingScopes(granted) : [] };
}

/** The scopes of a new token for the Management API; `undefined` when the tenant did not say. */
export async function grantedScopes(
  cloud: Pick<Auth0Cloud, "requestToken">,
  { domain, clientId }: Auth0Account,
  clientSecret: string,
  signal: AbortSignal,
): Promise<ReadonlySet<string> | undefined> {
  const audience = `https://${domain}/api/v2/`;
  const token = await cloud
    .requestToken({ clientId, clientSecret, audience }, signal)
    .catch(explain(wrongCredentials(domain)));
  throwIfCancelled(signal);
  if (token.scope !== undefined) return new Set(token.scope.split(" "));
  // Only tenants that do not say it are read off their token: what reads tokens is not loaded for the others.
  const { decodeToken } = await import("../token/decode.ts");
  const decoded = decodeToken(token.accessToken);
  return decoded.kind === "jws" ? new Set(decoded.scopes) : undefined;
}

type Explanations = Partial<Record<Failure["code"], { readonly message: string; readonly remedy: string }>>;

function wrongCredentials(domain: string): Explanations {
  return {
    unauthorized: {
      message: `“${domain}” refused the client id or the client secret.`,
      remedy: "Copy both anew from the machine-to-machine application's settings in the Auth0 dashboard.",
    },
    forbidden: {
      message: `The application may not use the Management API of “${domain}”.`,
      remedy:
        "In the Auth0 dashboard, authorise the machine-to-machine application for the “Auth0 Management API” and grant it scopes.",
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
  return new Failure(failure.code, explanation.message, { remedy: explanation.remedy, cause: failure });
}
