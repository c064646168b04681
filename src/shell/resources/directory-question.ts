import { l10n } from "vscode";
import type { AzureEnvironment } from "../../domain/azure-clouds.ts";
import { environmentOf } from "../../domain/azure-clouds.ts";
import { directoryProblem } from "../../workflows/server-presets.ts";
import { askText, back, required } from "../prompts.ts";
import type { Accounts } from "../session/accounts.ts";
import type { Answers, Question } from "./questions.ts";
import { accountOf, sourceOf, withPreset } from "./tenant-questions.ts";

const entra = "entra";

/** Microsoft Entra ID as a source besides tenants and what is typed by hand. */
export function directorySource() {
  return {
    icon: "azure",
    label: l10n.t("Microsoft Entra ID"),
    detail: l10n.t("The endpoints follow from the directory"),
    value: entra,
  };
}

/** Asks for the directory, where that is the source; `preset` says what follows from it in the cloud of the account. */
export function directoryQuestion(
  accounts: Accounts,
  owner: string,
  preset: (directory: string, environment: Pick<AzureEnvironment, "authority" | "portal">) => object,
): Question {
  return {
    skip: (answers) => sourceOf(answers) !== entra,
    async ask(answers, frame): Promise<Answers | typeof back> {
      const directory = await askText({
        ...frame,
        prompt: l10n.t("Directory (tenant) id of Microsoft Entra ID, or one of its domains"),
        placeholder: "contoso.onmicrosoft.com",
        validate: (text) => required(text) ?? directoryProblem(text),
      });
      if (directory === back) return back;
      const { cloud } = await accountOf(accounts, owner);
      return withPreset(answers, preset(directory, environmentOf(cloud)));
    },
  };
}
