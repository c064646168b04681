import type { ApimGateway } from "../domain/apim-gateway.ts";
import type { Auth0Gateway } from "../domain/auth0-gateway.ts";

/** Both clouds, as the connected accounts see them. */
export interface Gateways {
  readonly auth0: Auth0Gateway;
  readonly apim: ApimGateway;
}
