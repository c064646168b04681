import type { JsonObject } from "../json.ts";
import type { Auth0State } from "../state.ts";
import type { Shape } from "./payload.ts";
import type { Router, Tenant } from "./router.ts";

/** What may be done to every kind; each demands a scope. */
export type Verb = "list" | "read" | "create" | "update" | "delete";

/** What one sort of thing in a tenant is: what differs between the operations that all sorts have. */
export interface Kind<Item extends JsonObject = JsonObject> {
  /** Below `/api/v2/`. With `_` for `-` it is the name in scopes, lists and refusals. */
  readonly path: string;
  /** The property that names one, in addresses and in checkpoints. */
  readonly id: string;
  readonly createShape: Shape;
  /** What a new one must have. */
  readonly required: readonly string[];
  readonly patchShape: Shape;
  /** Any one of these is demanded where it is not just the verb's own; a list demands what reading does. */
  readonly scopes?: Readonly<Partial<Record<Verb, readonly string[]>>>;
  /** A list that is whole unless a checkpoint is asked for, or that also tells the length of a page. */
  readonly list?: "whole" | "counted";
  /** Reading one does not heed `fields`. */
  readonly readWhole?: boolean;
  /** What is said when there is none, if not the usual. */
  readonly missing?: string;
  /** Where they are kept. */
  items(state: Auth0State): Item[];
  /** Whether `name` is one's name, where the id is not the only one. */
  isCalled?(item: Item, name: string): boolean;
  /** What a list is asked for. */
  select?(items: readonly Item[], query: URLSearchParams): readonly Item[];
  /** A new one from a checked body; throws Problem. */
  prepare(body: JsonObject, tenant: Tenant): Item | Promise<Item>;
  /** Changes one by a checked body, if by more than taking over what it holds; throws Problem. */
  change?(item: Item, body: JsonObject, tenant: Tenant): void | Promise<void>;
  /** One as a client with these scopes sees it. */
  show?(item: Item, scopes: ReadonlySet<string>): JsonObject;
  /** Throws Problem when it must stay; takes away what goes with it. */
  beforeDelete?(item: Item, tenant: Tenant): void;
  /** Adds the operations that only this kind has; they come first, for an id may stand where they have a word. */
  addSpecial?(on: Router, tenant: Tenant, find: (name: string) => Item): void;
}
