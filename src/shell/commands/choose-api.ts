import { l10n } from "vscode";
import { Failure, throwIfCancelled } from "../../core/failure.ts";
import { reading } from "../cancellation.ts";
import { type Option, pick } from "../prompts.ts";
import type { ConnectionStore } from "../session/connection-store.ts";
import { type ApimApiTarget, targetOf } from "../target.ts";
import { pickAzureAccount } from "./choose-account.ts";

/**
 * The API a command is about: the tree item it was run on, or one that the person picks out of all that their account sees.
 *
 * @throws Failure `not-found` when there is none.
 */
export async function chooseApi(
  connections: ConnectionStore,
  argument: unknown,
  title: string,
): Promise<ApimApiTarget> {
  const target = targetOf(argument);
  if (target?.kind === "apim-api") return target;
  const account = await pickAzureAccount(connections);
  const targets = await reading(l10n.t("APIs"), (signal) => listAll(connections, account, signal));
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

async function listAll(
  connections: ConnectionStore,
  account: ApimApiTarget["account"],
  signal: AbortSignal,
): Promise<ApimApiTarget[]> {
  const gateway = await connections.openAzure(account);
  const targets: ApimApiTarget[] = [];
  for await (const subscription of gateway.listSubscriptions(signal)) {
    connections.rememberOwner(subscription.id, account);
    for await (const service of gateway.listServices(subscription.id, signal)) {
      for await (const value of gateway.listApis(service, signal)) {
        throwIfCancelled(signal);
        targets.push({ kind: "apim-api", account, service, value });
      }
    }
  }
  return targets;
}

function optionOf(target: ApimApiTarget): Option<ApimApiTarget> {
  return {
    label: target.value.displayName,
    description: `/${target.value.path}`,
    detail: target.service.serviceName,
    value: target,
  };
}
