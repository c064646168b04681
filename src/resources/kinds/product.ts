import { known, type Maybe } from "../../core/known.ts";
import type { FieldChange, Kind, Reader, Ref, Stored } from "../kind.ts";
import { lineProblem } from "../typed-text.ts";
import { policy } from "./policy.ts";
import { productApi } from "./product-api.ts";
import { productGroup } from "./product-group.ts";
import { collected, firstOf, onlyOne, staysFor } from "./stays-for.ts";
import { subscriptionsTo } from "./subscription.ts";

/** What a product says of itself; its APIs, subscriptions and policy are things of their own. */
export interface ProductSettings {
  readonly displayName: string;
  readonly description: string | undefined;
  readonly terms: string | undefined;
  readonly subscriptionRequired: boolean;
  /** Nothing is said where no subscription is required. */
  readonly approvalRequired: boolean | undefined;
  /** How many subscriptions a user may have at the same time; any number when `undefined`. */
  readonly subscriptionsLimit: number | undefined;
  readonly state: string;
}

/** What is decided of a new one: the rest is as usual. */
export type ProductDraft = Partial<ProductSettings> & Pick<ProductSettings, "displayName">;

const rights = "Microsoft.ApiManagement/service/products";

/** 1 to 300 characters (contract `ProductContractProperties`). */
function nameProblem(name: string): string | undefined {
  return lineProblem(name, "A name", 300);
}

/** What developers subscribe to: APIs that one key opens. */
export const product: Kind<ProductSettings, ProductDraft> = {
  id: "azure-product",
  cloud: "azure",
  noun: "product",
  plural: "Products",
  icon: "package",
  document: "product",
  tree: { under: "instance" },
  fields: {
    displayName: { label: "Display name", ask: { prompt: "Name of the product", check: nameProblem } },
    description: {
      label: "Description",
      ask: {
        prompt: "What it offers, as the developer portal shows it",
        optional: true,
        check: (text) => lineProblem(text, "A description", 1000),
      },
    },
    terms: { label: "Terms of use" },
    subscriptionRequired: {
      label: "Subscription required",
      ask: {
        prompt: "Whether its APIs need a key",
        choices: [
          { value: true, label: "Required", detail: "As usual: callers send the key of a subscription" },
          {
            value: false,
            label: "Not required",
            detail: "Its APIs are called without a key, unless a policy checks callers",
          },
        ],
      },
    },
    approvalRequired: {
      label: "Approval required",
      ask: {
        prompt: "Whether somebody approves each subscription",
        choices: [
          { value: false, label: "Not required", detail: "A subscription works at once" },
          {
            value: true,
            label: "Required",
            detail: "A subscription waits until an administrator approves it",
          },
        ],
        unless: ({ subscriptionRequired }) => subscriptionRequired === false,
      },
    },
    subscriptionsLimit: { label: "Subscriptions a user may have" },
    state: {
      label: "State",
      ask: {
        prompt: "Whether developers see it",
        choices: [
          { value: "notPublished", label: "Not published", detail: "Administrators alone see it" },
          { value: "published", label: "Published", detail: "The developer portal offers it to its groups" },
        ],
      },
    },
  },
  defaults: { subscriptionRequired: true, state: "notPublished" },
  identity: { by: "id" },
  titleOf: ({ displayName }, { id }) => displayName ?? id ?? "",
  isDeletedInUse: true,
  inUse: (stored, reader, signal) => whatOthersMade(stored, reader, signal),
  goesAlong: (stored, reader, signal) => whatGoesAlong(stored, reader, signal),
  breaks: (stored, fields, reader, signal) => whatOpens(stored, fields, reader, signal),
  rights: {
    read: `${rights}/read`,
    create: `${rights}/write`,
    update: `${rights}/write`,
    delete: `${rights}/delete`,
  },
};

/** The group that the service shows each new product to by itself. */
const administrators = "administrators";

/** The administrator, to whom the service may give a subscription of each new product by itself. */
const administrator = "/users/1";

