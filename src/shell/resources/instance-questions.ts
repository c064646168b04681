import { l10n } from "vscode";
import type { ApimApi, InstanceRef } from "../../domain/apim.ts";
import type { AzureCloud } from "../../domain/azure-cloud.ts";
import { parseInstancePath } from "../../domain/azure-paths.ts";
import type { Stored } from "../../resources/kind.ts";
import { apimApi } from "../../resources/kinds/apim-api.ts";
import { fragmentIdProblem, policyFragment } from "../../resources/kinds/policy-fragment.ts";
import { product } from "../../resources/kinds/product.ts";
import { subscription } from "../../resources/kinds/subscription.ts";
import { collect } from "../../workflows/collect.ts";
import { reading } from "../cancellation.ts";
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
