import type { ProductContract, ProductUpdateParameters } from "@azure/arm-apimanagement";
import type { Store } from "../../../resources/kind.ts";
import { type ProductDraft, type ProductSettings, product } from "../../../resources/kinds/product.ts";
import { AzureStore, type InstanceCalls } from "./azure-store.ts";

/** Products through Azure's own SDK. A product goes with its subscriptions, which the plan of its deletion names. */
export function productStore(on: InstanceCalls): Store<ProductSettings, ProductDraft> {
  return new AzureStore(on, product, {
    list: (client, place, options) => client.product.listByService(...place, options),
    read: (client, ids, options) => client.product.get(...ids, options),
    create: (client, ids, draft, options) => client.product.createOrUpdate(...ids, fromDraft(draft), options),
    update: (client, ids, version, changes, options) =>
      client.product.update(...ids, version, fromChanges(changes), options),
    delete: (client, ids, version, options) =>
      client.product.delete(...ids, version, { ...options, deleteSubscriptions: true }),
    to: (_, answer) => toProduct(answer),
  });
}

/** As the service shows it; what it does not say about itself is its default. */
function toProduct(answer: ProductContract): ProductSettings {
  const subscriptionRequired = answer.subscriptionRequired ?? true;
  return {
    displayName: answer.displayName ?? answer.name ?? "",
    description: answer.description || undefined,
    terms: answer.terms || undefined,
    subscriptionRequired,
    approvalRequired: subscriptionRequired ? (answer.approvalRequired ?? false) : undefined,
    subscriptionsLimit: (subscriptionRequired && answer.subscriptionsLimit) || undefined,
    state: answer.state ?? "notPublished",
  };
}

function fromDraft({ displayName, ...rest }: ProductDraft): ProductContract {
  return { displayName, ...fromChanges(rest) };
}

/** As the service takes it: a text that goes away becomes empty, a limit `null`. */
function fromChanges(changes: Partial<ProductDraft>): ProductUpdateParameters {
  const { description = "", terms = "", approvalRequired, subscriptionsLimit, state, ...rest } = changes;
  return {
    ...rest,
    ...("description" in changes && { description }),
    ...("terms" in changes && { terms }),
    ...(approvalRequired !== undefined && { approvalRequired }),
    ...("subscriptionsLimit" in changes && limitOf(subscriptionsLimit)),
    ...(state !== undefined && { state: stateOf(state) }),
  };
}

/** The contract takes `null` for no limit, which the SDK's types leave out. */
function limitOf(limit: number | undefined): Pick<ProductUpdateParameters, "subscriptionsLimit"> {
  return { subscriptionsLimit: limit ?? null } as Pick<ProductUpdateParameters, "subscriptionsLimit">;
}

function stateOf(state: string): NonNullable<ProductUpdateParameters["state"]> {
  // the service says what it does not take
  return state as NonNullable<ProductUpdateParameters["state"]>;
}
