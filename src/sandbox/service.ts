import type { RequestListener } from "node:http";

/** The HTTPS origin of each part of the sandbox, without a trailing slash; all on 127.0.0.1, each on a port of its own. */
export interface Origins {
  /** The Auth0 tenant: Management API below `/api/v2`, everything else is the Authentication API. */
  readonly auth0: string;
  /** Entra ID: `/{tenant}/oauth2/v2.0/token` and discovery. */
  readonly entra: string;
  /** Azure Resource Manager. */
  readonly resourceManager: string;
  /** The API Management gateway. */
  readonly gateway: string;
  /** The developer portal. */
  readonly portal: string;
  /** The calculator that the gateway forwards to. */
  readonly backend: string;
}

/** What every part of the sandbox is given. */
export interface SandboxContext {
  readonly origins: Origins;
  /** The certificate authority of the sandbox, PEM, for parts that call each other. */
  readonly ca: string;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** To be called after every change of state, so that it reaches the state file. */
  readonly changed: () => void;
}

/** One part of the sandbox, listening on one origin. */
export interface SandboxService {
  readonly listener: RequestListener;
}
