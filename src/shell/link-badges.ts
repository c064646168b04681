import type { Event } from "vscode";
import type { Auth0Account, AzureAccount } from "../domain/account.ts";
import type { ApimApi, Instance } from "../domain/apim.ts";
import type { Auth0Api } from "../domain/auth0.ts";
import type { LinkedToken } from "./access-states.ts";

/** What an API is linked to, as a few words for its line in a tree. */
export interface LinkBadge {
  readonly text: string;
  readonly tooltip: string;
  /** The text without signs, for who has it read aloud. */
  readonly spoken: string;
  /** The tokens that are to get in; left out where they are not known, and of an API of Auth0. */
  readonly token?: LinkedToken;
}

/**
 * What is known about links so far. Asking never waits: what is not known yet is looked up in the background, and
 * `onDidChange` tells when more is known.
 */
export interface LinkBadges {
  readonly onDidChange: Event<void>;
  /** Says that the APIs of `instance` are on the screen, so that their links are worth looking up. */
  wantInstance(account: AzureAccount, instance: Instance): void;
  /** Says that the APIs of a tenant are on the screen. */
  wantTenant(account: Auth0Account): void;
  ofApimApi(api: ApimApi): LinkBadge | undefined;
  ofAuth0Api(account: Auth0Account, api: Auth0Api): LinkBadge | undefined;
}

/** Badges that can be looked up anew. */
export interface RenewableBadges extends LinkBadges {
  /** Reads everything that was wanted anew, e.g. after a plan was applied. */
  refresh(): void;
  /** Forgets everything: the accounts have changed. */
  clear(): void;
}
