import type { Event } from "vscode";
import type { Disposable } from "../core/disposal.ts";
import type { AzureAccount } from "../domain/account.ts";
import type { ApimApi, Instance, PolicyLevel, Product } from "../domain/apim.ts";

/** Who gets in somewhere, as a row of a tree tells it. */
export interface AccessState {
  /** A few words; they are read aloud too. */
  readonly text: string;
  /** Why, for the tooltip; several lines. */
  readonly reason: string;
  /** A codicon with a shape of its own for each state. */
  readonly icon: string;
  /** Id of the colour that the theme gives the icon. */
  readonly color: string | undefined;
}

/** The tokens that a link is to let in. */
export interface LinkedToken {
  /** As their `iss`. */
  readonly issuer: string;
  readonly audience: string;
}

/** Whether the policies of an API do what a link says. */
export interface LinkState {
  /** A sign or a word behind the link. */
  readonly text: string;
  readonly spoken: string;
  readonly isHealthy: boolean;
  /** What is not as it should be, and where; several lines. */
  readonly reason: string;
}

/** An instance, whose node has the id `id`, and who sees it. */
export interface SeenInstance {
  readonly account: AzureAccount;
  readonly instance: Instance;
  readonly id: string;
}

/**
 * What is known about who gets in so far. Asking never waits: what is wanted is looked up in the background, and `onDidChange` tells
 * the id of the instance's node when more is known.
 */
export interface AccessStates {
  readonly onDidChange: Event<string>;
  /** Says that an API is on the screen, or opened: then it comes first. What was known of it may be old. */
  wantApi(where: SeenInstance, api: ApimApi, isOpened: boolean): void;
  /** Says that a product is on the screen. */
  wantProduct(where: SeenInstance, product: Product): void;
  /** Says that every API of an instance itself was wanted, and which workspaces it has, whose APIs count too. */
  wantedAll(where: SeenInstance, workspaces: readonly string[]): void;
  /** Says that every API of a workspace was wanted. */
  wantedAllOf(where: SeenInstance, workspace: string): void;
  ofApi(api: ApimApi): AccessState | undefined;
  ofOperation(api: ApimApi, operationId: string): AccessState | undefined;
  /** What becomes of a link's tokens at every operation of an API. */
  ofLink(api: ApimApi, token: LinkedToken): LinkState | undefined;
  ofProduct(product: Product): AccessState | undefined;
  ofInstance(instance: Instance): AccessState | undefined;
}

/** States that can be looked up anew. */
export interface RenewableStates extends AccessStates, Disposable {
  /** The policy of a level was written or deleted. */
  renew(level: PolicyLevel): void;
  /** Forgets everything. */
  clear(): void;
}

/** Where nobody looks. */
export const noAccessStates: AccessStates = {
  onDidChange: () => ({ dispose() {} }),
  wantApi() {},
  wantProduct() {},
  wantedAll() {},
  wantedAllOf() {},
  ofApi: () => undefined,
  ofOperation: () => undefined,
  ofLink: () => undefined,
  ofProduct: () => undefined,
  ofInstance: () => undefined,
};
