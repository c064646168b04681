import { managementCredentials } from "./auth0/state.ts";
import type { SandboxState } from "./state.ts";

/** Everything a client needs to know; the sandbox prints it as one line of JSON when it listens. */
export interface SandboxInfo {
  readonly auth0: { readonly domain: string; readonly clientId: string; readonly clientSecret: string };
  readonly azure: {
    readonly authorityHost: string;
    readonly resourceManager: string;
    readonly tenantId: string;
    readonly clientId: string;
    readonly clientSecret: string;
    readonly subscriptionId: string;
  };
  /** Origin of the API Management gateway. */
  readonly gateway: string;
  /** Origin of the developer portal. */
  readonly portal: string;
  /** Path of the certificate authority's PEM file. */
  readonly ca: string;
}

/** What a client of this sandbox needs. */
export function describeSandbox({ origins, auth0, azure }: SandboxState, ca: string): SandboxInfo {
  const [principal] = azure.principals;
  return {
    auth0: { domain: new URL(origins.auth0).host, ...managementCredentials(auth0) },
    azure: {
      authorityHost: origins.entra,
      resourceManager: origins.resourceManager,
      tenantId: azure.tenantId,
      clientId: principal?.clientId ?? "",
      clientSecret: principal?.clientSecret ?? "",
      subscriptionId: azure.subscriptionId,
    },
    gateway: origins.gateway,
    portal: origins.portal,
    ca,
  };
}
