import { env, l10n, Uri } from "vscode";
import { Failure } from "../../core/failure.ts";
import type { AzureAccount } from "../../domain/account.ts";
import type { InstanceTier, Subscription } from "../../domain/apim.ts";
import type { AzureCloud } from "../../domain/azure-cloud.ts";
import { environmentOf } from "../../domain/azure-clouds.ts";
import { collect } from "../../workflows/collect.ts";
import {
  emailProblem,
  groupNameProblem,
  instanceNameProblem,
  offeredTiers,
  publisherProblem,
  tierAdvice,
} from "../../workflows/create-instance.ts";
import { reading } from "../cancellation.ts";
import { askText, back, type Option, type PromptFrame, pick, required } from "../prompts.ts";
import type { WizardStep } from "../wizard.ts";

/** What has been answered so far about a new instance. */
export interface InstanceAnswers {
  readonly subscription?: Subscription;
  readonly resourceGroup?: string;
  readonly tier?: InstanceTier;
  readonly location?: string;
  readonly serviceName?: string;
  readonly publisherName?: string;
  readonly publisherEmail?: string;
}

type Answer = Promise<InstanceAnswers | typeof back>;

/** The questions about a new instance; the subscription is `given` where the command began at its node. */
export function instanceQuestions(
  azure: AzureCloud,
  account: AzureAccount,
  given: boolean,
): WizardStep<InstanceAnswers>[] {
  return [
    { skip: () => given, ask: (answers, frame) => askSubscription(azure, answers, frame) },
    { ask: (answers, frame) => askGroup(azure, account, answers, frame) },
    {
      skip: ({ resourceGroup }) => resourceGroup !== "",
      ask: (answers, frame) => askGroupName(answers, frame),
    },
    { ask: (answers, frame) => askTier(azure, account, answers, frame) },
    { ask: askLocation },
    { ask: (answers, frame) => askName(azure, answers, frame) },
    textQuestion("publisherName", l10n.t("Organisation, as mails and the portal name it"), publisherProblem),
    textQuestion(
      "publisherEmail",
      l10n.t("Administrator's e-mail, where the service sends its notices"),
      emailProblem,
    ),
  ];
}

async function askSubscription(azure: AzureCloud, answers: InstanceAnswers, frame: PromptFrame): Answer {
  const all = await reading(l10n.t("subscriptions"), (signal) =>
    collect(azure.listSubscriptions(signal), signal),
  );
  if (all.length === 0) {
    throw new Failure("not-found", l10n.t("The account sees no subscription of Azure."), {
      remedy: l10n.t("Sign in with an account that has one."),
    });
  }
  const options = all.map((value) => ({ icon: "key", label: value.name, description: value.id, value }));
  const subscription = await pick({ ...frame, placeholder: l10n.t("Choose a subscription"), options });
  return subscription === back ? back : { ...answers, subscription };
}

/** Azure lists groups by an interface of its own; those that have instances are known. An empty answer is asked for by name. */
async function askGroup(
  azure: AzureCloud,
  account: AzureAccount,
  answers: InstanceAnswers,
  frame: PromptFrame,
): Answer {
  const id = answers.subscription?.id ?? "";
  const instances = await reading(l10n.t("resource groups"), (signal) =>
    collect(azure.listInstances(id, signal), signal),
  );
  const groups = [...new Set(instances.map(({ resourceGroup }) => resourceGroup))];
  const { portal } = environmentOf(account.cloud);
  const options: Option<string>[] = [
    ...groups.map((label) => ({ icon: "folder", label, value: label })),
    { icon: "edit", label: l10n.t("Another existing resource group…"), value: "" },
    ...(portal === undefined
      ? []
      : [
          {
            icon: "link-external",
            label: l10n.t("Create a resource group in the Azure portal"),
            detail: l10n.t("Then run this command again"),
            value: "/",
          },
        ]),
  ];
  const chosen = await pick({ ...frame, placeholder: l10n.t("Choose a resource group"), options });
  if (chosen === back) return back;
  if (chosen !== "/") return { ...answers, resourceGroup: chosen };
  await env.openExternal(Uri.parse(`${portal}/#create/Microsoft.ResourceGroup`));
  throw new Failure("cancelled", "Cancelled.");
}

async function askGroupName(answers: InstanceAnswers, frame: PromptFrame): Answer {
  const resourceGroup = await askText({
    ...frame,
    prompt: l10n.t("Name of the existing resource group"),
    validate: (text) => required(text) ?? groupNameProblem(text),
  });
  return resourceGroup === back ? back : { ...answers, resourceGroup };
}

async function askTier(
  azure: AzureCloud,
  account: AzureAccount,
  answers: InstanceAnswers,
  frame: PromptFrame,
): Answer {
  const id = answers.subscription?.id ?? "";
  const all = await reading(l10n.t("tiers"), (signal) => collect(azure.listTiers(id, signal), signal));
  const options = offeredTiers(all, environmentOf(account.cloud)).map((value): Option<InstanceTier> => {
    const advice = tierAdvice(value.name);
    return {
      icon: advice?.hasPortal === false ? "zap" : "server-environment",
      label: value.name,
      ...(advice && {
        description: advice.brief,
        detail: l10n.t("Ready in {0}; paid {1}", advice.duration, advice.cost),
      }),
      value,
    };
  });
  if (options.length === 0) {
    throw new Failure("not-found", l10n.t("No tier of API Management is offered in this subscription."), {
      remedy: l10n.t("See whether the resource provider Microsoft.ApiManagement is registered there."),
    });
  }
  const placeholder = l10n.t("Choose a tier; classic and v2 cannot be changed into each other");
  const tier = await pick({ ...frame, placeholder, options });
  return tier === back ? back : { ...answers, tier };
}

async function askLocation(answers: InstanceAnswers, frame: PromptFrame): Answer {
  const location = await pick({
    ...frame,
    placeholder: l10n.t("Choose a location"),
    options: (answers.tier?.locations ?? []).map((value) => ({ icon: "globe", label: value, value })),
  });
  return location === back ? back : { ...answers, location };
}

/** Asked until the service says that the name is free. */
async function askName(azure: AzureCloud, answers: InstanceAnswers, frame: PromptFrame): Answer {
  const id = answers.subscription?.id ?? "";
  let taken: string | undefined;
  let value = answers.serviceName ?? "";
  for (;;) {
    const prompt = l10n.t(
      "Name of the instance, in the whole world no other has it; it becomes part of its addresses",
    );
    const before = value;
    const complaint = taken;
    const serviceName = await askText({
      ...frame,
      prompt: complaint ? `${complaint} ${prompt}` : prompt,
      value,
      validate: (text) =>
        required(text) ?? (text === before ? complaint : undefined) ?? instanceNameProblem(text),
    });
    if (serviceName === back) return back;
    taken = await reading(serviceName, (signal) => azure.findNameProblem(id, serviceName, signal));
    if (taken === undefined) return { ...answers, serviceName };
    value = serviceName;
  }
}

function textQuestion(
  name: "publisherName" | "publisherEmail",
  prompt: string,
  check: (text: string) => string | undefined,
): WizardStep<InstanceAnswers> {
  return {
    ask: async (answers, frame) => {
      const text = await askText({
        ...frame,
        prompt,
        value: answers[name] ?? "",
        validate: (typed) => required(typed) ?? check(typed),
      });
      return text === back ? back : { ...answers, [name]: text };
    },
  };
}
