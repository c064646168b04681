import type { Auth0Cloud } from "../domain/auth0-cloud.ts";
import type { AzureCloud } from "../domain/azure-cloud.ts";

/** Both clouds, as the connected accounts see them. */
export interface Clouds {
  readonly auth0: Auth0Cloud;
  readonly azure: AzureCloud;
}
