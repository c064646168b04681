import { l10n } from "vscode";
import { toFailure } from "../../core/failure.ts";
import { storeIn } from "../../resources/clouds.ts";
import type { Kind } from "../../resources/kind.ts";
import { product } from "../../resources/kinds/product.ts";
import { subscription } from "../../resources/kinds/subscription.ts";
import { collect } from "../../workflows/collect.ts";
import type { KeyChoices, ProductChoice } from "../../workflows/import-api/keys.ts";
import { reading } from "../cancellation.ts";
import { openCloudOf } from "../open-store.ts";
import { back, type Option, type PromptFrame, pickMany } from "../prompts.ts";
import type { Accounts } from "../session/accounts.ts";

/** A new API, as far as it is known when keys are asked about. */
interface AboutApi {
  readonly owner: string;
  readonly apiId: string;
  readonly subscriptionRequired: boolean;
  /** Ids of the products that are suggested. */
  readonly products?: readonly string[];
}

/** What gives keys, as it is chosen: a product, or a subscription of the API's own. */
type Giver = ProductChoice | "own";

/** Asks who is to have keys for a new API: the products that it is added to, and a subscription of its own. */
export async function askKeys(
  accounts: Accounts,
  { owner, apiId, subscriptionRequired, products: suggested = [] }: AboutApi,
  frame: PromptFrame,
): Promise<KeyChoices | typeof back> {
  const { products, taken } = await reading(product.plural, async (signal) => ({
    products: await thoseThere(accounts, product, owner, signal),
    taken: subscriptionRequired ? await thoseThere(accounts, subscription, owner, signal) : [],
  }));
  const options: Option<Giver>[] = products.map(({ ref, value }) => ({
    icon: product.icon,
    label: value.displayName,
    ...(ref.id.toLowerCase() !== value.displayName.toLowerCase() && { description: ref.id }),
    detail: value.subscriptionRequired
      ? l10n.t("Whoever has a key of the product may call the API")
      : l10n.t("Needs no key: anybody may call the API, unless a policy checks who calls"),
    value: {
      productId: ref.id,
      displayName: value.displayName,
      subscriptionRequired: value.subscriptionRequired,
    },
    picked: suggested.includes(ref.id),
  }));
  if (subscriptionRequired) {
    const detail = l10n.t("Two keys that open nothing else, to be copied from the node of the subscription");
    options.push({
      icon: subscription.icon,
      label: l10n.t("A subscription for this API alone"),
      detail,
      value: "own",
    });
  }
  if (options.length === 0) return { products: [] };
  const placeholder = subscriptionRequired
    ? l10n.t("Who gets keys for it? Choose any, or nothing")
    : l10n.t("Which products is it in? Choose any, or nothing");
  const chosen = await pickMany<Giver>({ ...frame, placeholder, options });
  if (chosen === back) return back;
  return {
    products: chosen.flatMap((one) => (one === "own" ? [] : [one])),
    ...(chosen.includes("own") && {
      subscriptionId: freeId(
        apiId,
        taken.map(({ ref }) => ref.id),
      ),
    }),
  };
}

/** Who may not list them may do without: the service says what is taken. */
async function thoseThere<T extends object, D extends object>(
  accounts: Accounts,
  kind: Kind<T, D>,
  owner: string,
  signal: AbortSignal,
) {
  try {
    const { azure } = await openCloudOf(accounts, kind, owner, signal);
    return await collect(storeIn(azure, kind).list(owner, {}, signal), signal);
  } catch (error) {
    if (toFailure(error).code !== "forbidden") throw error;
    return [];
  }
}

/** An id like `base` that none of `taken` is, whatever the casing. */
export function freeId(base: string, taken: readonly string[]): string {
  const ids = new Set(taken.map((id) => id.toLowerCase()));
  let id = base;
  for (let next = 2; ids.has(id.toLowerCase()); next += 1) id = `${base}-${next}`;
  return id;
}
