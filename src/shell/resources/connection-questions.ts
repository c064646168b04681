import { l10n } from "vscode";
import type { Json, Stored } from "../../resources/kind.ts";
import { auth0Connection } from "../../resources/kinds/auth0-connection.ts";
import { back, type PromptFrame, pick } from "../prompts.ts";
import { type Answers, type Question, questionsOf } from "./questions.ts";

/** Asks for a database connection: its name, how strong passwords must be, and who may register. */
export function connectionQuestions(others: readonly Stored[]): readonly Question[] {
  return [...questionsOf(auth0Connection, others), { ask: askStrength }, { ask: askRegistration }];
}

function askStrength(answers: Answers, frame: PromptFrame): Promise<Answers | typeof back> {
  return askOption(answers, frame, "passwordPolicy", l10n.t("How strong must passwords be?"), [
    ["good", l10n.t("Good"), l10n.t("8 characters, with three of: lower case, upper case, digits, signs")],
    ["excellent", l10n.t("Excellent"), l10n.t("10 characters, as good, and never three equal ones in a row")],
    ["fair", l10n.t("Fair"), l10n.t("8 characters, with lower case, upper case and digits")],
  ]);
}

function askRegistration(answers: Answers, frame: PromptFrame): Promise<Answers | typeof back> {
  return askOption(answers, frame, "disable_signup", l10n.t("Who makes its users?"), [
    [
      true,
      l10n.t("You do"),
      l10n.t("Nobody registers by themselves: users are made here or in the dashboard"),
    ],
    [false, l10n.t("Anybody"), l10n.t("The login page lets people register")],
  ]);
}

/** One of the options, which stand in one field. */
async function askOption(
  answers: Answers,
  frame: PromptFrame,
  name: string,
  placeholder: string,
  choices: readonly (readonly [value: Json, label: string, detail: string])[],
): Promise<Answers | typeof back> {
  const before = answers["options"];
  const given = typeof before === "object" && before !== null && !Array.isArray(before) ? before : {};
  const options = choices.map(([value, label, detail]) => ({
    label,
    detail,
    value: { [name]: value },
    picked: new Map(Object.entries(given)).get(name) === value,
  }));
  const chosen = await pick<{ readonly [name: string]: Json }>({ ...frame, placeholder, options });
  return chosen === back ? back : { ...answers, options: { ...given, ...chosen } };
}
