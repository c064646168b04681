import { randomBytes } from "node:crypto";
import type { PortalGrant } from "./published.ts";

/** A sign-in that has begun. */
export interface PendingSignIn {
  readonly apiId: string;
  /** The operation whose console was open. */
  readonly operationId: string | undefined;
  readonly serverId: string;
  readonly grant: PortalGrant;
  /** PKCE's secret, where it is used. */
  readonly verifier: string | undefined;
}

/** What a visitor got from an authorization server. */
export interface SignedIn {
  readonly accessToken: string;
  /** Milliseconds since the epoch; `undefined` when the server did not say. */
  readonly expiresAt: number | undefined;
}

/** What the portal remembers of one visitor, in memory only. */
export interface Session {
  readonly id: string;
  /** By the `state` sent along. */
  readonly pending: Map<string, PendingSignIn>;
  /** By authorization server. */
  readonly signedIn: Map<string, SignedIn>;
  /** Why the last sign-in failed; shown once. */
  problem: string | undefined;
}

/** More visitors than this at once, and the first are forgotten. */
const mostSessions = 500;

/** The portal's visitors. */
export class Sessions {
  private readonly sessions = new Map<string, Session>();

  find(id: string | undefined): Session | undefined {
    return id === undefined ? undefined : this.sessions.get(id);
  }

  create(): Session {
    const [oldest] = this.sessions.keys();
    if (oldest !== undefined && this.sessions.size >= mostSessions) this.sessions.delete(oldest);
    const id = randomBytes(24).toString("base64url");
    const session: Session = { id, pending: new Map(), signedIn: new Map(), problem: undefined };
    this.sessions.set(id, session);
    return session;
  }
}
