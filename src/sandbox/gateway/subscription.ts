import { apimService, productsOf, subscriptionKeys } from "../azure/gateway-view.ts";
import type { AzureState, StoredResource } from "../azure/state.ts";
import type { LastError } from "./call.ts";
import type { GatewayRequest } from "./messages.ts";

const MISSING =
  "Access denied due to missing subscription key. Make sure to include subscription key when making requests to an API.";
const INVALID =
  "Access denied due to invalid subscription key. Make sure to provide a valid key for an active subscription.";

/** Whether a call may pass, and by which product. */
export type Admission =
  | { readonly admitted: true; readonly product: StoredResource | undefined }
  | { readonly admitted: false; readonly error: LastError };

/** The names under which an API takes a subscription key. */
export function keyNames(api: StoredResource): { readonly header: string; readonly query: string } {
  const names = api.properties["subscriptionKeyParameterNames"];
  const read = (name: "header" | "query") => {
    const value =
      typeof names === "object" && names !== null && !Array.isArray(names)
        ? Reflect.get(names, name)
        : undefined;
    return typeof value === "string" ? value : undefined;
  };
  return {
    header: read("header") ?? "Ocp-Apim-Subscription-Key",
    query: read("query") ?? "subscription-key",
  };
}

/** Holds a request to the subscription that its API asks for; a key may be of all APIs, this API or one of its products. */
export function admit(state: AzureState, api: StoredResource, request: GatewayRequest): Admission {
  const names = keyNames(api);
  const key = request.headers.get(names.header) ?? request.url.searchParams.get(names.query);
  const products = productsOf(state, api.name);
  const product = key ? findProduct(state, key, api, products) : "none";
  if (product !== "none") return { admitted: true, product };
  const open = products.find((candidate) => candidate.properties["subscriptionRequired"] === false);
  if (api.properties["subscriptionRequired"] === false || (open && !key)) {
    return { admitted: true, product: open };
  }
  const error = key
    ? { reason: "SubscriptionKeyInvalid", message: INVALID }
    : { reason: "SubscriptionKeyNotFound", message: MISSING };
  return { admitted: false, error: { source: "authorization", ...error } };
}

/** The product behind a key, `undefined` when the key is not of a product, `"none"` when it does not open the API. */
function findProduct(
  state: AzureState,
  key: string,
  api: StoredResource,
  products: readonly StoredResource[],
): StoredResource | undefined | "none" {
  const service = apimService(state).id.toLowerCase();
  for (const { primaryKey, secondaryKey, scope, state: status } of subscriptionKeys(state)) {
    if (status !== "active" || (key !== primaryKey && key !== secondaryKey)) continue;
    const within = scope.toLowerCase().replace(/\/$/, "").replace(service, "");
    if (["", "/apis", `/apis/${api.name.toLowerCase()}`].includes(within)) return undefined;
    const product = products.find(({ name }) => within === `/products/${name.toLowerCase()}`);
    if (product) return product;
  }
  return "none";
}
