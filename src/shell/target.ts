import type { Auth0Account, AzureAccount } from "../domain/account.ts";
import type {
  ApimApi,
  AuthorizationServer,
  Instance,
  NamedValue,
  Operation,
  PolicyFragment,
  PolicyLevel,
  Product,
  Subscription,
} from "../domain/apim.ts";
import type { Application, Auth0Api, Connection } from "../domain/auth0.ts";
import type { Kind, Stored } from "../resources/kind.ts";

/** Something in the Auth0 tree. */
export type Auth0Target =
  | { readonly kind: "tenant"; readonly account: Auth0Account }
  | { readonly kind: "auth0-api"; readonly account: Auth0Account; readonly value: Auth0Api }
  | { readonly kind: "application"; readonly account: Auth0Account; readonly value: Application }
  | { readonly kind: "connection"; readonly account: Auth0Account; readonly value: Connection };

/** Something in an API Management instance, with the instance it is in. */
interface InInstance {
  readonly account: AzureAccount;
  readonly instance: Instance;
}

/** Something in the API Management tree. */
type AzureTarget =
  | { readonly kind: "subscription"; readonly account: AzureAccount; readonly value: Subscription }
  | ({ readonly kind: "instance"; readonly value: Instance } & InInstance)
  | ({ readonly kind: "apim-api"; readonly value: ApimApi } & InInstance)
  | ({ readonly kind: "operation"; readonly value: Operation; readonly api: ApimApi } & InInstance)
  | ({
      readonly kind: "policy";
      readonly value: PolicyLevel;
      readonly title: string;
      /** To go to, from 1 on. */
      readonly line?: number | undefined;
    } & InInstance)
  | ({ readonly kind: "product"; readonly value: Product } & InInstance)
  | ({ readonly kind: "fragment"; readonly value: PolicyFragment } & InInstance)
  | ({ readonly kind: "named-value"; readonly value: NamedValue } & InInstance)
  | ({ readonly kind: "authorization-server"; readonly value: AuthorizationServer } & InInstance)
  | GroupTarget
  | ResourceTarget;

/** All of one kind in an instance. */
export type GroupTarget = { readonly kind: "resource-group"; readonly of: Kind } & InInstance;

/** One of a kind in an instance. */
export type ResourceTarget = { readonly kind: "resource"; readonly of: Kind } & Pick<
  Stored,
  "ref" | "value"
> &
  InInstance;

/** What a command acts on when it is run from a tree. */
export type Target = Auth0Target | AzureTarget;

/** An API of API Management, which most commands are about. */
export type ApimApiTarget = Extract<Target, { kind: "apim-api" }>;

/**
 * The target of a command's first argument: VS Code passes the tree's element, which carries its target. `undefined` from
 * the palette.
 */
export function targetOf(argument: unknown): Target | undefined {
  if (typeof argument !== "object" || argument === null || !("target" in argument)) return undefined;
  // Only our own tree nodes have a `target`; this is where what VS Code hands back is read.
  return argument.target as Target | undefined;
}
