import { l10n } from "vscode";
import { Failure } from "../../core/failure.ts";
import type { ApimApi, InstanceRef } from "../../domain/apim.ts";
import type { AzureCloud } from "../../domain/azure-cloud.ts";
import { parseInstancePath } from "../../domain/azure-paths.ts";
import { storeIn } from "../../resources/clouds.ts";
import type { Kind, Stored } from "../../resources/kind.ts";
import { apimApi } from "../../resources/kinds/apim-api.ts";
import { apimGroup } from "../../resources/kinds/group.ts";
import { fragmentIdProblem, policyFragment } from "../../resources/kinds/policy-fragment.ts";
import { product } from "../../resources/kinds/product.ts";
import { subscription } from "../../resources/kinds/subscription.ts";
import { apimTag } from "../../resources/kinds/tag.ts";
import { collect } from "../../workflows/collect.ts";
import { reading } from "../cancellation.ts";
import { openCloudOf } from "../open-store.ts";
import { askText, back, type Option, pick, required } from "../prompts.ts";
import type { Accounts } from "../session/accounts.ts";
import { chosenId, type Question, questionsOf } from "./questions.ts";
import { accountOf } from "./tenant-questions.ts";

/** Asks for a subscription: what its keys open is chosen from what the instance has. */
export function subscriptionQuestions(
  accounts: Accounts,
  owner: string,
  others: readonly Stored[],
): readonly Question[] {
  const read = () => scopesOf(accounts, owner);
  return questionsOf(subscription, others).map((question) =>
    question.field === "scope" ? choice("scope", l10n.t("What do its keys open?"), read) : question,
  );
}

/** Asks which API a product is to get, of those that it has not. */
export function productApiQuestions(
  accounts: Accounts,
  owner: string,
  others: readonly Stored[],
): readonly Question[] {
  const taken = new Set(others.map(({ ref }) => ref.id.slice(ref.id.indexOf("/") + 1).toLowerCase()));
  const read = async () =>
    (await apisOf(accounts, owner)).filter(({ value }) => !taken.has(value.toLowerCase()));
  return [choice("apiId", l10n.t("Which API does the product give access to?"), read)];
}

/** Asks which group is to see a product, of those that do not. */
export function productGroupQuestions(
  accounts: Accounts,
  owner: string,
  others: readonly Stored[],
): readonly Question[] {
  const read = async () =>
    (await storedIn(accounts, apimGroup, owner)).map(({ ref, value: { displayName, description } }) => ({
      icon: apimGroup.icon,
      label: displayName,
      ...whereOther(displayName, ref.id),
      ...detailOf(ref.id, description),
      value: ref.id,
    }));
  return [
    choice("groupId", l10n.t("Which group sees the product, once it is published?"), without(others, read)),
  ];
}

/** Asks which tag an API is to get, of those that it has not. */
export function apiTagQuestions(
  accounts: Accounts,
  owner: string,
  others: readonly Stored[],
): readonly Question[] {
  const read = async () => {
    const tags = await storedIn(accounts, apimTag, owner);
    if (tags.length > 0)
      return tags.map(({ ref, value: { displayName } }) => ({
        icon: apimTag.icon,
        label: displayName,
        ...whereOther(displayName, ref.id),
        value: ref.id,
      }));
    throw new Failure("not-found", l10n.t("The instance has no tags yet."), {
      remedy: l10n.t("Make one with “Create…” on the group of tags."),
    });
  };
  return [choice("tagId", l10n.t("Which tag does the API get?"), without(others, read))];
}

/** Those that are not linked yet. */
function without(others: readonly Stored[], read: () => Promise<Option<string>[]>) {
  const taken = new Set(others.map(({ ref }) => ref.id.slice(ref.id.indexOf("/") + 1).toLowerCase()));
  return async () => (await read()).filter(({ value }) => !taken.has(value.toLowerCase()));
}

/** What the two groups mean that came with the instance and whom nobody put in by hand. */
function detailOf(id: string, description: string | undefined) {
  if (id === "guests")
    return { detail: l10n.t("Everybody who visits the developer portal, without signing in") };
  if (id === "developers") return { detail: l10n.t("Everybody who has signed in to the developer portal") };
  return description === undefined ? {} : { detail: description };
}

/** The id, where the name does not say it. */
function whereOther(displayName: string, id: string) {
  return displayName.toLowerCase() === id.toLowerCase() ? {} : { description: id };
}

async function storedIn<T extends object, D extends object>(
  accounts: Accounts,
  kind: Kind<T, D>,
  owner: string,
) {
  return reading(kind.plural, async (signal) => {
    const { azure } = await openCloudOf(accounts, kind, owner, signal);
    return collect(storeIn(azure, kind).list(owner, {}, signal), signal);
  });
}

/** Asks for a policy fragment: by which name policies include it, and what it does. */
export function fragmentQuestions(others: readonly Stored[]): readonly Question[] {
  const taken = new Set(others.map(({ ref }) => ref.id.toLowerCase()));
  return [
    {
      async ask(answers, frame) {
        const { [chosenId]: before } = answers;
        const name = await askText({
          ...frame,
          prompt: l10n.t("Name by which policies include it"),
          placeholder: "check-caller",
          value: typeof before === "string" ? before : "",
          validate: (text) =>
            required(text) ??
            fragmentIdProblem(text) ??
            (taken.has(text.toLowerCase()) ? l10n.t("There is a fragment of that name already.") : undefined),
        });
        return name === back ? back : { ...answers, [chosenId]: name };
      },
    },
    ...questionsOf(policyFragment, others),
  ];
}

/** A question that is answered by choosing one of what was read for it. */
function choice(field: string, placeholder: string, read: () => Promise<Option<string>[]>): Question {
  return {
    async ask(answers, frame) {
      const options = await read();
      const before = answers[field];
      const shown = options.map((one) => ({ ...one, picked: one.value === before }));
      const chosen = await pick({ ...frame, placeholder, options: shown });
      return chosen === back ? back : { ...answers, [field]: chosen };
    },
  };
}

function scopesOf(accounts: Accounts, owner: string): Promise<Option<string>[]> {
  return reading(subscription.plural, async (signal) => {
    const [cloud, instance] = await open(accounts, owner);
    const [products, apis] = await Promise.all([
      collect(cloud.listProducts(instance, signal), signal),
      collect(cloud.listApis(instance, signal), signal),
    ]);
    const everything = {
      icon: "globe",
      label: l10n.t("All APIs"),
      detail: l10n.t("Every API of the instance, also those that come later"),
      value: "/apis",
    };
    return [
      ...products.map(({ productId, displayName }) => ({
        icon: product.icon,
        label: displayName,
        description: productId,
        detail: l10n.t("Product"),
        value: `/products/${productId}`,
      })),
      ...apis.map((api) => ({ ...optionOf(api), detail: l10n.t("API"), value: `/apis/${api.apiId}` })),
      everything,
    ];
  });
}

function apisOf(accounts: Accounts, owner: string): Promise<Option<string>[]> {
  return reading(apimApi.plural, async (signal) => {
    const [cloud, instance] = await open(accounts, owner);
    return (await collect(cloud.listApis(instance, signal), signal)).map(optionOf);
  });
}

function optionOf({ apiId, displayName }: ApimApi): Option<string> {
  return { icon: apimApi.icon, label: displayName, description: apiId, value: apiId };
}

async function open(accounts: Accounts, owner: string): Promise<[AzureCloud, InstanceRef]> {
  return [await accounts.openAzure(await accountOf(accounts, owner)), parseInstancePath(owner)];
}
