import { Failure, throwIfCancelled } from "../../core/failure.ts";
import type { ApimApi, ApimService, ApiRef, Operation } from "../../domain/apim.ts";
import type { Application, Auth0Api, ClientGrant, Discovery } from "../../domain/auth0.ts";
import { collect } from "../collect.ts";
import type { Gateways } from "../gateways.ts";
import { testApplicationName } from "../secure-api/names.ts";

/** What both clouds say that matters for testing a link. */
export interface TestLinkReading {
  /** Of the Auth0 account. */
  readonly auth0Domain: string;
  readonly service: ApimService;
  readonly api: ApimApi;
  readonly operations: readonly Operation[];
  readonly auth0Api: Auth0Api;
  readonly discovery: Discovery;
  /** The machine-to-machine application of an earlier test. */
  readonly application: Application | undefined;
  /** Its grant on the Auth0 API. */
  readonly grant: ClientGrant | undefined;
}

/** Which link to test. */
export interface TestLinkTarget {
  readonly api: ApiRef;
  /** The identifier of the Auth0 API. */
  readonly audience: string;
}

/**
 * Reads what a test of a link needs. Writes nothing.
 *
 * @throws Failure `not-found` when the API or the Auth0 API is gone.
 */
export async function readTestLink(
  { auth0, apim }: Gateways,
  target: TestLinkTarget,
  signal: AbortSignal,
): Promise<TestLinkReading> {
  const { api: ref, audience } = target;
  const [service, versioned, operations, auth0Api, discovery, applications, grants] = await Promise.all([
    apim.readService(ref.service, signal),
    apim.readApi(ref, signal),
    collect(apim.listOperations(ref, signal), signal),
    auth0.findApi(audience, signal),
    auth0.readDiscovery(signal),
    collect(auth0.listApplications(signal), signal),
    collect(auth0.listClientGrants({ audience }, signal), signal),
  ]);
  throwIfCancelled(signal);
  if (!versioned) throw new Failure("not-found", `There is no API “${ref.apiId}” any more.`);
  if (!auth0Api) throw withoutAuth0Api(audience, auth0.domain);
  const name = testApplicationName(versioned.api);
  const application = applications.find(
    (candidate) => candidate.type === "non_interactive" && candidate.name === name,
  );
  const grant = grants.find(({ clientId }) => clientId === application?.clientId);
  return {
    auth0Domain: auth0.domain,
    service,
    api: versioned.api,
    operations,
    auth0Api,
    discovery,
    application,
    grant,
  };
}

function withoutAuth0Api(audience: string, domain: string): Failure {
  return new Failure("not-found", `${domain} has no API with the identifier “${audience}”.`, {
    remedy: "Secure the API with Auth0 first, or connect the tenant it is linked to.",
  });
}
