import { Failure } from "../../../core/failure.ts";
import { parseInstancePath } from "../../../domain/azure-paths.ts";
import type { Ref, Store, Stored } from "../../../resources/kind.ts";
import { type ProductApi, type ProductLink, productApi } from "../../../resources/kinds/product-api.ts";
import { isAsked } from "../../is-asked.ts";
import { pathSegment } from "../../path-segment.ts";
import { garbled } from "../failures.ts";
import type { InstanceCalls } from "./azure-store.ts";

/** Which APIs are in which product, through Azure's own SDK: there is a list, and links that are put and deleted. */
export function productApiStore(on: InstanceCalls): Store<ProductApi, ProductLink> {
  const { calls } = on;
  const store: Store<ProductApi, ProductLink> = {
    async *list(owner, where, signal) {
      const { productId } = where;
      const all = productId === undefined ? productsOf(on, owner, signal) : [pathSegment(productId)];
      for await (const id of all)
        for await (const one of apisOf(on, owner, id, signal)) if (isAsked(one.value, where)) yield one;
    },
    async read({ owner, id }, signal) {
      const { productId, apiId } = partsOf(id);
      for await (const one of apisOf(on, owner, productId, signal))
        if (one.value.apiId.toLowerCase() === apiId.toLowerCase()) return one;
      return undefined;
    },
    async create({ owner }, draft, signal) {
      const { ids, apis } = placeOf(on, owner, draft);
      if (await store.read(stored(owner, draft).ref, signal)) {
        const text = `The product ${draft.productId} has the API ${draft.apiId} already.`;
        throw new Failure("already-exists", text, { remedy: "Refresh the tree." });
      }
      const doing = `add the API ${draft.apiId} to the product ${draft.productId}`;
      const added = await calls.ask(doing, signal, (options) => apis.createOrUpdate(...ids, options));
      if (added.name?.toLowerCase() !== draft.apiId.toLowerCase()) throw garbled(doing);
      return stored(owner, { ...draft, displayName: added.displayName });
    },
    async update() {
      throw new Failure("unsupported", "An API can only be added to a product and removed from it.");
    },
    async delete({ ref: { owner, id } }, signal) {
      const { ids, apis } = placeOf(on, owner, partsOf(id));
      const doing = `remove the API from the product ${id}`;
      await calls.remove(doing, signal, (options) => apis.delete(...ids, options));
    },
  };
  return store;
}

/** None for a product that is gone. */
async function* apisOf(
  { calls, client }: InstanceCalls,
  owner: string,
  productId: string,
  signal: AbortSignal,
) {
  const instance = parseInstancePath(owner);
  const { productApi: apis } = client(instance);
  const place = [instance.resourceGroup, instance.serviceName, productId] as const;
  const doing = `list the APIs of the product ${productId}`;
  const all = calls.each(doing, signal, (options) => apis.listByProduct(...place, options));
  try {
    for await (const { name, displayName } of all) {
      if (!name) throw garbled(doing);
      yield stored(owner, { productId, apiId: name, displayName });
    }
  } catch (error) {
    if (!(error instanceof Failure) || error.code !== "not-found") throw error;
  }
}

async function* productsOf({ calls, client }: InstanceCalls, owner: string, signal: AbortSignal) {
  const instance = parseInstancePath(owner);
  const { product: products } = client(instance);
  const place = [instance.resourceGroup, instance.serviceName] as const;
  const doing = `list the products of ${instance.serviceName}`;
  for await (const { name } of calls.each(doing, signal, (options) =>
    products.listByService(...place, options),
  )) {
    if (!name) throw garbled(doing);
    yield name;
  }
}

function placeOf({ client }: InstanceCalls, owner: string, { productId, apiId }: ProductLink) {
  const instance = parseInstancePath(owner);
  const { resourceGroup, serviceName } = instance;
  const ids = [resourceGroup, serviceName, pathSegment(productId), pathSegment(apiId)] as const;
  return { ids, apis: client(instance).productApi };
}

function stored(owner: string, value: ProductApi): Stored<ProductApi> {
  const ref: Required<Ref> = { kind: productApi.id, owner, id: `${value.productId}/${value.apiId}` };
  return { ref, value };
}

/** The two ids in one; neither has a slash. */
function partsOf(id: string): ProductLink {
  const [productId = "", ...rest] = id.split("/");
  return { productId: pathSegment(productId), apiId: pathSegment(rest.join("/")) };
}
