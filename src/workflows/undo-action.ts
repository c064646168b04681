import type { ApiRef, InstanceRef, PolicyLevel, UserAuthorization } from "../domain/apim.ts";
import type { ApplicationDraft, Auth0ApiDraft } from "../domain/auth0.ts";

/**
 * How to take back one step. Plain data, so that it survives a reload of the editor; policies are in it as they were, with
 * whatever people wrote into them. Each holds what was written, so that what somebody changed since is noticed and left alone.
 */
export type UndoAction =
  | { readonly kind: "delete-auth0-api"; readonly id: string; readonly created: Auth0ApiDraft }
  | {
      readonly kind: "remove-auth0-scopes";
      readonly apiId: string;
      readonly identifier: string;
      readonly scopes: readonly string[];
    }
  | { readonly kind: "delete-application"; readonly clientId: string; readonly created: ApplicationDraft }
  | {
      readonly kind: "remove-callbacks";
      readonly clientId: string;
      readonly callbacks: readonly string[];
      /** Grant types that were added with them. */
      readonly grantTypes: readonly string[];
    }
  | { readonly kind: "disable-connection"; readonly connectionId: string; readonly clientId: string }
  | { readonly kind: "delete-connection"; readonly connectionId: string; readonly name: string }
  | {
      readonly kind: "delete-user";
      readonly userId: string;
      readonly email: string;
      readonly connection: string;
    }
  | { readonly kind: "delete-client-grant"; readonly id: string }
  | {
      readonly kind: "delete-authorization-server";
      readonly instance: InstanceRef;
      readonly authorizationServerId: string;
      readonly clientId: string;
      readonly authorizationEndpoint: string;
    }
  | {
      readonly kind: "restore-user-authorization";
      readonly api: ApiRef;
      readonly authorizationServerId: string;
      readonly before: UserAuthorization;
      readonly after: UserAuthorization;
    }
  | {
      readonly kind: "restore-policy";
      readonly level: PolicyLevel;
      /** Left out when the level had no policy of its own: undoing deletes it. */
      readonly before?: string;
      /** As the service returned it after the write. */
      readonly after: string;
      readonly etag: string;
    }
  | { readonly kind: "republish-portal"; readonly instance: InstanceRef };

/** One line of a journal. */
export interface UndoEntry {
  readonly stepId: string;
  /** What was done, e.g. "Create the Auth0 API “Basic Calculator”". */
  readonly title: string;
  readonly cloud: "auth0" | "azure";
  /** Ids of the steps this one was built on: they are taken back after it, and not at all while it is not. */
  readonly needs: readonly string[];
  readonly action: UndoAction;
}

/** What was done by one plan, oldest first; a plain JSON value. */
export interface UndoJournal {
  readonly title: string;
  readonly auth0Domain: string;
  readonly entries: readonly UndoEntry[];
}

/** How taking back ended. */
export interface UndoOutcome {
  readonly status: "done" | "partly" | "cancelled" | "nothing-to-do";
  /** Taken back now, or found to be gone already. */
  readonly undone: readonly UndoEntry[];
  /** Left as it is, since somebody changed it meanwhile; `reason` says what, and what to do by hand. */
  readonly left: readonly { readonly entry: UndoEntry; readonly reason: string }[];
  readonly failed: readonly { readonly entry: UndoEntry; readonly message: string }[];
  /** What can be tried again: the failed ones, what they were built on, and those not reached. */
  readonly remaining: UndoJournal;
}

/** Told while a journal is undone. */
export interface UndoProgress {
  readonly entry: UndoEntry;
  readonly ended: number;
  readonly total: number;
}
