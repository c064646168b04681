import { l10n } from "vscode";
import { type Auth0Api, apiTitle } from "../../domain/auth0.ts";
import { environmentOf } from "../../domain/azure-clouds.ts";
import type { Stored } from "../../resources/kind.ts";
import { authorizationServer } from "../../resources/kinds/authorization-server.ts";
import { auth0Preset, directoryProblem, entraPreset } from "../../workflows/server-presets.ts";
import { askText, back, type PromptFrame, pick, required } from "../prompts.ts";
import type { Accounts } from "../session/accounts.ts";
import { type Answers, type FieldQuestion, type Question, questionsOf } from "./questions.ts";
import {
  accountOf,
  askApplication,
  askSecret,
  byHand,
  hasApplication,
  sourceOf,
  sourceQuestion,
  type TenantSide,
  withPreset,
} from "./tenant-questions.ts";

/** The source besides tenants and what is typed by hand. */
const entra = "entra";

/** The endpoints, which follow from the source. */
const endpoints: readonly string[] = ["authorizationEndpoint", "tokenEndpoint", "clientRegistrationEndpoint"];

/** Asks for an authorization server: from a tenant's API and application, from a directory of Entra, or by hand. */
export function serverQuestions(accounts: Accounts, owner: string, others: readonly Stored[]): Question[] {
  const directory = {
    icon: "azure",
    label: l10n.t("Microsoft Entra ID"),
    detail: l10n.t("The endpoints follow from the directory"),
    value: entra,
  };
  const { ask, sideOf } = sourceQuestion(accounts, owner, [directory]);
  return [
    { ask },
    {
      skip: (answers) => !sideOf(answers),
      ask: async (answers, frame) => askApi(answers, sideOf(answers), frame),
    },
    {
      skip: (answers) => sourceOf(answers) !== entra,
      ask: (answers, frame) => askDirectory(accounts, owner, answers, frame),
    },
    ...questionsOf(authorizationServer, others).map((question) => withTenant(question, sideOf)),
  ];
}

async function askApi(
  answers: Answers,
  side: TenantSide | undefined,
  frame: PromptFrame,
): Promise<Answers | typeof back> {
  if (!side) return answers;
  const chosen = await pick<Auth0Api | "none">({
    ...frame,
    placeholder: l10n.t("Which API are its tokens for? Its identifier becomes the audience."),
    options: [
      ...side.apis.map((api) => ({
        icon: "symbol-interface",
        label: apiTitle(api),
        description: api.identifier,
        value: api,
      })),
      {
        icon: "circle-slash",
        label: l10n.t("None"),
        detail: l10n.t(
          "Unless the tenant has a default audience, such tokens cannot be checked by validate-jwt",
        ),
        value: "none",
      },
    ],
  });
  if (chosen === back) return back;
  return withPreset(answers, auth0Preset(side.discovery, chosen === "none" ? undefined : chosen));
}

async function askDirectory(
  accounts: Accounts,
  owner: string,
  answers: Answers,
  frame: PromptFrame,
): Promise<Answers | typeof back> {
  const directory = await askText({
    ...frame,
    prompt: l10n.t("Directory (tenant) id of Microsoft Entra ID, or one of its domains"),
    placeholder: "contoso.onmicrosoft.com",
    validate: (text) => required(text) ?? directoryProblem(text),
  });
  if (directory === back) return back;
  const { cloud } = await accountOf(accounts, owner);
  return withPreset(answers, entraPreset(directory, environmentOf(cloud)));
}

/** A question of the kind's own fields, where a tenant or a directory says more than a person has to. */
function withTenant(question: FieldQuestion, sideOf: (answers: Answers) => TenantSide | undefined): Question {
  const isSkipped = (answers: Answers) => question.skip?.(answers) ?? false;
  if (endpoints.includes(question.field)) {
    return { ...question, skip: (answers) => sourceOf(answers) !== byHand || isSkipped(answers) };
  }
  switch (question.field) {
    case "clientId":
      return { ask: (answers, frame) => askApplication(answers, sideOf(answers), frame, question.ask) };
    case "clientSecret":
      return { ask: (answers, frame) => askSecret(answers, sideOf(answers), frame, question.ask) };
    case "clientAuthenticationMethods":
      return { ...question, skip: (answers) => hasApplication(answers) || isSkipped(answers) };
    default:
      return question;
  }
}
