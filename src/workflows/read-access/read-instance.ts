import type { InstanceSnapshot } from "../../access/index.ts";
import type { ApimApi, InstanceRef } from "../../domain/apim.ts";
import type { AzureCloud } from "../../domain/azure-cloud.ts";
import { instancePath } from "../../domain/instance-path.ts";
import { type Shelved, storeIn } from "../../resources/clouds.ts";
import { product } from "../../resources/kinds/product.ts";
import { productApi } from "../../resources/kinds/product-api.ts";
import { collect } from "../collect.ts";
import { PolicyReader } from "./policy-reader.ts";
import { plainApiName, SpaceParts } from "./space-parts.ts";

/** Of more APIs than these it is told how many there are. */
const mostNamed = 5;

/**
 * Reads what decides who gets in at an instance: current revisions, without workspaces. It takes a request for each policy, each
 * list of an API's operations and of a product's APIs, further pages, and five more.
 *
 * @throws Failure `forbidden`, `not-found` or `unreachable` when the lists of the instance itself cannot be read.
 */
export async function readInstanceSnapshot(
  cloud: AzureCloud & Shelved,
  instance: InstanceRef,
  signal: AbortSignal,
): Promise<InstanceSnapshot> {
  const notes: string[] = [];
  const reader = new PolicyReader(cloud, instance, (note) => notes.push(note), signal);
  const parts = new SpaceParts(cloud, instance, reader, signal);
  const owner = instancePath(instance);
  const apisIn = (productId: string) =>
    reader.run(async () => {
      const links = await collect(storeIn(cloud, productApi).list(owner, { productId }, signal), signal);
      return new Set(links.map(({ value }) => plainApiName(value.apiId)));
    });
  const [policy, apis, products, namedValues] = await Promise.all([
    reader.look(cloud),
    collect(cloud.listApis(instance, signal), signal),
    collect(storeIn(cloud, product).list(owner, {}, signal), signal),
    parts.namedValues(),
  ]);
  if (apis.length > 0) reader.tell(notOfRevisions(apis));
  const [readApis, readProducts] = await Promise.all([
    Promise.all(apis.map((api) => parts.api(api, api))),
    Promise.all(
      products.map(({ ref, value }) => parts.product({ ...value, productId: ref.id }, apisIn(ref.id))),
    ),
  ]);
  const space = { workspace: undefined, policy, products: readProducts, apis: readApis };
  return { spaces: [await parts.complete(space, namedValues)], notes };
}

/** The current revision may be the first one, and a later one that is tried out is there all the same. */
function notOfRevisions(apis: readonly ApimApi[]): string {
  const told =
    "Only current revisions are read. Callers reach others by “;rev=” in the path, and who gets in there is not told";
  const revised = apis.filter(({ revision }) => revision !== "1").map(({ apiId }) => apiId);
  if (revised.length === 0) return `${told}.`;
  const more = revised.length > mostNamed ? ` and ${revised.length - mostNamed} more` : "";
  return `${told}. These have had others: ${revised.slice(0, mostNamed).join(", ")}${more}.`;
}
