import { l10n } from "vscode";
import { environmentOf } from "../../domain/azure-clouds.ts";
import { entraIdProblem } from "../../workflows/protect-api.ts";
import { redirectUris } from "../../workflows/secure-api.ts";
import {
  type EntraChoices,
  type EntraSnapshot,
  entraServerId,
  planEntra,
  type RegistrationSteps,
  readEntra,
  registrationSteps,
} from "../../workflows/secure-with-entra.ts";
import { reading } from "../cancellation.ts";
import { commandIds } from "../ids.ts";
import { askText, back, required } from "../prompts.ts";
import type { Services } from "../services.ts";
import type { ApimApiTarget } from "../target.ts";
import type { WizardStep } from "../wizard.ts";
import { askAboutApi } from "./ask-about-api.ts";
import { chooseApi } from "./choose-api.ts";
import type { Command, Report } from "./command.ts";
import { type EntraAnswers, entraApiOf, entraQuestions } from "./entra-questions.ts";
import { EntraStepsPage } from "./entra-steps-page.ts";

interface Answers extends EntraAnswers {
  readonly portalClientId?: string;
  readonly portalSecret?: string;
  readonly portalScope?: string;
}

/** The command that secures an API with Microsoft Entra ID: tells what to register, asks for what came of it, plans, reviews, applies. */
export function secureWithEntraCommand(services: Services): Command {
  const title = l10n.t("Secure API with Microsoft Entra ID");
  const page = new EntraStepsPage();
  return {
    id: commandIds.secureWithEntra,
    title,
    run: (argument) => secure(services, page, argument, title),
  };
}

async function secure(
  services: Services,
  page: EntraStepsPage,
  argument: unknown,
  title: string,
): Promise<Report | undefined> {
  const { accounts } = services;
  const target = await chooseApi(accounts, argument, title);
  const name = target.value.displayName;
  const azure = await accounts.openAzure(target.account);
  const read = () => reading(name, (signal) => readEntra(azure, target.value, signal));
  const before = await read();
  page.show(stepsOf(before, target), { command: commandIds.secureWithEntra, argument: { target } });
  const hasPortal = before.instance.developerPortalUrls.length > 0;
  return askAboutApi<Answers>(services, name, {
    command: { id: commandIds.secureWithEntra, title },
    title: l10n.t("Secure {0} with Microsoft Entra ID", name),
    questions: [...entraQuestions<Answers>(() => false), ...(hasPortal ? portalQuestions() : [])],
    answers: {},
    async plan(answers) {
      // Registering takes its time, in which others may have changed the API.
      return planEntra(await read(), choicesOf(answers, target), new Date());
    },
  });
}

/** What is to be done in the directory, for as long as the person wants to look at it. */
function stepsOf(snapshot: EntraSnapshot, { account }: ApimApiTarget): RegistrationSteps {
  const { api, instance } = snapshot;
  return registrationSteps({
    api,
    instance,
    environment: environmentOf(account.cloud),
    redirectUris: redirectUris(instance.developerPortalUrls, entraServerId(snapshot)),
  });
}

function portalQuestions(): WizardStep<Answers>[] {
  return [
    {
      ask: async (answers, frame) => {
        const portalClientId = await askText({
          ...frame,
          prompt: l10n.t(
            "Application (client) ID of the application that the developer portal signs in with",
          ),
          value: answers.portalClientId ?? "",
          validate: (text) => required(text) ?? entraIdProblem(text),
        });
        return portalClientId === back ? back : { ...answers, portalClientId };
      },
    },
    {
      ask: async (answers, frame) => {
        const portalSecret = await askText({
          ...frame,
          prompt: l10n.t(
            "Value of its client secret; the authorization server gets it, and nothing else keeps it",
          ),
          password: true,
          validate: (text) => required(text) ?? secretProblem(text),
        });
        return portalSecret === back ? back : { ...answers, portalSecret };
      },
    },
    {
      ask: async (answers, frame) => {
        const portalScope = await askText({
          ...frame,
          prompt: l10n.t("Name of the scope that the portal asks for"),
          value: answers.portalScope ?? "access_as_user",
          validate: (text) => required(text) ?? scopeProblem(text),
        });
        return portalScope === back ? back : { ...answers, portalScope };
      },
    },
  ];
}

/** The id of a secret stands beside its value, and is copied by mistake. */
function secretProblem(text: string): string | undefined {
  return entraIdProblem(text) === undefined
    ? l10n.t("This is an id: copy the secret's Value, not its Secret ID.")
    : undefined;
}

function scopeProblem(text: string): string | undefined {
  return /^[\x21\x23-\x2e\x30-\x5b\x5d-\x7e]+$/.test(text)
    ? undefined
    : l10n.t("Only the scope's own name, without its URI: ASCII letters, digits and signs, no blanks.");
}

function choicesOf(answers: Answers, { account }: ApimApiTarget): EntraChoices {
  const environment = environmentOf(account.cloud);
  const api = entraApiOf(answers, environment);
  const { entraPolicy, portalClientId, portalSecret, portalScope } = answers;
  if (!api || !entraPolicy) throw new TypeError("The wizard has ended without all answers.");
  return {
    api: { ...api, environment },
    policy: entraPolicy,
    ...(portalClientId &&
      portalSecret &&
      portalScope && {
        portal: { clientId: portalClientId, clientSecret: portalSecret, scope: portalScope },
      }),
  };
}
