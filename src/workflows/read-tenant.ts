import { toFailure } from "../core/failure.ts";
import type { Tenant } from "../domain/auth0.ts";
import type { Auth0Cloud } from "../domain/auth0-cloud.ts";

/** The tenant, or what its domain alone says when its settings are out of reach: nothing here needs more. */
export async function readTenantIfAllowed(auth0: Auth0Cloud, signal: AbortSignal): Promise<Tenant> {
  try {
    return await auth0.readTenant(signal);
  } catch (error) {
    if (toFailure(error).code !== "forbidden") throw error;
    return {
      domain: auth0.domain,
      friendlyName: undefined,
      defaultAudience: undefined,
      customDomains: [],
    };
  }
}
