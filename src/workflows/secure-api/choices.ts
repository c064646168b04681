import type { AuthorizationServer } from "../../domain/apim.ts";
import type { Application, Auth0Api, Connection, Scope, SigningAlgorithm } from "../../domain/auth0.ts";

/**
 * Where a check stands: in the policy of the API, of some of its operations, of a product that it is in, or of all APIs; or in a
 * fragment that the API's policy includes, and that others may include, too.
 */
export type CheckPlace =
  | { readonly kind: "api" }
  | { readonly kind: "operations"; readonly operationIds: readonly string[] }
  | { readonly kind: "product"; readonly productId: string }
  | { readonly kind: "global" }
  | { readonly kind: "fragment"; readonly fragmentId: string };

/** Scopes that calls of one operation need, all of them. */
interface OperationScopes {
  readonly operationId: string;
  readonly scopes: readonly string[];
}

/**
 * What is done about checks of tokens that are there already and refuse those of the link: `accept-both` lets the very check take
 * the link's tokens, too; `decide-by-issuer` gives each issuer's tokens to a check of their own; `replace` puts the link's check in
 * their place; `leave` leaves all as it is, and inserts nothing beside them.
 */
type ExistingChecks = "accept-both" | "decide-by-issuer" | "replace" | "leave";

/** What a person decides before an API is secured; {@link suggestSecureApi} fills all of it. */
export interface SecureApiChoices {
  readonly auth0Api:
    | {
        readonly kind: "create";
        readonly name: string;
        readonly identifier: string;
        readonly scopes: readonly Scope[];
        readonly signingAlgorithm: SigningAlgorithm;
      }
    /** `addScopes` are those it lacks. */
    | { readonly kind: "existing"; readonly api: Auth0Api; readonly addScopes: readonly Scope[] };
  readonly application:
    | { readonly kind: "create"; readonly name: string }
    | { readonly kind: "existing"; readonly application: Application }
    /** For tiers without a developer portal. */
    | { readonly kind: "none" };
  readonly connection:
    | { readonly kind: "create"; readonly name: string }
    | { readonly kind: "existing"; readonly connection: Connection }
    | { readonly kind: "none" };
  /** `none` also when a user can sign in already. */
  readonly user:
    | {
        readonly kind: "create";
        readonly email: string;
        readonly password: string;
        /** The person typed the password and knows it: it is not shown to them again. */
        readonly isTyped?: true;
      }
    | { readonly kind: "none" };
  readonly authorizationServer:
    | { readonly kind: "create"; readonly authorizationServerId: string; readonly displayName: string }
    | { readonly kind: "existing"; readonly server: AuthorizationServer }
    | { readonly kind: "none" };
  /** Space-separated default scope of a new authorization server; empty for none. */
  readonly defaultScope: string;
  readonly policy: {
    readonly insert: boolean;
    /** Where the check stands. */
    readonly place: CheckPlace;
    /** Operations whose own policies get the check besides, since calls of them do not meet it at its place. */
    readonly alsoOperations?: readonly string[];
    readonly existing: ExistingChecks;
    /** Scopes that a token must have; empty asks for none. */
    readonly requiredScopes: readonly string[];
    /** Scopes that single operations ask for besides, refused with 403. */
    readonly operationScopes: readonly OperationScopes[];
    /** The file of the description that these were taken from; left out where somebody typed or changed them. */
    readonly scopesFrom?: string;
    /** Origins of the pages in browsers that call the API: a `cors` before the check answers them. None where it is left out. */
    readonly corsOrigins?: readonly string[];
    /** The person wants the check although policies that might refuse its tokens, or check others, could not be read. */
    readonly despiteUnread?: boolean;
  };
  readonly republishPortal: boolean;
}

/**
 * What is chosen of the policy where nobody says otherwise: a check in that of the API, which asks for no scope, and
 * none beside those of others.
 */
export const usualPolicy: SecureApiChoices["policy"] = {
  insert: true,
  place: { kind: "api" },
  existing: "leave",
  requiredScopes: [],
  operationScopes: [],
};