/** What would go with a product that is taken back, and was not made with it. */
async function whatOthersMade(
  { ref, value }: Stored<ProductSettings>,
  reader: Reader,
  signal: AbortSignal,
): Promise<Maybe<string | undefined>> {
  const [apis, groups, subscriptions, itsPolicy] = await Promise.all([
    apisOf(ref, reader, signal),
    groupsOf(ref, reader, signal),
    collected(byPeople(subscriptionsOf(ref, reader, signal)), idOf),
    policyOf(ref, reader, signal),
  ]);
  return known(
    staysFor(`The product “${value.displayName}”`, [
      ["APIs", apis],
      ["groups", groups.filter((id) => id.toLowerCase() !== administrators)],
      ["subscriptions", subscriptions],
      ["a policy", onlyOne(itsPolicy !== undefined)],
    ]),
  );
}

async function* byPeople(all: ReturnType<typeof subscriptionsOf>): ReturnType<typeof subscriptionsOf> {
  for await (const one of all) if (one.value.ownerId?.toLowerCase() !== administrator) yield one;
}

function groupsOf({ owner, id }: Required<Ref>, reader: Reader, signal: AbortSignal) {
  const all = reader.list(productGroup, owner, { productId: id }, signal);
  return collected(all, ({ value }) => value.groupId);
}

function policyOf({ owner, id }: Required<Ref>, reader: Reader, signal: AbortSignal) {
  return reader.read(policy, { kind: policy.id, owner, id: `products/${id}` }, signal);
}

/** What nobody brings back: undoing makes the product again with its settings, and nothing more. */
async function whatGoesAlong(
  { ref }: Stored<ProductSettings>,
  reader: Reader,
  signal: AbortSignal,
): Promise<Maybe<readonly string[]>> {
  const [apis, subscriptions, itsPolicy] = await Promise.all([
    apisOf(ref, reader, signal),
    collected(subscriptionsOf(ref, reader, signal), idOf),
    policyOf(ref, reader, signal),
  ]);
  return known([
    "Undoing makes it again with its settings only: subscriptions, policy, APIs and groups of it do not come back.",
    ...(subscriptions.length > 0
      ? [`Its subscriptions are deleted with it, and their keys stop working: ${firstOf(subscriptions)}.`]
      : []),
    ...(apis.length > 0 ? [`It no longer gives access to these APIs, which stay: ${firstOf(apis)}.`] : []),
    ...(itsPolicy ? ["Its policy goes with it."] : []),
  ]);
}

/** What becomes of callers when keys are needed no more, or from now on. */
async function whatOpens(
  { ref, value }: Stored<ProductSettings>,
  fields: readonly FieldChange[],
  reader: Reader,
  signal: AbortSignal,
): Promise<Maybe<readonly string[]>> {
  const change = fields.find(({ path }) => path === "subscriptionRequired");
  const after = change && "after" in change ? change.after : undefined;
  if (typeof after !== "boolean" || after === value.subscriptionRequired) return known([]);
  const apis = await apisOf(ref, reader, signal);
  if (apis.length === 0) return known([]);
  return known([
    after
      ? `Whoever calls without a key is refused from now on: ${firstOf(apis)}.`
      : `Anybody may call these APIs without a key, unless a policy checks who calls: ${firstOf(apis)}.`,
    ...(after
      ? []
      : [
          "Whether subscriptions are approved, and how many a user may have, goes away; undoing does not bring it back.",
        ]),
  ]);
}

function apisOf({ owner, id }: Required<Ref>, reader: Reader, signal: AbortSignal) {
  return collected(
    reader.list(productApi, owner, { productId: id }, signal),
    ({ ref, value }) => value.displayName ?? ref.id,
  );
}

function subscriptionsOf({ owner, id }: Required<Ref>, reader: Reader, signal: AbortSignal) {
  return subscriptionsTo(`/products/${id}`, owner, reader, signal);
}

function idOf({ ref }: Stored): string {
  return ref.id;
}
