import { l10n } from "vscode";
import { Failure, toFailure } from "../../core/failure.ts";
import { known, type Maybe, unknown } from "../../core/known.ts";
import type { InstanceRef } from "../../domain/apim.ts";
import type { AzureCloud } from "../../domain/azure-cloud.ts";
import { type NewInstance, planInstance } from "../../workflows/create-instance.ts";
import { reading } from "../cancellation.ts";
import { commandIds } from "../ids.ts";
import { askAndMake } from "../resources/ask-and-make.ts";
import type { Services } from "../services.ts";
import { targetOf } from "../target.ts";
import { pickAzureAccount } from "./choose-account.ts";
import type { Command, Report } from "./command.ts";
import { type InstanceAnswers, instanceQuestions } from "./instance-questions.ts";

/** The command that creates an instance of API Management: ask, say what it takes, review, apply. */
export function createInstanceCommand(services: Services): Command {
  const title = l10n.t("Create Instance…");
  return { id: commandIds.createInstance, title, run: (argument) => create(services, argument) };
}

async function create(services: Services, argument: unknown): Promise<Report | undefined> {
  const { accounts } = services;
  const target = targetOf(argument);
  const place = target?.kind === "subscription" ? target : undefined;
  const account = place?.account ?? (await pickAzureAccount(accounts));
  const azure = await accounts.openAzure(account);
  return askAndMake<InstanceAnswers>(services, {
    command: { id: commandIds.createInstance, title: l10n.t("Create Instance…") },
    title: l10n.t("New API Management Instance"),
    questions: instanceQuestions(azure, account, place !== undefined),
    answers: place ? { subscription: place.value } : {},
    async plan(answers) {
      const wanted = settingsOf(answers);
      const isSoftDeleted = await lookForDeleted(azure, wanted.instance, wanted.location);
      if (isSoftDeleted.known && isSoftDeleted.value) throw nameIsKept(wanted.instance);
      accounts.rememberOwner(wanted.instance.subscriptionId, account);
      return planInstance({ ...wanted, isSoftDeleted });
    },
  });
}

/** Who may not look at the subscription does not know. */
async function lookForDeleted(
  azure: AzureCloud,
  instance: InstanceRef,
  location: string,
): Promise<Maybe<boolean>> {
  try {
    return known(
      await reading(instance.serviceName, (signal) => azure.findDeletedInstance(instance, location, signal)),
    );
  } catch (error) {
    if (toFailure(error).code !== "forbidden") throw error;
    return unknown;
  }
}

function nameIsKept({ serviceName }: InstanceRef): Failure {
  return new Failure(
    "already-exists",
    l10n.t("An instance {0} was deleted less than 48 hours ago, and its name is kept for it.", serviceName),
    {
      remedy: l10n.t(
        "Purge it (az apim deletedservice purge), bring it back in the Azure portal, or take another name.",
      ),
    },
  );
}

function settingsOf(answers: InstanceAnswers): Omit<NewInstance, "isSoftDeleted"> {
  const { subscription, resourceGroup, tier, location, serviceName, publisherName, publisherEmail } = answers;
  if (
    !subscription ||
    !resourceGroup ||
    !tier ||
    !location ||
    !serviceName ||
    !publisherName ||
    !publisherEmail
  )
    throw new TypeError("The wizard has ended without all answers.");
  return {
    instance: { subscriptionId: subscription.id, resourceGroup, serviceName },
    location,
    sku: { name: tier.name, capacity: tier.capacity },
    publisherName,
    publisherEmail,
  };
}
