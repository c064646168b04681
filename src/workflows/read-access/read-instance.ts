import type { InstanceSnapshot, SpaceSnapshot } from "../../access/index.ts";
import type { InstanceRef } from "../../domain/apim.ts";
import type { AzureCloud } from "../../domain/azure-cloud.ts";
import { instancePath } from "../../domain/instance-path.ts";
import { type Shelved, storeIn } from "../../resources/clouds.ts";
import { product } from "../../resources/kinds/product.ts";
import { productApi } from "../../resources/kinds/product-api.ts";
import { collect } from "../collect.ts";
import { PolicyReader } from "./policy-reader.ts";
import { readApis } from "./read-apis.ts";
import { readWorkspaces } from "./read-workspaces.ts";
import { plainApiName, SpaceParts } from "./space-parts.ts";

/**
 * Reads what decides who gets in at an instance and in its workspaces. It takes a request for each policy, each list of an API's
 * operations and of a product's APIs, further pages, and five more: the lists of policies, APIs, products, workspaces, and of named values
 * where one is named. A workspace takes lists of its own; an API that has had other revisions one for the list of those and two for each
 * besides its policies.
 *
 * @throws Failure `forbidden`, `not-found` or `unreachable` when the lists of the instance's own APIs or products cannot be read.
 */
export async function readInstanceSnapshot(
  cloud: AzureCloud & Shelved,
  instance: InstanceRef,
  signal: AbortSignal,
): Promise<InstanceSnapshot> {
  const notes = new Set<string>();
  const reader = new PolicyReader(cloud, instance, (note) => notes.add(note), signal);
  const parts = new SpaceParts(cloud, { instance }, reader, signal);
  const looked = reader.look(cloud);
  const [own, workspaces] = await Promise.all([
    readOwn(cloud, instance, { reader, parts, looked }, signal),
    readWorkspaces(cloud, instance, reader, signal, looked),
  ]);
  return { spaces: [own, ...workspaces], notes: [...notes] };
}

interface Reading {
  readonly reader: PolicyReader;
  readonly parts: SpaceParts;
  /** The policy of all APIs; once it is there, it is known which others there are. */
  readonly looked: ReturnType<PolicyReader["look"]>;
}

/** What is of the instance itself. */
async function readOwn(
  cloud: AzureCloud & Shelved,
  instance: InstanceRef,
  { reader, parts, looked }: Reading,
  signal: AbortSignal,
): Promise<SpaceSnapshot> {
  const owner = instancePath(instance);
  const apisIn = (productId: string) =>
    reader.run(async () => {
      const links = await collect(storeIn(cloud, productApi).list(owner, { productId }, signal), signal);
      return new Set(links.map(({ value }) => plainApiName(value.apiId)));
    });
  const [policy, apis, products] = await Promise.all([
    looked,
    collect(cloud.listApisWithRevisions({ instance }, signal), signal),
    collect(storeIn(cloud, product).list(owner, {}, signal), signal),
  ]);
  const [readOfApis, readOfProducts] = await Promise.all([
    readApis(cloud, apis, reader, parts, signal),
    Promise.all(
      products.map(({ ref, value }) => parts.product({ ...value, productId: ref.id }, apisIn(ref.id))),
    ),
  ]);
  return parts.complete({ workspace: undefined, policy, products: readOfProducts, apis: readOfApis });
}
