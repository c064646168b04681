import { l10n } from "vscode";
import { type Auth0Api, apiTitle } from "../../domain/auth0.ts";
import type { Stored } from "../../resources/kind.ts";
import { authorizationServer } from "../../resources/kinds/authorization-server.ts";
import { auth0Preset, entraPreset, tokenBodyPreset } from "../../workflows/server-presets.ts";
import { back, type PromptFrame, pick } from "../prompts.ts";
import type { Accounts } from "../session/accounts.ts";
import { directoryQuestion, directorySource } from "./directory-question.ts";
import { type Answers, type FieldQuestion, type Question, questionsOf } from "./questions.ts";
import {
  askApplication,
  askSecret,
  byHand,
  hasApplication,
  sourceOf,
  sourceQuestion,
  type TenantSide,
  withPreset,
} from "./tenant-questions.ts";

/** The endpoints, which follow from the source. */
const endpoints: readonly string[] = ["authorizationEndpoint", "tokenEndpoint", "clientRegistrationEndpoint"];

/** Asks for an authorization server: from a tenant's API and application, from a directory of Entra, or by hand. */
export function serverQuestions(accounts: Accounts, owner: string, others: readonly Stored[]): Question[] {
  const { ask, sideOf } = sourceQuestion(accounts, owner, [directorySource()]);
  return [
    { ask },
    {
      skip: (answers) => !sideOf(answers),
      ask: async (answers, frame) => askApi(answers, sideOf(answers), frame),
    },
    directoryQuestion(accounts, owner, entraPreset),
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
        detail: l10n.t("validate-jwt cannot check such tokens without a default audience"),
        value: "none",
      },
    ],
  });
  if (chosen === back) return back;
  return withPreset(answers, auth0Preset(side.discovery, chosen === "none" ? undefined : chosen));
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
    case "grantTypes":
      return {
        ...question,
        ask: async (answers, frame) => withTokenBody(await question.ask(answers, frame)),
      };
    case "clientAuthenticationMethods":
      return { ...question, skip: (answers) => hasApplication(answers) || isSkipped(answers) };
    default:
      return question;
  }
}

function withTokenBody(answers: Answers | typeof back): Answers | typeof back {
  if (answers === back) return back;
  const { grantTypes, authorizationEndpoint } = answers;
  if (!Array.isArray(grantTypes) || typeof authorizationEndpoint !== "string") return answers;
  return withPreset(answers, tokenBodyPreset(grantTypes.map(String), authorizationEndpoint));
}
