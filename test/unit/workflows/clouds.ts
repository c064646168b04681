import type { ApimService } from "../../../src/domain/apim.ts";
import type { Gateways } from "../../../src/workflows/gateways.ts";
import {
  azureWithCalculator,
  basicCalculator,
  calculatorOperations,
  contosoApim,
  InMemoryApimGateway,
  InMemoryAuth0Gateway,
  type InMemoryService,
} from "../../support/in-memory/index.ts";

/** Never aborted. */
export const signal = new AbortController().signal;

/** For tests that are not about progress. */
export const silently = (): void => undefined;

export interface Clouds extends Gateways {
  readonly auth0: InMemoryAuth0Gateway;
  readonly apim: InMemoryApimGateway;
}

/** An empty tenant, and the instance with the Basic Calculator in it; `service` changes the instance. */
export function twoClouds(service: Partial<ApimService> = {}): Clouds {
  if (Object.keys(service).length === 0)
    return { auth0: new InMemoryAuth0Gateway(), apim: azureWithCalculator() };
  const apim = new InMemoryApimGateway();
  apim.addService({ ...contosoApim, ...service });
  apim.addApi(basicCalculator, calculatorOperations);
  return { auth0: new InMemoryAuth0Gateway(), apim };
}

/** What the one instance holds. */
export function instance(clouds: Clouds): InMemoryService {
  return clouds.apim.service(contosoApim);
}

/** Every word of both clouds, without ETags and portal revisions. */
export function snapshot(clouds: Clouds): unknown {
  const { auth0 } = clouds;
  const { apis, authorizationServers, secrets, policies } = instance(clouds);
  return structuredClone({
    apis: auth0.apis,
    applications: auth0.applications,
    clientSecrets: [...auth0.clientSecrets],
    connections: auth0.connections,
    enabled: [...auth0.enabledClients].filter(([, clients]) => clients.size > 0),
    users: auth0.users,
    grants: auth0.clientGrants,
    apimApis: [...apis.values()].map(({ api }) => api),
    authorizationServers: [...authorizationServers.values()],
    secrets: [...secrets],
    policies: [...policies].map(([scope, { text }]) => [scope, text]),
  });
}

/** Changes made so far. */
export function writes(clouds: Clouds): number {
  return clouds.auth0.calls.writes.length + clouds.apim.calls.writes.length;
}
