import { l10n, window } from "vscode";
import { isCancelled, toFailure } from "../../core/failure.ts";
import { type AzureCloudChoice, environmentOf } from "../../domain/azure-clouds.ts";
import type { CloudFactory } from "../../resources/clouds.ts";
import { askText, back, type PromptFrame, pick, required, type TextPrompt } from "../prompts.ts";
import type { Refusal, WizardStep } from "../wizard.ts";
import { askCloud } from "./azure-cloud-question.ts";
import { clientIdProblem } from "./name-problems.ts";

/** The ways of signing in. */
type Way = "microsoft" | "azure-cli" | "secret" | "certificate" | "environment";

/** What a person gives to sign in, as far as they have. */
export interface AzureAnswers {
  readonly way: Way;
  readonly cloud: AzureCloudChoice | undefined;
  readonly tenantId: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly certificatePath: string;
  /** Empty where the key in the file has none. */
  readonly certificatePassword: string;
  readonly needsPassword: boolean;
}

/** The questions by what they ask for, in their order. */
export const azureQuestionNames = [
  "way",
  "tenantId",
  "clientId",
  "clientSecret",
  "certificatePath",
  "certificatePassword",
] as const;

/** One of {@link azureQuestionNames}. */
export type AzureQuestionName = (typeof azureQuestionNames)[number];

type AzureRefusal = Refusal<AzureQuestionName>;
type Step = WizardStep<AzureAnswers>;
type Factory = Pick<CloudFactory, "checkCertificate" | "readAzureCloud">;

/** The questions; `refusal` stands below the box of the answer that it is about. */
export function azureQuestions(factory: Factory, refusal: AzureRefusal | undefined): Step[] {
  const isPrincipal = ({ way }: AzureAnswers) => way === "secret" || way === "certificate";
  const problemOf = (name: AzureQuestionName) => (refusal?.question === name ? refusal.text : undefined);
  const text = (name: "tenantId" | "clientId", prompt: Omit<TextPrompt, "title">): Step => ({
    skip: (state) => !isPrincipal(state),
    ask: (state, frame) =>
      put(state, name, { ...frame, ...prompt, value: state[name], problem: problemOf(name) }),
  });
  return [
    { ask: (state, frame) => askWay(factory, state, frame) },
    text("tenantId", {
      prompt: l10n.t("Directory (tenant) ID of the service principal"),
      validate: directoryProblem,
    }),
    text("clientId", {
      prompt: l10n.t("Application (client) ID of the service principal"),
      validate: clientIdProblem,
    }),
    {
      skip: ({ way }) => way !== "secret",
      ask: (state, frame) =>
        put(state, "clientSecret", {
          ...frame,
          prompt: l10n.t("Client secret of the service principal; it is kept in VS Code’s secret storage"),
          password: true,
          validate: required,
          problem: problemOf("clientSecret"),
        }),
    },
    {
      skip: ({ way }) => way !== "certificate",
      ask: (state, frame) => askCertificate(factory, state, frame, problemOf("certificatePath")),
    },
    {
      skip: ({ way, needsPassword }) => way !== "certificate" || !needsPassword,
      ask: (state, frame) => askPassword(factory, state, frame, problemOf("certificatePassword")),
    },
  ];
}

async function askWay(
  factory: Factory,
  given: AzureAnswers,
  frame: PromptFrame,
): Promise<AzureAnswers | typeof back> {
  let state = given;
  for (;;) {
    const way = await pick<Way | "cloud">({
      ...frame,
      placeholder: l10n.t("How do you want to sign in to {0}?", environmentOf(state.cloud).title),
      options: [
        ...ways().map((one) => ({ ...one, picked: one.value === state.way })),
        {
          icon: "globe",
          label: l10n.t("Another Cloud…"),
          detail: l10n.t(
            "US Government, China, or one of its own; now: {0}",
            environmentOf(state.cloud).title,
          ),
          value: "cloud",
        },
      ],
    });
    if (way === back) return back;
    if (way !== "cloud") return { ...state, way };
    const answer = await askCloud(factory, frame);
    if (answer !== back) state = { ...state, cloud: answer.cloud };
  }
}

function ways() {
  return [
    {
      icon: "account",
      label: l10n.t("Microsoft account of VS Code"),
      detail: l10n.t("Signs in with your browser, to any of your directories"),
      value: "microsoft",
    },
    {
      icon: "terminal",
      label: l10n.t("Azure CLI"),
      detail: l10n.t("Uses the account of “az login” on this machine"),
      value: "azure-cli",
    },
    {
      icon: "key",
      label: l10n.t("Service principal with a secret"),
      detail: l10n.t("An application with a client secret"),
      value: "secret",
    },
    {
      icon: "verified",
      label: l10n.t("Service principal with a certificate"),
      detail: l10n.t("Its certificate and private key are in a PEM file here"),
      value: "certificate",
    },
    {
      icon: "symbol-variable",
      label: l10n.t("Variables of the environment"),
      detail: l10n.t("AZURE_TENANT_ID, AZURE_CLIENT_ID and a secret or a certificate"),
      value: "environment",
    },
  ] as const;
}

