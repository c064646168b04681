import type { Auth0Account, AzureAccount } from "../domain/account.ts";
import type {
  ApimApi,
  Instance,
  Operation,
  PolicyFragment,
  PolicyLevel,
  Product,
  Subscription,
} from "../domain/apim.ts";
import type { Json, Kind, Stored } from "../resources/kind.ts";

/** Who sees a resource: an account of the cloud that its kind is of. */
export type Account = Auth0Account | AzureAccount;

/** Something in an API Management instance, with the instance it is in. */
interface InInstance {
  readonly account: AzureAccount;
  readonly instance: Instance;
}

/** All of one kind in a tenant or an instance, or below one thing there; `owner` as that of a `Ref`. */
interface GroupTarget {
  readonly kind: "resource-group";
  readonly of: Kind;
  readonly account: Account;
  readonly owner: string;
  /** Id of the thing below which they are; left out where they are below no other. */
  readonly parent?: string;
  /** What those of it have in common, and a new one begins with; left out for a group of all there are. */
  readonly given?: Readonly<Record<string, Json>>;
}

/** One of a kind, of either cloud. */
export interface ResourceTarget extends Pick<Stored, "ref" | "value"> {
  readonly kind: "resource";
  readonly of: Kind;
  readonly account: Account;
}

/** A line that tells something of a thing, such as the audience of an API. */
interface FactTarget {
  readonly kind: "fact";
  readonly account: Account;
  /** What the line tells of, as it names it. */
  readonly label: string;
  /** What is copied of it. */
  readonly text: string;
}

/** What a command acts on when it is run from a tree. */
export type Target =
  | { readonly kind: "tenant"; readonly account: Auth0Account }
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
  | GroupTarget
  | ResourceTarget
  | FactTarget;

/** An instance of API Management. */
export type InstanceTarget = Extract<Target, { kind: "instance" }>;

/** An operation of an API. */
export type OperationTarget = Extract<Target, { kind: "operation" }>;

/** An API of API Management, which most commands are about. */
export type ApimApiTarget = Extract<Target, { kind: "apim-api" }>;

/** What a command that makes links is run with when both sides are known, as after one was dropped on the other. */
export interface BothSides {
  readonly target: ApimApiTarget;
  readonly auth0Api: ResourceTarget;
}

/**
 * The target of a command's first argument: VS Code passes the tree's element, which carries its target. `undefined` from
 * the palette.
 */
export function targetOf(argument: unknown): Target | undefined {
  if (typeof argument !== "object" || argument === null || !("target" in argument)) return undefined;
  // Only our own tree nodes have a `target`; this is where what VS Code hands back is read.
  return argument.target as Target | undefined;
}

/** The value of `target` when it is one of `kind`. */
export function valueIn<T extends object, D extends object>(target: Target, kind: Kind<T, D>): T | undefined {
  // A target's value came from the store of the kind that it names.
  return target.kind === "resource" && target.of.id === kind.id ? (target.value as T) : undefined;
}
