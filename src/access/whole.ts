import type { EffectivePolicy } from "../policy/index.ts";
import type { CallFacts } from "./call-facts.ts";
import { type Call, type SpaceCalls, spacesOf, type Way } from "./calls.ts";
import type { ApiSnapshot, InstanceSnapshot, ProductSnapshot } from "./instance-snapshot.ts";
import type { Verdict } from "./report.ts";
import { accessByWay } from "./way.ts";

/** What runs as a whole: an operation, an API, or a product by itself; by name, in any case. */
export interface WholeSubject {
  readonly api?: string | undefined;
  readonly operation?: string | undefined;
  /** The product by whose key the call comes; without one it comes without the key of any. */
  readonly product?: string | undefined;
}

/** What the gateway runs for a call. */
export interface Whole {
  readonly policy: EffectivePolicy;
  readonly facts: Partial<CallFacts>;
  /** Who gets in; `undefined` where no API is called. */
  readonly verdict: Verdict | undefined;
}

/** The products by whose key an API of the instance itself is called, `undefined` for none; empty when there is no such API. */
export function productsToCallBy(
  instance: InstanceSnapshot,
  api: string,
): readonly (ProductSnapshot | undefined)[] {
  const found = apiIn(instance, api);
  return found ? found.space.waysOf(found.api).map(({ product }) => product) : [];
}

/** What runs for a subject; `undefined` when the instance has no such operation, API or product. */
export function wholeOf(instance: InstanceSnapshot, subject: WholeSubject): Whole | undefined {
  if (subject.api === undefined) return wholeOfProduct(instance, subject);
  const found = apiIn(instance, subject.api);
  const way = found?.space.waysOf(found.api).find(({ product }) => isNamed(product, subject.product));
  if (!found || !way) return undefined;
  const operation = found.api.operations.find((one) => isNamed(one, subject.operation));
  if (!operation && subject.operation !== undefined) return undefined;
  return wholeOfCall(found.space.callsOf(found.api)(operation, way.product), way);
}

function wholeOfCall({ policy, facts, outlook }: Call, { key }: Way): Whole {
  const { verdict } = accessByWay(policy, facts, key, outlook, () => {});
  return { policy, facts, verdict };
}

function wholeOfProduct(instance: InstanceSnapshot, { product }: WholeSubject): Whole | undefined {
  const [service] = instance.spaces;
  const [calls] = spacesOf(instance);
  const found = service?.products.find((one) => isNamed(one, product));
  if (!found || !calls) return undefined;
  return { policy: calls.policyOfProduct(found), facts: { product: found }, verdict: undefined };
}

/** An API of the instance itself. */
function apiIn(
  instance: InstanceSnapshot,
  name: string,
): { readonly space: SpaceCalls; readonly api: ApiSnapshot } | undefined {
  const [space] = spacesOf(instance);
  const api = space?.apis.find((one) => isNamed(one, name));
  return space && api && { space, api };
}

function isNamed(one: { readonly name: string } | undefined, name: string | undefined): boolean {
  return one?.name.toLowerCase() === name?.toLowerCase();
}
