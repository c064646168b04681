import { l10n } from "vscode";
import { scopesProblem } from "../../resources/typed-text.ts";
import {
  appIdUriProblem,
  type EntraApi,
  type EntraPolicy,
  entraIdProblem,
  wordsOf,
} from "../../workflows/protect-api.ts";
import { askText, back, type PromptFrame, pick, required } from "../prompts.ts";
import type { WizardStep } from "../wizard.ts";

/** What is known of an API that an application of Microsoft Entra ID stands for. */
export interface EntraAnswers {
  readonly directoryId?: string;
  readonly backendClientId?: string;
  readonly uri?: string;
  readonly tokenVersion?: 1 | 2;
  readonly entraPolicy?: EntraPolicy;
  readonly entraScopes?: string;
}

/** The answers as one API; `undefined` while one is missing. */
export function entraApiOf(
  answers: EntraAnswers,
  environment: EntraApi["environment"],
): EntraApi | undefined {
  const { directoryId, backendClientId, uri, tokenVersion, entraPolicy, entraScopes = "" } = answers;
  if (!directoryId || !backendClientId || !uri || !tokenVersion || !entraPolicy) return undefined;
  return {
    environment,
    directoryId,
    clientId: backendClientId,
    uri,
    tokenVersion,
    scopes: wordsOf(entraScopes),
  };
}

/** Asks for the ids that registering an application has given. */
export function entraQuestions<T extends EntraAnswers>(skip: (answers: T) => boolean): WizardStep<T>[] {
  return [
    textQuestion(skip, "directoryId", {
      prompt: l10n.t("Directory (tenant) ID of Microsoft Entra ID"),
      check: entraIdProblem,
    }),
    textQuestion(skip, "backendClientId", {
      prompt: l10n.t("Application (client) ID of the application that stands for the API"),
      check: entraIdProblem,
    }),
    textQuestion(skip, "uri", {
      prompt: l10n.t("Its Application ID URI, as “Expose an API” shows it"),
      check: appIdUriProblem,
      suggest: ({ backendClientId = "" }) => `api://${backendClientId}`,
    }),
    { skip, ask: askVersion },
    textQuestion(skip, "entraScopes", {
      prompt: l10n.t("Scopes that every token must have, with spaces between them (may be left empty)"),
      isOptional: true,
      check: scopesProblem,
    }),
    { skip, ask: askPolicy },
  ];
}

async function askVersion<T>(answers: T, frame: PromptFrame) {
  const tokenVersion = await pick<1 | 2>({
    ...frame,
    placeholder: l10n.t("requestedAccessTokenVersion in the manifest of that application"),
    options: [
      {
        label: "2",
        detail: l10n.t("The issuer ends in /v2.0, and the audience is the client id"),
        value: 2,
      },
      {
        label: l10n.t("1 or null"),
        detail: l10n.t("The issuer has no /v2.0, and the audience is the Application ID URI"),
        value: 1,
      },
    ],
  });
  return tokenVersion === back ? back : { ...answers, tokenVersion };
}

async function askPolicy<T>(answers: T, frame: PromptFrame) {
  const entraPolicy = await pick<EntraPolicy>({
    ...frame,
    placeholder: l10n.t("Which policy checks the tokens?"),
    options: [
      {
        label: "validate-azure-ad-token",
        detail: l10n.t("Made for Entra: finds keys and issuer by the directory"),
        value: "validate-azure-ad-token",
      },
      {
        label: "validate-jwt",
        detail: l10n.t("The general one, with every check written out"),
        value: "validate-jwt",
      },
    ],
  });
  return entraPolicy === back ? back : { ...answers, entraPolicy };
}

interface TextQuestion {
  readonly prompt: string;
  readonly isOptional?: true;
  check?(text: string): string | undefined;
  suggest?(answers: EntraAnswers): string;
}

function textQuestion<T extends EntraAnswers>(
  skip: (answers: T) => boolean,
  name: "directoryId" | "backendClientId" | "uri" | "entraScopes",
  { prompt, isOptional, check, suggest }: TextQuestion,
): WizardStep<T> {
  return {
    skip,
    ask: async (answers, frame) => {
      const text = await askText({
        ...frame,
        prompt,
        value: answers[name] ?? suggest?.(answers) ?? "",
        validate: (typed) => (typed === "" ? (isOptional ? undefined : required(typed)) : check?.(typed)),
      });
      return text === back ? back : { ...answers, [name]: text };
    },
  };
}
