import { l10n } from "vscode";
import { apiPathProblem, backendUrlProblem, nameProblem } from "../../resources/kinds/apim-api.ts";
import type { ImportChoices } from "../../workflows/import-api/plan-import.ts";
import { slug } from "../../workflows/secure-api/names.ts";
import { askText, back, type PromptFrame, pick, required } from "../prompts.ts";
import type { Accounts } from "../session/accounts.ts";
import type { WizardStep } from "../wizard.ts";
import { askDocument, type SoundDocument } from "./import-document.ts";
import { askKeys } from "./key-questions.ts";

/** What was answered so far. */
export interface ImportAnswers
  extends Partial<Omit<ImportChoices, "owner" | "apiId">>,
    Partial<SoundDocument> {}

type Step = WizardStep<ImportAnswers>;

/** Asks for the document. */
export function documentQuestion(accounts: Accounts): Step {
  return {
    async ask(answers, frame) {
      const document = await askDocument(accounts, frame);
      return document === back ? back : { ...withoutSuggested(answers), ...document };
    },
  };
}

/** What was taken as the document before suggested it is suggested anew by another; what was typed instead stays. */
function withoutSuggested(answers: ImportAnswers): ImportAnswers {
  const { description, displayName, path, backend, soap: _, ...rest } = answers;
  return {
    ...rest,
    ...(displayName !== undefined && displayName !== description?.title && { displayName }),
    ...(path !== undefined && path !== slug(displayName ?? "") && { path }),
    ...(backend !== undefined && backend !== description?.backends[0] && { backend }),
  };
}

/** Where a new API is to be. */
interface ImportPlace {
  readonly owner: string;
  /** Those of other APIs. */
  readonly paths: readonly string[];
  /** The id that one of this name will have. */
  idFor(displayName: string): string;
}

/** What is asked about a new API once its document is known. */
export function importQuestions(accounts: Accounts, { owner, paths, idFor }: ImportPlace): readonly Step[] {
  return [
    documentQuestion(accounts),
    { skip: ({ description }) => description?.content.kind !== "wsdl", ask: askSoap },
    { ask: askName },
    { ask: (answers, frame) => askPath(answers, paths, frame) },
    { skip: ({ given }) => !given?.isSample, ask: askMocked },
    { skip: ({ isMocked = false }) => isMocked, ask: askBackend },
    { ask: askSubscription },
    {
      async ask(answers, frame) {
        const { displayName = "", subscriptionRequired = true } = answers;
        const about = { owner, apiId: idFor(displayName), subscriptionRequired };
        const keys = await askKeys(accounts, about, frame);
        return keys === back ? back : { ...answers, keys };
      },
    },
  ];
}

async function askSoap(answers: ImportAnswers, frame: PromptFrame): Promise<ImportAnswers | typeof back> {
  const soap = await pick<"pass-through" | "rest">({
    ...frame,
    placeholder: l10n.t("How do callers speak to it?"),
    options: [
      {
        label: l10n.t("SOAP pass-through"),
        detail: l10n.t("Callers send SOAP messages, which go on as they are"),
        value: "pass-through",
      },
      {
        label: l10n.t("SOAP to REST"),
        detail: l10n.t("Callers send JSON; policies of the operations turn it into SOAP"),
        value: "rest",
      },
    ],
  });
  return soap === back ? back : { ...answers, soap };
}

async function askName(answers: ImportAnswers, frame: PromptFrame): Promise<ImportAnswers | typeof back> {
  const displayName = await askText({
    ...frame,
    prompt: l10n.t("Name of the API"),
    value: answers.displayName ?? answers.description?.title ?? "",
    validate: (text) => required(text) ?? nameProblem(text),
  });
  return displayName === back ? back : { ...answers, displayName };
}

async function askPath(
  answers: ImportAnswers,
  paths: readonly string[],
  frame: PromptFrame,
): Promise<ImportAnswers | typeof back> {
  const taken = new Set(paths.map((path) => path.toLowerCase()));
  const path = await askText({
    ...frame,
    prompt: l10n.t("Path below the gateway's address; empty for the root"),
    value: answers.path ?? slug(answers.displayName ?? ""),
    validate(text) {
      const problem = apiPathProblem(text);
      if (problem !== undefined) return problem;
      return taken.has(plainPath(text).toLowerCase())
        ? l10n.t("Another API of the instance has this path already.")
        : undefined;
    },
  });
  return path === back ? back : { ...answers, path: plainPath(path) };
}

function plainPath(path: string): string {
  return path.replace(/^\/+|\/+$/g, "");
}

async function askMocked(
  { isMocked: _, backend: __, ...answers }: ImportAnswers,
  frame: PromptFrame,
): Promise<ImportAnswers | typeof back> {
  const isMocked = await pick({
    ...frame,
    placeholder: l10n.t("Who answers?"),
    options: [
      {
        label: l10n.t("The gateway, with examples"),
        detail: l10n.t("A policy gives the same answers to every call; no backend is needed"),
        value: true,
      },
      { label: l10n.t("A backend of your own"), detail: l10n.t("Its address is asked next"), value: false },
    ],
  });
  return isMocked === back ? back : { ...answers, isMocked };
}

async function askBackend(
  { backend: before, ...answers }: ImportAnswers,
  frame: PromptFrame,
): Promise<ImportAnswers | typeof back> {
  const backend = await askText({
    ...frame,
    prompt: l10n.t("Address of the backend; may be left empty while policies answer"),
    value: before ?? answers.description?.backends[0] ?? "",
    placeholder: "https://orders.example/api",
    validate: (text) => (text === "" ? undefined : backendUrlProblem(text)),
  });
  if (backend === back) return back;
  return backend === "" ? answers : { ...answers, backend };
}

async function askSubscription(
  answers: ImportAnswers,
  frame: PromptFrame,
): Promise<ImportAnswers | typeof back> {
  const subscriptionRequired = await pick({
    ...frame,
    placeholder: l10n.t("Do callers need a subscription key?"),
    options: [
      {
        label: l10n.t("Required"),
        detail: l10n.t("As usual: a key of a product, or of the API, beside any token"),
        value: true,
      },
      {
        label: l10n.t("Not required"),
        detail: l10n.t("Anybody may call it, unless a policy checks who calls"),
        value: false,
      },
    ],
  });
  return subscriptionRequired === back ? back : { ...answers, subscriptionRequired };
}
