import { plainApiName, productsOf, subscriptionKeys } from "../azure/gateway-view.ts";
import { spaceOf } from "../azure/resources.ts";
import type { AzureState, StoredResource } from "../azure/state.ts";
import type { LastError } from "./call.ts";
import type { GatewayRequest } from "./messages.ts";
import { findParameter } from "./request-target.ts";

const missing =
  "Access denied due to missing subscription key. Make sure to include subscription key when making requests to an API.";
const invalid =
  "Access denied due to invalid subscription key. Make sure to provide a valid key for an active subscription.";

/** Whether a call may pass, and by which product. */
type Admission =
  | {
      readonly admitted: true;
      readonly product: StoredResource | undefined;
      /** The name of the subscription, where a key was given. */
      readonly subscription: string | undefined;
    }
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
  const key = request.headers.get(names.header) ?? findParameter(request.target.query, names.query);
  const products = productsOf(state, api);
  const opened = key ? findSubscription(state, key, api, products) : undefined;
  if (opened) return { admitted: true, ...opened };
  const open = products.find((candidate) => candidate.properties["subscriptionRequired"] === false);
  if (api.properties["subscriptionRequired"] === false || (open && !key)) {
    return { admitted: true, product: open, subscription: undefined };
  }
  const error = key
    ? { reason: "SubscriptionKeyInvalid", message: invalid }
    : { reason: "SubscriptionKeyNotFound", message: missing };
  return { admitted: false, error: { source: "authorization", ...error } };
}

/** The subscription of a key and the product that it is of, if of one; `undefined` when the key does not open the API. */
function findSubscription(
  state: AzureState,
  key: string,
  api: StoredResource,
  products: readonly StoredResource[],
): { readonly product: StoredResource | undefined; readonly subscription: string } | undefined {
  const space = spaceOf(api.id);
  for (const { name, primaryKey, secondaryKey, scope, state: status } of subscriptionKeys(state, space)) {
    if (status !== "active" || (key !== primaryKey && key !== secondaryKey)) continue;
    const within = scope.toLowerCase().replace(/\/$/, "").replace(space.toLowerCase(), "");
    if (["", "/apis", `/apis/${plainApiName(api).toLowerCase()}`].includes(within)) {
      return { product: undefined, subscription: name };
    }
    const product = products.find((one) => within === `/products/${one.name.toLowerCase()}`);
    if (product) return { product, subscription: name };
  }
  return undefined;
}
