import { l10n } from "vscode";
import { Failure, isCancelled } from "../../core/failure.ts";
import type { Auth0Account } from "../../domain/account.ts";
import type { AzureCloud } from "../../domain/azure-cloud.ts";
import { collect } from "../../workflows/collect.ts";
import { reading } from "../cancellation.ts";
import { type Option, pick } from "../prompts.ts";
import type { Accounts } from "../session/accounts.ts";
import { type ApimApiTarget, targetOf } from "../target.ts";
import { pickAzureAccount } from "./choose-account.ts";

/**
 * The API a command is about: the tree item it was run on, or one that the person picks out of all that their account sees; with `beside`, an account that goes with this tenant.
 *
 * @throws Failure `not-found` when there is none.
 */
export async function chooseApi(
  accounts: Accounts,
  argument: unknown,
  title: string,
  beside?: Auth0Account,
): Promise<ApimApiTarget> {
  const target = targetOf(argument);
  if (target?.kind === "apim-api") return target;
  const account = await pickAzureAccount(accounts, beside);
  const targets = await reading(l10n.t("APIs"), (signal) => listAll(accounts, account, signal));
  if (targets.length === 0) {
    throw new Failure("not-found", l10n.t("There is no API in any API Management instance you see."), {
      remedy: l10n.t("Import an API, or sign in with another account."),
    });
  }
  const chosen = await pick({
    title,
    placeholder: l10n.t("Choose an API of API Management"),
    options: targets.map(optionOf),
  });
  if (typeof chosen === "symbol") throw new Failure("cancelled", "Cancelled.");
  return chosen;
}

/** Subscriptions that are searched at the same time. */
const atOnce = 6;

/** APIs of every subscription; one that cannot be read hides only its own, unless none can be read. */
async function listAll(
  accounts: Accounts,
  account: ApimApiTarget["account"],
  signal: AbortSignal,
): Promise<ApimApiTarget[]> {
  const cloud = await accounts.openAzure(account);
  const subscriptions = await collect(cloud.listSubscriptions(signal), signal);
  const found: ApimApiTarget[][] = subscriptions.map(() => []);
  const failures: unknown[] = [];
  const waiting = [...subscriptions.entries()];
  const search = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const [index, { id }] = next;
      accounts.rememberOwner(id, account);
      try {
        found[index] = await collect(apisOf(cloud, account, id, signal), signal);
      } catch (error) {
        if (isCancelled(error)) throw error;
        failures.push(error);
      }
    }
  };
  await Promise.all(Array.from({ length: atOnce }, search));
  if (failures.length > 0 && failures.length === subscriptions.length) throw failures[0];
  return found.flat();
}

async function* apisOf(
  cloud: AzureCloud,
  account: ApimApiTarget["account"],
  subscriptionId: string,
  signal: AbortSignal,
): AsyncIterable<ApimApiTarget> {
  for await (const instance of cloud.listInstances(subscriptionId, signal)) {
    for await (const value of cloud.listApis(instance, signal)) {
      yield { kind: "apim-api", account, instance, value };
    }
  }
}

function optionOf(target: ApimApiTarget): Option<ApimApiTarget> {
  return {
    label: target.value.displayName,
    description: `/${target.value.path}`,
    detail: target.instance.serviceName,
    value: target,
  };
}
