import { l10n, Uri } from "vscode";
import { Failure, isCancelled } from "../../core/failure.ts";
import type { Auth0Account } from "../../domain/account.ts";
import type { Instance, InstanceRef } from "../../domain/apim.ts";
import type { AzureCloud } from "../../domain/azure-cloud.ts";
import { collect } from "../../workflows/collect.ts";
import { reading } from "../cancellation.ts";
import { schemes } from "../ids.ts";
import { levelLabel, levelOf } from "../policy-uri.ts";
import type { Option } from "../prompts.ts";
import type { Accounts } from "../session/accounts.ts";
import { type ApimApiTarget, targetOf } from "../target.ts";
import { pickAzureAccount } from "./choose-account.ts";

/**
 * As {@link chooseAnyApi}, for a command that works on those of the instance itself.
 *
 * @throws Failure `unsupported` for one of a workspace, `not-found` when there is none.
 */
export async function chooseApi(
  accounts: Accounts,
  argument: unknown,
  title: string,
  beside?: Auth0Account,
): Promise<ApimApiTarget> {
  const target = await chooseAnyApi(accounts, argument, title, beside);
  const { displayName, workspace } = target.value;
  if (workspace === undefined) return target;
  throw new Failure(
    "unsupported",
    l10n.t(
      "{0} is an API of the workspace {1}. “{2}” does not work in workspaces yet.",
      displayName,
      workspace,
      title,
    ),
    {
      remedy: l10n.t(
        "Put validate-jwt into its policy, or into that of the workspace, which “Open Policy” on their nodes opens; Show Access says who gets in then. What is not a policy is set in the Azure portal, on the page of the workspace.",
      ),
    },
  );
}

/**
 * The API a command is about: the tree item it was run on, that of the policy whose document it was run on, or one that the person picks out of all that their account sees; with `beside`, an account that goes with this tenant.
 *
 * @throws Failure `not-found` when there is none.
 */
export async function chooseAnyApi(
  accounts: Accounts,
  argument: unknown,
  title: string,
  beside?: Auth0Account,
): Promise<ApimApiTarget> {
  const target = targetOf(argument);
  if (target?.kind === "apim-api") return target;
  if (argument instanceof Uri && argument.scheme === schemes.policy) return apiOfPolicy(accounts, argument);
  const account = await pickAzureAccount(accounts, beside);
  const targets = await reading(l10n.t("APIs"), (signal) => listApis(accounts, account, signal));
  if (targets.length === 0) {
    throw new Failure("not-found", l10n.t("There is no API in any API Management instance you see."), {
      remedy: l10n.t("Import an API, or sign in with another account."),
    });
  }
  const chosen = await accounts.lately.pick(
    { title, placeholder: l10n.t("Choose an API of API Management"), options: apiOptions(targets) },
    ({ value }) => value.id,
  );
  if (typeof chosen === "symbol") throw new Failure("cancelled", "Cancelled.");
  return chosen;
}

async function apiOfPolicy(accounts: Accounts, uri: Uri): Promise<ApimApiTarget> {
  const level = levelOf(uri);
  const label = levelLabel(level);
  return reading(label, async (signal) => {
    const account = await accounts.ownerOf(level.instance, signal);
    const cloud = await accounts.openAzure(account);
    const read = "apiId" in level ? await cloud.readApi(level, signal) : undefined;
    const instance = read && (await findInstance(cloud, level.instance, signal));
    if (read && instance) return { kind: "apim-api", account, instance, value: read.api };
    throw new Failure("not-found", l10n.t("{0} is not the policy of an API that is there.", label), {
      remedy: l10n.t("Use the command from the node of an API."),
    });
  });
}

async function findInstance(
  cloud: AzureCloud,
  { subscriptionId, resourceGroup, serviceName }: InstanceRef,
  signal: AbortSignal,
): Promise<Instance | undefined> {
  const wanted = [resourceGroup, serviceName].join("/").toLowerCase();
  const all = await collect(cloud.listInstances(subscriptionId, signal), signal);
  return all.find((one) => [one.resourceGroup, one.serviceName].join("/").toLowerCase() === wanted);
}

/** Subscriptions that are searched at the same time. */
const atOnce = 6;

/** APIs of every subscription; one that cannot be read hides only its own, unless none can be read. */
export async function listApis(
  accounts: Accounts,
  account: ApimApiTarget["account"],
  signal: AbortSignal,
): Promise<ApimApiTarget[]> {
  const cloud = await accounts.openAzure(account);
  const subscriptions = await collect(accounts.subscriptionsOf(account, signal), signal);
  const found: ApimApiTarget[][] = subscriptions.map(() => []);
  const failures: unknown[] = [];
  const waiting = [...subscriptions.entries()];
  const search = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const [index, { id }] = next;
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

/** Each instance is named once, above its APIs; beside an API only where another instance has one of that name. */
export function apiOptions(targets: readonly ApimApiTarget[]): Option<ApimApiTarget>[] {
  const times = new Map<string, number>();
  for (const { value } of targets) times.set(value.displayName, (times.get(value.displayName) ?? 0) + 1);
  return targets.map((target, index) => {
    const { value, instance } = target;
    const isFirst = targets[index - 1]?.instance.id !== instance.id;
    const isAmbiguous = (times.get(value.displayName) ?? 0) > 1;
    return {
      label: value.version ? `${value.displayName} ${value.version}` : value.displayName,
      description: isAmbiguous ? `/${value.path} · ${instance.serviceName}` : `/${value.path}`,
      value: target,
      ...(isFirst && { group: instance.serviceName }),
    };
  });
}
