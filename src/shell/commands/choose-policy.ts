import { l10n } from "vscode";
import { Failure } from "../../core/failure.ts";
import { collect } from "../../workflows/collect.ts";
import { reading } from "../cancellation.ts";
import { chooseInstance } from "../choose-resource.ts";
import { type Option, pick } from "../prompts.ts";
import type { Accounts } from "../session/accounts.ts";
import type { InstanceTarget, Target } from "../target.ts";
import { pickAzureAccount } from "./choose-account.ts";
import { apiOptions, chooseAnyApi, listApis } from "./choose-api.ts";

/** A level that has no API's row in the picker. */
type Level = "global" | "operation" | "product" | "fragment";

/** Asks whose policy is meant: an API’s, or that of another level. */
export async function choosePolicy(accounts: Accounts, title: string): Promise<Target> {
  return chooseLevel(accounts, title, levels());
}

/** Asks what is meant: an API, an instance as the policy of all its APIs, an operation or a product. */
export async function chooseWhereCallsArrive(accounts: Accounts, title: string): Promise<Target> {
  const ofCalls = levels().filter(({ value }) => value !== "fragment");
  return chooseLevel(accounts, title, ofCalls);
}

/** Asks what is called, or by whose key: an API, an operation or a product. */
export async function chooseWhatIsCalled(accounts: Accounts, title: string): Promise<Target> {
  const ofCalls = levels().filter(({ value }) => value === "operation" || value === "product");
  return chooseLevel(accounts, title, ofCalls);
}

async function chooseLevel(
  accounts: Accounts,
  title: string,
  levels: readonly Option<Level>[],
): Promise<Target> {
  const account = await pickAzureAccount(accounts);
  const apis = apiOptions(await reading(l10n.t("APIs"), (signal) => listApis(accounts, account, signal)));
  const chosen = await choose<Level | Target>(
    title,
    l10n.t("Choose an API of API Management, or another level"),
    [...levels, ...apis.map((option, index) => ({ ...option, picked: index === 0 }))],
  );
  return typeof chosen === "string" ? chooseAt(chosen, accounts, title) : chosen;
}

function levels(): Option<Level>[] {
  return [
    { icon: "globe", label: l10n.t("All APIs of an instance"), value: "global", group: l10n.t("Level") },
    { icon: "symbol-method", label: l10n.t("An operation…"), value: "operation" },
    { icon: "package", label: l10n.t("A product…"), value: "product" },
    { icon: "symbol-snippet", label: l10n.t("A fragment…"), value: "fragment" },
  ];
}

async function chooseAt(level: Level, accounts: Accounts, title: string): Promise<Target> {
  if (level === "operation") return chooseOperation(accounts, title);
  const { account, instance } = await chooseInstance(accounts, title);
  const target: InstanceTarget = { kind: "instance", account, instance, value: instance };
  switch (level) {
    case "global":
      return {
        kind: "policy",
        account,
        instance,
        value: { kind: "global", instance },
        title: l10n.t("Policy for All APIs"),
      };
    case "product":
      return chooseProduct(accounts, target, title);
    case "fragment":
      return chooseFragment(accounts, target, title);
  }
}

async function chooseOperation(accounts: Accounts, title: string): Promise<Target> {
  const { account, instance, value: api } = await chooseAnyApi(accounts, undefined, title);
  const all = await reading(l10n.t("Operations"), async (signal) =>
    collect((await accounts.openAzure(account)).listOperations(api, signal), signal),
  );
  const value = await choose(
    title,
    l10n.t("Choose an operation of {0}", api.displayName),
    all.map((one) => ({
      label: `${one.method} ${one.displayName}`,
      description: one.urlTemplate,
      value: one,
    })),
  );
  return { kind: "operation", account, instance, api, value };
}

async function chooseProduct(accounts: Accounts, target: InstanceTarget, title: string): Promise<Target> {
  const { account, instance } = target;
  const all = await reading(l10n.t("Products"), async (signal) =>
    collect((await accounts.openAzure(account)).listProducts(instance, signal), signal),
  );
  const options = all.map((value) => ({ label: value.displayName, description: value.productId, value }));
  return {
    kind: "product",
    account,
    instance,
    value: await choose(title, l10n.t("Choose a product"), options),
  };
}

async function chooseFragment(accounts: Accounts, target: InstanceTarget, title: string): Promise<Target> {
  const { account, instance } = target;
  const all = await reading(l10n.t("Fragments"), async (signal) =>
    collect((await accounts.openAzure(account)).listFragments(instance, signal), signal),
  );
  const options = all.map((value) => ({
    label: value.fragmentId,
    ...(value.description !== undefined && { description: value.description }),
    value,
  }));
  return {
    kind: "fragment",
    account,
    instance,
    value: await choose(title, l10n.t("Choose a fragment"), options),
  };
}

async function choose<T>(title: string, placeholder: string, options: readonly Option<T>[]): Promise<T> {
  if (options.length === 0) throw new Failure("not-found", l10n.t("There is none to choose."));
  const chosen = await pick({ title, placeholder, options });
  if (typeof chosen === "symbol") throw new Failure("cancelled", "Cancelled.");
  return chosen;
}
