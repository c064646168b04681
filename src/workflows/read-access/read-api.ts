import type { InstanceSnapshot, ProductSnapshot, SpaceSnapshot } from "../../access/index.ts";
import { Failure, throwIfCancelled } from "../../core/failure.ts";
import type { ApimApi, ApiRef, InstanceRef, Operation, Product, SpaceRef } from "../../domain/apim.ts";
import type { AzureCloud } from "../../domain/azure-cloud.ts";
import { instanceId, spaceId, spaceOf } from "../../domain/azure-paths.ts";
import { instancePath } from "../../domain/instance-path.ts";
import { type Shelved, storeIn } from "../../resources/clouds.ts";
import { product } from "../../resources/kinds/product.ts";
import { collect } from "../collect.ts";
import { PolicyReader } from "./policy-reader.ts";
import { type OperationWords, plainApiName, SpaceParts } from "./space-parts.ts";
import { unreadableProduct } from "./unreadable.ts";

/** What a caller has asked for itself already, so that it is not asked for twice; the rest is read. */
interface KnownOfApi {
  readonly api?: ApimApi | PromiseLike<ApimApi>;
  readonly operations?: PromiseLike<readonly Operation[]>;
  readonly products?: PromiseLike<readonly Product[]>;
  /** Reads policies in the cloud's place: a `PolicyCache`. */
  readonly policies?: Pick<AzureCloud, "readPolicy">;
}

/** One product of an instance. */
interface ProductRef {
  readonly instance: InstanceRef;
  readonly productId: string;
}

/**
 * Reads what decides who gets in at one API, a revision too, and no more: the policies of the instance, of its workspace where it is in
 * one, of the products that it is in, its own and those of its operations, each asked for at its own level, so that no list can leave one out; then the fragments
 * that they include, and the named values where any is named. Where the products cannot be told, one named `?` stands for them,
 * whose policy is unreadable.
 *
 * @throws Failure `not-found` when there is no such API.
 */
export function readApiSnapshot(
  cloud: AzureCloud & Shelved,
  api: ApiRef,
  signal: AbortSignal,
  known: KnownOfApi = {},
): Promise<InstanceSnapshot> {
  return readOne(cloud, api, signal, known);
}

/** As {@link readApiSnapshot}, for one operation of the API only; without any when it has no such operation. */
export function readOperationSnapshot(
  cloud: AzureCloud & Shelved,
  api: ApiRef & { readonly operationId: string },
  signal: AbortSignal,
  known: KnownOfApi = {},
): Promise<InstanceSnapshot> {
  return readOne(cloud, api, signal, known, (one) => one.operationId === api.operationId);
}

/**
 * Reads what decides who gets in with a product's key: as {@link readApiSnapshot} for every API in it. Which other products those
 * APIs are in is not read, and left unknown: a product named `?` that may hold anything stands for them.
 *
 * @throws Failure `not-found` when there is no such product.
 */
export function readProductSnapshot(
  cloud: AzureCloud & Shelved,
  { instance, productId }: ProductRef,
  signal: AbortSignal,
  { policies = cloud }: Pick<KnownOfApi, "policies"> = {},
): Promise<InstanceSnapshot> {
  return untilOneFails(signal, async (signal) => {
    const { reader, parts, notes } = begin(cloud, { instance }, policies, signal);
    const ref = { kind: product.id, owner: instancePath(instance), id: productId };
    const listed = collect(cloud.listApisOfProduct(instance, productId, signal), signal);
    const settings = async () => {
      const found = await storeIn(cloud, product).read(ref, signal);
      if (!found) throw missing(`product “${productId}”`, instance);
      return parts.product({ ...found.value, productId }, listed.then(namesOf));
    };
    const [policy, own, apis] = await Promise.all([
      reader.policyOf({ kind: "global", instance }),
      settings(),
      listed.then((all) => Promise.all(all.map((api) => parts.api(api, api)))),
    ]);
    const others = { ...unreadableProduct(instanceId(instance)), policy: undefined, apis: undefined };
    const space = { workspace: undefined, policy, products: [own, others], apis };
    return { spaces: [await parts.complete(space)], notes };
  });
}

