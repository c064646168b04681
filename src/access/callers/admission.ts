import type { SpaceCalls } from "../calls.ts";
import type { ApiSnapshot, ProductSnapshot } from "../instance-snapshot.ts";
import type { CheckPlace } from "../report.ts";
import type { Caller } from "./caller.ts";

/** What the question for a key may come to. */
export type Admission =
  /** The call runs in the context of this product, or of none. */
  | { readonly isAdmitted: true; readonly product: ProductSnapshot | undefined }
  | { readonly isAdmitted: false; readonly by: CheckPlace };

/** All that the question for a key may come to for a caller; more than one where that is not known. */
export function admissionsOf(space: SpaceCalls, api: ApiSnapshot, key: Caller["key"]): readonly Admission[] {
  if (key === "api") return [admitted(undefined)];
  if (key === "none") return withoutKey(space, api);
  const isNamed = ({ name }: ProductSnapshot) => name.toLowerCase() === key.product.toLowerCase();
  const product = space.productsOf(api).find(isNamed);
  if (product) return [admitted(product)];
  const refused = withWrongKey(space, api);
  const perhaps = space.productsOfUnknown.find(isNamed);
  return perhaps ? [admitted(perhaps), ...refused] : refused;
}

function admitted(product: ProductSnapshot | undefined): Admission {
  return { isAdmitted: true, product };
}

function refusedAt({ keyPlace: { file, line } }: ApiSnapshot): Admission {
  return { isAdmitted: false, by: { scope: "api", file, line } };
}

/** Without a key the call runs in the context of an open product, where there is one; of several nobody knows which. */
function withoutKey(space: SpaceCalls, api: ApiSnapshot): readonly Admission[] {
  const products = space.productsOf(api);
  const isOpen = (one: ProductSnapshot) => one.subscriptionRequired === false;
  const perhaps = [
    ...products.filter((one) => one.subscriptionRequired === undefined),
    ...space.productsOfUnknown.filter((one) => one.subscriptionRequired !== true),
  ].map(admitted);
  const open = products.filter(isOpen).map(admitted);
  if (open.length > 0) return [...open, ...perhaps];
  return [...perhaps, ...withoutProduct(api)];
}

/** A key that is not of the API opens it only where it needs none. */
function withWrongKey(space: SpaceCalls, api: ApiSnapshot): readonly Admission[] {
  const without = withoutKey(space, api);
  return api.subscriptionRequired === false || without.every(({ isAdmitted }) => !isAdmitted)
    ? without
    : [...without, refusedAt(api)];
}

function withoutProduct(api: ApiSnapshot): readonly Admission[] {
  const { subscriptionRequired } = api;
  if (subscriptionRequired === false) return [admitted(undefined)];
  return subscriptionRequired ? [refusedAt(api)] : [admitted(undefined), refusedAt(api)];
}
