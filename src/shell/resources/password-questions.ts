import { l10n } from "vscode";
import type { Connection } from "../../domain/auth0.ts";
import { passwordProblem } from "../../domain/password-policy.ts";
import { generatePassword } from "../../workflows/secure-api.ts";
import { askText, back, type PromptFrame, pick, required } from "../prompts.ts";
import type { Answers } from "./questions.ts";

/** Whether the password was made up, so that the person has still to see it; the answer of no field. */
const madeUp = "?made-up";

/** Whether the password among these answers was made up here. */
export function isMadeUp(answers: Answers): boolean {
  return answers[madeUp] === true;
}

/** Asks whether a password is made up or typed, and types it; `connection` says how strong it must be, where that is known. */
export async function askPassword(
  answers: Answers,
  frame: PromptFrame,
  connection: Connection | undefined,
): Promise<Answers | typeof back> {
  const way = await pick<"made-up" | "typed">({
    ...frame,
    placeholder: l10n.t("Which password?"),
    options: [
      {
        icon: "sparkle",
        label: l10n.t("Make one up"),
        detail: l10n.t("Shown once after the plan is applied; kept with secrets until then"),
        value: "made-up",
      },
      { icon: "key", label: l10n.t("Type it…"), value: "typed" },
    ],
  });
  if (way === back) return back;
  if (way === "made-up") return { ...answers, password: generatePassword(), [madeUp]: true };
  const policy = connection?.options?.["passwordPolicy"];
  const password = await askText({
    ...frame,
    prompt: l10n.t("The password"),
    password: true,
    validate: (text) => required(text) ?? passwordProblem(String(policy ?? ""), text),
  });
  const { [madeUp]: _, ...rest } = answers;
  return password === back ? back : { ...rest, password };
}
