import type { Client } from "../state.ts";
import { missingParameter, OAuthProblem } from "./oauth-problem.ts";
import type { Realm } from "./realm.ts";

/** Seconds a device has to wait between two polls. */
export const pollInterval = 5;

/** Answers the polls of devices until their user has decided: too fast, expired, refused, pending. */
export class DevicePolling {
  private readonly lastPoll = new Map<string, number>();
  private readonly realm: Realm;

  constructor(realm: Realm) {
    this.realm = realm;
  }

  /** Throws what a device is told when there is no token for its code yet, or never will be. */
  check(client: Client, code: string | null): void {
    if (!code) throw missingParameter("device_code");
    const { store, context } = this.realm;
    const stored = store.find("DeviceCode", code);
    const known = this.lastPoll.get(code);
    if (!stored) throw known === undefined ? invalid() : expired();
    if (stored["clientId"] !== client.client_id) throw invalid();
    const now = context.now();
    this.lastPoll.set(code, now);
    if (known !== undefined && now - known < pollInterval * 1000) {
      const description = `You are polling faster than the specified interval of ${pollInterval} seconds.`;
      throw new OAuthProblem(429, "slow_down", description);
    }
    if (stored["consumed"] !== undefined) throw invalid();
    if (stored["error"] !== undefined) {
      throw new OAuthProblem(403, "access_denied", "User cancelled the confirmation prompt.");
    }
    if (stored["accountId"] === undefined) {
      throw new OAuthProblem(403, "authorization_pending", "User has yet to authorize device code.");
    }
  }

  /** Remembers a code that was handed out, so that it is known to have expired later. */
  issued(code: string): void {
    this.lastPoll.set(code, Number.NEGATIVE_INFINITY);
  }
}

function invalid(): OAuthProblem {
  return new OAuthProblem(403, "invalid_grant", "Invalid or expired device code.");
}

function expired(): OAuthProblem {
  return new OAuthProblem(
    403,
    "expired_token",
    "The device code has expired. Please restart the device flow.",
  );
}
