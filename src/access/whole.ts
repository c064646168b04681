import type { EffectivePolicy } from "../policy/index.ts";
import { type CallFacts, isOfUnread } from "./call-facts.ts";
import { type Call, type SpaceCalls, spacesOf, type Way } from "./calls.ts";
import { findingsOf, type WholeFinding } from "./findings.ts";
import type { ApiSnapshot, InstanceSnapshot, ProductSnapshot } from "./instance-snapshot.ts";
import type { Verdict } from "./report.ts";
import { Sightings } from "./sightings.ts";
import { accessByWay } from "./way.ts";

/** What runs as a whole: an operation, an API, or a product by itself; by name, in any case. */
export interface WholeSubject {
  /** The workspace that it is in; left out for what is of the instance itself. */
  readonly workspace?: string | undefined;
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
  /** What is wrong with it as a whole. */
  readonly findings: readonly WholeFinding[];
}

/** The products by whose key an API is called, `undefined` for none; empty when there is no such API. */
export function productsToCallBy(
  instance: InstanceSnapshot,
  subject: Pick<WholeSubject, "workspace" | "api">,
): readonly (ProductSnapshot | undefined)[] {
  const found = apiIn(instance, subject);
  return found ? found.space.waysOf(found.api).map(({ product }) => product) : [];
}

/** What runs for a subject; `undefined` when the instance has no such operation, API or product. */
export function wholeOf(instance: InstanceSnapshot, subject: WholeSubject): Whole | undefined {
  if (subject.api === undefined) return wholeOfProduct(instance, subject);
  const found = apiIn(instance, subject);
  const way = found?.space.waysOf(found.api).find(({ product }) => isNamed(product, subject.product));
  if (!found || !way) return undefined;
  const operation = found.api.operations.find((one) => isNamed(one, subject.operation));
  if (!operation && subject.operation !== undefined) return undefined;
  return wholeOfCall(found.space.callsOf(found.api)(operation, way.product), way);
}

function wholeOfCall(call: Call, { key }: Way): Whole {
  const { policy, facts, outlook } = call;
  const sightings = new Sightings();
  const followed = accessByWay(policy, facts, key, outlook, () => {}, sightings);
  const verdict = isOfUnread(facts) ? "unknown" : followed.verdict;
  return { policy, facts, verdict, findings: findingsOf(sightings, { ...followed, policy, verdict }) };
}

/** Of a product by itself it is not asked which API is called, nor with which key. */
const anyApi: ApiSnapshot = {
  name: "",
  facts: {},
  subscriptionRequired: undefined,
  keyPlace: { file: "", line: 1 },
  policy: undefined,
  operations: [],
  listed: "unlisted",
};

function wholeOfProduct(instance: InstanceSnapshot, { workspace, product }: WholeSubject): Whole | undefined {
  const at = instance.spaces.findIndex((space) => isSame(space.workspace, workspace));
  const found = instance.spaces[at]?.products.find((one) => isNamed(one, product));
  const calls = spacesOf(instance)[at];
  if (!found || !calls) return undefined;
  const call = calls.callsOf(anyApi)(undefined, found);
  const { policy, findings } = wholeOfCall(call, {
    product: found,
    key: { required: undefined, check: undefined },
  });
  return { policy, facts: { product: found }, verdict: undefined, findings };
}

function apiIn(
  instance: InstanceSnapshot,
  { workspace, api: name }: Pick<WholeSubject, "workspace" | "api">,
): { readonly space: SpaceCalls; readonly api: ApiSnapshot } | undefined {
  const at = instance.spaces.findIndex((space) => isSame(space.workspace, workspace));
  const space = spacesOf(instance)[at];
  const api = space?.apis.find((one) => isNamed(one, name));
  return space && api && { space, api };
}

function isNamed(one: { readonly name: string } | undefined, name: string | undefined): boolean {
  return isSame(one?.name, name);
}

function isSame(one: string | undefined, other: string | undefined): boolean {
  return one?.toLowerCase() === other?.toLowerCase();
}
