import { l10n } from "vscode";
import type { Stored } from "../../resources/kind.ts";
import { namedValue } from "../../resources/kinds/named-value.ts";
import { askText, back, type PromptFrame, pick, required } from "../prompts.ts";
import { type Answers, type Question, questionsOf } from "./questions.ts";

/** Asks for a named value: one that may be read, a secret one, or one that a key vault keeps. */
export function namedValueQuestions(others: readonly Stored[]): Question[] {
  const isInVault = (answers: Answers) => "keyVault" in answers;
  return questionsOf(namedValue, others).flatMap((question): Question[] => {
    if (question.field === "secret")
      return [{ ask: askKeeping }, { skip: (it) => !isInVault(it), ask: askVault }];
    const isValue = question.field === "value" || question.field === "secretValue";
    return [
      {
        ...question,
        skip: (answers) => (isValue && isInVault(answers)) || (question.skip?.(answers) ?? false),
      },
    ];
  });
}

async function askKeeping(
  { secret: before, keyVault, ...answers }: Answers,
  frame: PromptFrame,
): Promise<Answers | typeof back> {
  const { choices = [] } = namedValue.fields.secret.ask ?? {};
  const chosen = await pick<Answers>({
    ...frame,
    placeholder: l10n.t("Where is its value kept?"),
    options: [
      ...choices.map(({ value, label, detail = "" }) => ({
        label,
        detail,
        value: { ...answers, secret: value },
        picked: keyVault === undefined && before === value,
      })),
      {
        label: l10n.t("In a key vault"),
        detail: l10n.t("Read there, by an identity of the instance that may get secrets"),
        value: { ...answers, secret: true, keyVault: keyVault ?? {} },
        picked: keyVault !== undefined,
      },
    ],
  });
  return chosen;
}

async function askVault(answers: Answers, frame: PromptFrame): Promise<Answers | typeof back> {
  const secretIdentifier = await askText({
    ...frame,
    prompt: l10n.t("Address of the secret; without a version its newest one is read"),
    placeholder: "https://contoso.vault.azure.net/secrets/backend-key",
    value: addressIn(answers),
    validate: (text) => required(text) ?? addressProblem(text),
  });
  return secretIdentifier === back ? back : { ...answers, keyVault: { secretIdentifier } };
}

function addressIn({ keyVault }: Answers): string {
  const isObject = typeof keyVault === "object" && keyVault !== null && "secretIdentifier" in keyVault;
  return isObject ? String(keyVault["secretIdentifier"]) : "";
}

function addressProblem(text: string): string | undefined {
  const isAddress =
    URL.canParse(text) && /^https:\/\/[^/]+\/secrets\/[\da-z-]+(?:\/[\da-z]+)?\/?$/i.test(text);
  return isAddress
    ? undefined
    : l10n.t("This must be the address of a secret, such as https://contoso.vault.azure.net/secrets/name.");
}
