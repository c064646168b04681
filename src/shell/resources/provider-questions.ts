import type { Stored } from "../../resources/kind.ts";
import { openIdProvider } from "../../resources/kinds/openid-provider.ts";
import { entraProviderPreset, providerPreset } from "../../workflows/server-presets.ts";
import type { Accounts } from "../session/accounts.ts";
import { directoryQuestion, directorySource } from "./directory-question.ts";
import { type Question, questionsOf } from "./questions.ts";
import { askApplication, askSecret, byHand, sourceOf, sourceQuestion } from "./tenant-questions.ts";

/** Asks for an OpenID Connect provider: from a tenant and one of its applications, from a directory of Entra, or by hand. */
export function providerQuestions(accounts: Accounts, owner: string, others: readonly Stored[]): Question[] {
  const { ask, sideOf } = sourceQuestion(accounts, owner, [directorySource()], ({ discovery }) =>
    providerPreset(discovery),
  );
  const fields = questionsOf(openIdProvider, others).map((question): Question => {
    switch (question.field) {
      case "metadataEndpoint":
        return { ...question, skip: (answers) => sourceOf(answers) !== byHand };
      case "clientId":
        return { ask: (answers, frame) => askApplication(answers, sideOf(answers), frame, question.ask) };
      case "clientSecret":
        return { ask: (answers, frame) => askSecret(answers, sideOf(answers), frame, question.ask) };
      default:
        return question;
    }
  });
  return [{ ask }, directoryQuestion(accounts, owner, entraProviderPreset), ...fields];
}