type CertificateSource = "same" | "file" | "typed";

/** Asks until a file is there that has all that is needed; what was typed stays. */
async function askCertificate(
  factory: Factory,
  given: AzureAnswers,
  frame: PromptFrame,
  refusal: string | undefined,
): Promise<AzureAnswers | typeof back> {
  let state = given;
  let problem = refusal;
  for (;;) {
    const path = await askPath(state, frame, problem);
    if (path === back) return back;
    const failure = await problemOfFile(factory, path, undefined);
    const needsPassword = failure?.question === "certificatePassword";
    state = { ...state, certificatePath: path };
    if (!failure || needsPassword) return { ...state, needsPassword, certificatePassword: "" };
    problem = failure.text;
  }
}

/** By a dialog, or typed; what was wrong with the last one is said below the box in which it can be mended. */
async function askPath(
  { certificatePath: before }: AzureAnswers,
  frame: PromptFrame,
  problem: string | undefined,
): Promise<string | typeof back> {
  let refused = problem;
  for (;;) {
    const source = refused === undefined ? await askCertificateSource(before, frame) : "typed";
    if (source === back) return back;
    if (source === "same") return before;
    const path = source === "file" ? await chooseFile() : await typePath(before, frame, refused);
    if (path !== back) return path;
    refused = undefined;
  }
}

function askCertificateSource(before: string, frame: PromptFrame) {
  const same = {
    icon: "check",
    label: l10n.t("The Same File"),
    description: before,
    value: "same",
    picked: true,
  } as const;
  return pick<CertificateSource>({
    ...frame,
    placeholder: l10n.t("Where is the PEM file with the certificate and its private key?"),
    options: [
      ...(before === "" ? [] : [same]),
      { icon: "file", label: l10n.t("File…"), value: "file" },
      { icon: "edit", label: l10n.t("Type Its Path…"), value: "typed" },
    ],
  });
}

async function chooseFile(): Promise<string | typeof back> {
  const filters = { PEM: ["pem", "crt", "cer", "key", "pfx", "p12"], [l10n.t("All Files")]: ["*"] };
  const [file] = (await window.showOpenDialog({ title: l10n.t("Certificate"), filters })) ?? [];
  return file?.fsPath ?? back;
}

/** What stands in the box is what was tried last, by whichever way it was given. */
function typePath(value: string, { memory: _, ...frame }: PromptFrame, problem: string | undefined) {
  return askText({
    ...frame,
    canGoBack: true,
    prompt: l10n.t("Full path of the PEM file with the certificate and its private key"),
    value,
    problem,
    validate: required,
  });
}

async function askPassword(
  factory: Factory,
  state: AzureAnswers,
  frame: PromptFrame,
  refusal: string | undefined,
): Promise<AzureAnswers | typeof back> {
  let problem = refusal;
  for (;;) {
    const answer = await put(state, "certificatePassword", {
      ...frame,
      prompt: l10n.t("Password of the private key; it is kept in VS Code’s secret storage"),
      password: true,
      problem,
      validate: required,
    });
    if (answer === back) return back;
    const failure = await problemOfFile(factory, answer.certificatePath, answer.certificatePassword);
    if (!failure) return answer;
    problem = failure.text;
  }
}

async function problemOfFile(
  factory: Factory,
  path: string,
  password: string | undefined,
): Promise<AzureRefusal | undefined> {
  try {
    await factory.checkCertificate(path, password);
    return undefined;
  } catch (error) {
    if (isCancelled(error)) throw error;
    const { details, text } = toFailure(error);
    const isPassword = details.some(({ target }) => target === "certificatePassword");
    return { question: isPassword ? "certificatePassword" : "certificatePath", text };
  }
}

async function put(state: AzureAnswers, key: Exclude<AzureQuestionName, "way">, prompt: TextPrompt) {
  const answer = await askText(prompt);
  return typeof answer === "string" ? { ...state, [key]: answer } : answer;
}

/** What is wrong with a text as the id, or a domain, of a directory. */
export function directoryProblem(text: string): string | undefined {
  if (text === "") return required(text);
  return /^[\da-z.-]+$/i.test(text)
    ? undefined
    : l10n.t("A directory is named by its ID, or by one of its domains such as contoso.onmicrosoft.com.");
}
