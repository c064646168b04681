import { Failure, throwIfCancelled } from "../../core/failure.ts";
import type { ApimApi, ApiRef, Instance, Operation, VersionScheme } from "../../domain/apim.ts";
import type { Application, Auth0Api, ClientGrant, Discovery, Tenant } from "../../domain/auth0.ts";
import type { AzureCloud } from "../../domain/azure-cloud.ts";
import { auth0Api as auth0ApiKind } from "../../resources/kinds/auth0-api.ts";
import { auth0Application } from "../../resources/kinds/auth0-application.ts";
import { clientGrant } from "../../resources/kinds/client-grant.ts";
import type { Clouds } from "../clouds.ts";
import { collect, listAll } from "../collect.ts";
import type { ApiPolicies } from "../read-access/api-policies.ts";
import { readApiPolicies } from "../read-access/read-policies.ts";
import { readTenantIfAllowed } from "../read-tenant.ts";
import { testApplicationName } from "../secure-api/names.ts";

/** What both clouds say that matters for testing a link. */
export interface TestLinkSnapshot {
  /** Of the Auth0 account. */
  readonly auth0Domain: string;
  readonly instance: Instance;
  readonly api: ApimApi;
  readonly operations: readonly Operation[];
  readonly auth0Api: Auth0Api;
  readonly discovery: Discovery;
  readonly tenant: Tenant;
  /** Every policy that a call of the API may meet. */
  readonly policies: ApiPolicies;
  /** Where the API's version stands in a call; `undefined` for an API without versions. */
  readonly versionScheme: VersionScheme | undefined;
  /** The machine-to-machine application of an earlier test. */
  readonly application: Application | undefined;
  /** Its grant on the Auth0 API. */
  readonly grant: ClientGrant | undefined;
}

/** Which link to test. */
interface TestLinkTarget {
  readonly api: ApiRef;
  /** The identifier of the Auth0 API. */
  readonly audience: string;
  /** What was read a moment ago, so that it is not read again once the test's application is there. */
  readonly policies?: ApiPolicies;
}

/**
 * Reads what a test of a link needs. Writes nothing.
 *
 * @throws Failure `not-found` when the API or the Auth0 API is gone.
 */
export async function readTestLink(
  clouds: Clouds,
  target: TestLinkTarget,
  signal: AbortSignal,
): Promise<TestLinkSnapshot> {
  const { auth0, azure } = clouds;
  const { api: ref, audience } = target;
  const api = readApi(azure, ref, signal);
  const listed = collect(azure.listOperations(ref, signal), signal);
  const [
    instance,
    { api: found, versionScheme },
    operations,
    policies,
    tenant,
    [auth0Api],
    discovery,
    applications,
    grants,
  ] = await Promise.all([
    azure.readInstance(ref.instance, signal),
    api,
    listed,
    target.policies ??
      readApiPolicies(azure, ref, { api: api.then((one) => one.api), operations: listed }, signal),
    readTenantIfAllowed(auth0, signal),
    listAll(clouds, auth0ApiKind, auth0.domain, { identifier: audience }, signal),
    auth0.readDiscovery(signal),
    listAll(clouds, auth0Application, auth0.domain, {}, signal),
    listAll(clouds, clientGrant, auth0.domain, { audience, subjectType: "client" }, signal),
  ]);
  throwIfCancelled(signal);
  if (!auth0Api) throw withoutAuth0Api(audience, auth0.domain);
  const name = testApplicationName(found);
  const application = applications.find(
    (candidate) => candidate.type === "non_interactive" && candidate.name === name,
  );
  const grant = application && grants.find(({ clientId }) => clientId === application.clientId);
  return {
    auth0Domain: auth0.domain,
    instance,
    api: found,
    tenant,
    policies,
    versionScheme,
    operations,
    auth0Api,
    discovery,
    application,
    grant,
  };
}

/** The API, and where its version stands in a call. */
async function readApi(
  azure: AzureCloud,
  ref: ApiRef,
  signal: AbortSignal,
): Promise<Pick<TestLinkSnapshot, "api" | "versionScheme">> {
  const versioned = await azure.readApi(ref, signal);
  throwIfCancelled(signal);
  if (!versioned) throw new Failure("not-found", `There is no API “${ref.apiId}” any more.`);
  const { api } = versioned;
  const { versionSetId, version } = api;
  if (version === undefined) return { api, versionScheme: undefined };
  if (versionSetId === undefined) return { api, versionScheme: { kind: "segment" } };
  const scheme = api.versionScheme ?? (await azure.readVersionScheme(ref.instance, versionSetId, signal));
  throwIfCancelled(signal);
  if (scheme) return { api, versionScheme: scheme };
  throw new Failure(
    "not-found",
    `Where a call of “${api.displayName}” says its version “${version}” is not known: there is no version set “${versionSetId}”, or it names no scheme.`,
    { remedy: "Look at the version set of the API in API Management." },
  );
}

function withoutAuth0Api(audience: string, domain: string): Failure {
  return new Failure("not-found", `${domain} has no API with the identifier “${audience}”.`, {
    remedy: "Secure the API with Auth0 first, or connect the tenant it is linked to.",
  });
}
