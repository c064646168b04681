import { l10n } from "vscode";
import { toFailure } from "../../core/failure.ts";
import { assertionAlgorithms } from "../../domain/account.ts";
import { readSigningKeyText } from "../../workflows/signing-key.ts";
import { askText, back, type Option, type PromptFrame, pick, required } from "../prompts.ts";
import { askFile, readUntilSound } from "../text-source.ts";
import type { WizardStep } from "../wizard.ts";
import type { Auth0Answers, Auth0QuestionName } from "./auth0-answers.ts";

type Ask = WizardStep<Auth0Answers>["ask"];
type Source = "keep" | "file" | "paste";

/** The questions about a private key: where it is, its text, what opens it, and how it signs. */
export function keyQuestions(
  problemOf: (name: Auth0QuestionName) => string | undefined,
): Readonly<Record<"keyFrom" | "key" | "passphrase" | "algorithm", Ask>> {
  return {
    keyFrom: (state, frame) => askSource(state, frame, problemOf("keyFrom")),
    key: async (state, frame) => {
      const key = await askText({
        ...frame,
        prompt: l10n.t("Private key as PEM, all of it; it is kept in VS Code’s secret storage"),
        placeholder: "BEGIN PRIVATE KEY … END PRIVATE KEY",
        password: true,
        validate: (text) => required(text) ?? keyProblem(text),
        problem: problemOf("key"),
      });
      return key === back ? back : { ...state, key };
    },
    passphrase: async (state, frame) => {
      const passphrase = await askText({
        ...frame,
        prompt: l10n.t("Passphrase of the key; the key is kept without it, the passphrase is not kept"),
        password: true,
        validate: required,
        problem: problemOf("passphrase"),
      });
      return passphrase === back ? back : { ...state, passphrase };
    },
    algorithm: (state, frame) => askAlgorithm(state, frame),
  };
}

/** Asks until there is a key. */
async function askSource(state: Auth0Answers, frame: PromptFrame, problem: string | undefined) {
  for (;;) {
    const source = await pick<Source>({
      ...frame,
      placeholder: problem ?? l10n.t("Where is the private key of the application?"),
      options: sourcesFor(state),
    });
    if (source === back) return back;
    if (source === "keep") {
      return { ...state, keyFrom: "file" as const, given: [...state.given, "passphrase" as const] };
    }
    if (source === "paste") return { ...state, keyFrom: source };
    const file = await askFile(l10n.t("Private Key"), { PEM: ["pem", "key"], [l10n.t("All Files")]: ["*"] });
    const key = await readUntilSound(file, ({ text }) => {
      readSigningKeyText(text);
      return text;
    });
    if (key !== back) return { ...state, keyFrom: source, key };
  }
}

function sourcesFor({ key }: Auth0Answers): readonly Option<Source>[] {
  return [
    ...(key === ""
      ? []
      : [{ icon: "check", label: l10n.t("The Same Key"), value: "keep" as const, picked: true }]),
    {
      icon: "file",
      label: l10n.t("File…"),
      detail: l10n.t("PEM: PKCS#8 or PKCS#1, with a passphrase or without"),
      value: "file",
    },
    { icon: "clippy", label: l10n.t("Paste It"), value: "paste" },
  ];
}

async function askAlgorithm(state: Auth0Answers, frame: PromptFrame) {
  const algorithm = await pick({
    ...frame,
    placeholder: l10n.t("The algorithm, as the credential in Auth0 has it"),
    options: assertionAlgorithms.map((value) => ({
      label: value,
      description: value === "RS256" ? l10n.t("the usual one") : "",
      value,
      picked: value === state.algorithm,
    })),
  });
  return algorithm === back ? back : { ...state, algorithm };
}

function keyProblem(text: string): string | undefined {
  try {
    readSigningKeyText(text);
    return undefined;
  } catch (error) {
    return toFailure(error).text;
  }
}
