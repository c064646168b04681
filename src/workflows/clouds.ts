import type { Auth0Cloud } from "../domain/auth0-cloud.ts";
import type { AzureCloud } from "../domain/azure-cloud.ts";
import type { Shelved } from "../resources/clouds.ts";

/** Both clouds, as the connected accounts see them. */
export interface Clouds {
  readonly auth0: Auth0Cloud & Shelved;
  readonly azure: AzureCloud & Shelved;
}
