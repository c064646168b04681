import { type Shelved, storeIn } from "../../../src/resources/clouds.ts";
import type { Kind, Ref, Stored } from "../../../src/resources/kind.ts";
import type { Exchange } from "../../../src/sandbox/exchange.ts";
import type { PartName } from "../../../src/sandbox/faults.ts";
import type { SuiteSandbox } from "../../support/sandbox.ts";

/** A cloud that keeps kinds, and none of those that examples make, before each test. */
export interface Place {
  /** The tenant's domain, or the instance's path; known once the sandbox is up. */
  readonly owner: string;
  /** The cloud; a call may take `limit` milliseconds, as long as usual when left out. */
  open(limit?: number): Promise<Shelved>;
}

/** A cloud through its SDK, on a sandbox that is reset before each test. */
export interface Stage extends Place {
  readonly sandbox: SuiteSandbox;
  /** What was put since the test began. */
  readonly puts: readonly Exchange[];
  /** The part of the sandbox that answers for the cloud. */
  readonly service: PartName;
}

/**
 * Three values of a kind. To join the suite, a kind gets such an example in a file of its own beside this one, which
 * exports nothing else. Which of the suite's tests apply follows from the kind: its rights say which verbs it has, its
 * fields what may change, its identity whether a second is refused.
 */
export interface KindExample<T extends object, D extends object = T> {
  readonly kind: Kind<T, D>;
  /** Three that can be there side by side; what they need first is made through `cloud` with {@link make}. */
  drafts(cloud: Shelved, owner: string): Promise<readonly [D, D, D]>;
  /** The three ids, where they are chosen here. */
  readonly ids?: readonly [string, string, string];
  /** A new value for each field that is not fixed; for a set, elements that the first draft does not have. */
  readonly changes: Partial<D>;
  /** Fields that only one made otherwise has, and which a test of their own proves. */
  readonly apart?: readonly (keyof D & string)[];
  /** No plan deletes one: only taking its creation back does. */
  readonly isNeverDeleted?: true;
  /** Matches path and query of the requests for it, and not those for signing in. */
  readonly path: RegExp;
}

/** Where one of the three is, or will be. */
export function refOf<T extends object, D extends object>(
  { owner }: Place,
  { kind, ids }: KindExample<T, D>,
  index: 0 | 1 | 2,
): Ref {
  return { kind: kind.id, owner, ...(ids && { id: ids[index] }) };
}

/** Makes one of another kind, that an example needs. */
export function make<T extends object, D extends object>(
  cloud: Shelved,
  kind: Kind<T, D>,
  owner: string,
  draft: D,
): Promise<Stored<T>> {
  return storeIn(cloud, kind).create({ kind: kind.id, owner }, draft, new AbortController().signal);
}
