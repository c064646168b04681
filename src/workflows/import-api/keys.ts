import { creation } from "../../resources/changes.ts";
import type { Change } from "../../resources/kind.ts";
import { productApi } from "../../resources/kinds/product-api.ts";
import { subscription } from "../../resources/kinds/subscription.ts";

/** A product that a new API may be added to. */
export interface ProductChoice {
  readonly productId: string;
  readonly displayName: string;
  /** Without it, whoever calls an API of the product needs no key. */
  readonly subscriptionRequired: boolean;
}

/** Who is to get keys for a new API. */
export interface KeyChoices {
  readonly products: readonly ProductChoice[];
  /** Id of a subscription for the API alone; left out where none is made. */
  readonly subscriptionId?: string;
}

/** A new API, as far as keys for it are concerned. */
interface NewApi {
  readonly owner: string;
  readonly apiId: string;
  readonly displayName: string;
  readonly subscriptionRequired: boolean;
  /** Id of the change that makes it. */
  readonly madeBy: string;
}

/** What gives callers keys for a new API, in the plan that makes it. */
export function keyChanges(
  { owner, apiId, displayName, madeBy }: NewApi,
  { products, subscriptionId }: KeyChoices,
): readonly Change[] {
  const needs = [madeBy];
  const added = products.map((one) =>
    creation(
      productApi,
      owner,
      { productId: one.productId, apiId },
      {
        id: `product-${one.productId}`,
        title: `Add “${displayName}” to the product “${one.displayName}”`,
        needs,
      },
    ),
  );
  if (subscriptionId === undefined) return added;
  const key = creation(
    subscription,
    owner,
    { displayName: displayName.slice(0, 100), scope: `/apis/${apiId}`, state: "active" },
    {
      id: "subscription",
      refId: subscriptionId,
      title: `Create a subscription with keys for “${displayName}”`,
      needs,
    },
  );
  return [...added, key];
}

/** Who can call a new API, and who cannot, as far as keys are concerned. */
export function* keyNotes(
  { subscriptionRequired }: Pick<NewApi, "subscriptionRequired">,
  { products, subscriptionId }: KeyChoices,
): Generator<string> {
  const open = products.filter((one) => !one.subscriptionRequired);
  if (open.length > 0)
    yield `No key is needed for APIs of ${named(open)}: until a policy checks who calls, everybody may call this one then.`;
  if (!subscriptionRequired) return;
  const closed = products.filter((one) => one.subscriptionRequired);
  if (closed.length > 0) yield `Whoever has a key of ${named(closed)} may call it at once.`;
  if (subscriptionId !== undefined)
    yield "The keys of the new subscription are copied from its node below “Subscriptions”; they are shown nowhere.";
  if (products.length === 0 && subscriptionId === undefined)
    yield "Nobody has a key for it: calls are refused with 401, but for those with a key for all APIs, until it is added to a product or gets a subscription of its own.";
}

function named(products: readonly ProductChoice[]): string {
  return products.map(({ displayName }) => `“${displayName}”`).join(", ");
}