function readOne(
  cloud: AzureCloud & Shelved,
  named: ApiRef,
  signal: AbortSignal,
  { api, operations, products: listedProducts, policies = cloud }: KnownOfApi,
  isWanted?: (operation: OperationWords) => boolean,
): Promise<InstanceSnapshot> {
  return untilOneFails(signal, async (signal) => {
    const { instance } = named;
    const space = spaceOf(named);
    const ref = { ...space, apiId: named.apiId };
    const { reader, parts, notes } = begin(cloud, space, policies, signal);
    const listed = operations && (async () => operations);
    const [global, around, read, products] = await Promise.all([
      reader.policyOf({ kind: "global", instance }),
      policyAround(reader, space),
      parts.api(ref, api ?? readSettings(cloud, ref, signal), listed, isWanted),
      readProducts(listedProducts ?? collect(cloud.listProductsOfApi(ref, signal), signal), ref, parts),
    ]);
    if (space.workspace === undefined) {
      const own = { workspace: undefined, policy: global, products, apis: [read] };
      return { spaces: [await parts.complete(own)], notes };
    }
    const outer = { workspace: undefined, policy: global, products: [], apis: [] };
    const own = { workspace: space.workspace, policy: around, products, apis: [read] };
    const ofInstance = new SpaceParts(cloud, { instance }, reader, signal);
    const spaces: readonly SpaceSnapshot[] = await Promise.all([
      ofInstance.complete(outer),
      parts.complete(own),
    ]);
    return { spaces, notes };
  });
}

/** The policy of the workspace that a space is. */
async function policyAround(reader: PolicyReader, { instance, workspace }: SpaceRef) {
  return workspace === undefined ? undefined : reader.policyOf({ kind: "workspace", instance, workspace });
}

function begin(
  cloud: AzureCloud & Shelved,
  space: SpaceRef,
  policies: Pick<AzureCloud, "readPolicy">,
  signal: AbortSignal,
) {
  const notes: string[] = [];
  const reader = new PolicyReader(policies, space.instance, (note) => notes.push(note), signal);
  return { notes, reader, parts: new SpaceParts(cloud, space, reader, signal) };
}

async function readSettings(cloud: AzureCloud, ref: ApiRef, signal: AbortSignal): Promise<ApimApi> {
  const found = await cloud.readApi(ref, signal);
  if (!found) throw missing(`API “${ref.apiId}”`, ref.instance);
  return found.api;
}

/** The products that an API is in; one that stands for them when they cannot be listed. */
async function readProducts(
  products: PromiseLike<readonly Product[]>,
  ref: ApiRef,
  parts: SpaceParts,
): Promise<readonly ProductSnapshot[]> {
  const apis = new Set([plainApiName(ref.apiId)]);
  const listed = await parts.told(async () => products);
  if (!listed) return [{ ...unreadableProduct(spaceId(ref)), apis }];
  return Promise.all(listed.map((one) => parts.product(one, Promise.resolve(apis))));
}

function namesOf(apis: readonly ApimApi[]): ReadonlySet<string> {
  return new Set(apis.map(({ apiId }) => plainApiName(apiId)));
}

function missing(what: string, { serviceName }: InstanceRef): Failure {
  return new Failure("not-found", `There is no ${what} in ${serviceName}.`, {
    remedy: "Refresh the tree: it may have been deleted.",
  });
}

/** Once something has failed, what waits for its turn is not asked for any more. */
async function untilOneFails<T>(signal: AbortSignal, task: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const stop = new AbortController();
  try {
    const read = await task(AbortSignal.any([signal, stop.signal]));
    throwIfCancelled(signal);
    return read;
  } catch (error) {
    stop.abort();
    throw error;
  }
}
