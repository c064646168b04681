import { l10n } from "vscode";
import { Failure } from "../../core/failure.ts";
import { type ApiDescription, type ImportProblem, readApi } from "../../imports/index.ts";
import type { WsdlEndpoint } from "../../imports/wsdl/read-wsdl.ts";
import { apiPathProblem, backendUrlProblem, nameProblem } from "../../resources/kinds/apim-api.ts";
import { type ImportChoices, requireSound } from "../../workflows/import-api/plan-import.ts";
import { slug } from "../../workflows/secure-api/names.ts";
import { askText, back, type PromptFrame, pick, required } from "../prompts.ts";
import type { Accounts } from "../session/accounts.ts";
import type { WizardStep } from "../wizard.ts";
import { askSource, type GivenDocument } from "./import-source.ts";

/** What was answered so far. */
export interface ImportAnswers extends Partial<Omit<ImportChoices, "owner" | "apiId">> {
  readonly given?: GivenDocument;
  readonly description?: ApiDescription;
  readonly problems?: readonly ImportProblem[];
}

type Step = WizardStep<ImportAnswers>;

/** Asks for the document: what it is from, and which endpoint of a WSDL document. It is sound, or a failure says why not. */
export function documentQuestion(accounts: Accounts): Step {
  return {
    async ask(_, frame) {
      const given = await askSource(accounts, frame);
      if (given === back) return back;
      const read = readApi(given.text, given.url);
      if (read.kind === "wsdl") return askEndpoint(given, read.text, frame);
      requireSound(read.problems, given.origin);
      return { given, problems: read.problems, ...(read.description && { description: read.description }) };
    },
  };
}

/** What is asked about a new API once its document is known; `paths` are those of other APIs. */
export function importQuestions(accounts: Accounts, paths: readonly string[]): readonly Step[] {
  return [
    documentQuestion(accounts),
    { skip: ({ description }) => description?.content.kind !== "wsdl", ask: askSoap },
    { ask: askName },
    { ask: (answers, frame) => askPath(answers, paths, frame) },
    { skip: ({ given }) => !given?.isSample, ask: askMocked },
    { skip: ({ isMocked = false }) => isMocked, ask: askBackend },
    { ask: askSubscription },
  ];
}

async function askEndpoint(
  given: GivenDocument,
  text: string,
  frame: PromptFrame,
): Promise<ImportAnswers | typeof back> {
  // What reads XML is loaded for the first document that is XML.
  const [{ readWsdl }, { wsdlApi }] = await Promise.all([
    import("../../imports/wsdl/read-wsdl.ts"),
    import("../../imports/wsdl/wsdl-api.ts"),
  ]);
  const read = readWsdl(text);
  requireSound(read.problems, given.origin);
  const usable = read.endpoints.filter(({ problem }) => problem === undefined);
  if (usable.length === 0) throw noEndpoint(given, read.endpoints);
  const chosen = await pick({
    ...frame,
    placeholder: l10n.t("Which endpoint of which service?"),
    options: usable.map((one) => ({
      icon: "plug",
      label: `${one.service} · ${one.endpoint}`,
      ...(one.address !== undefined && { description: one.address }),
      detail: l10n.t("Operations: {0}", one.operations.join(", ")),
      value: one,
    })),
  });
  if (chosen === back) return back;
  return { given, problems: read.problems, description: wsdlApi(text, read, chosen) };
}

function noEndpoint({ origin }: GivenDocument, endpoints: readonly WsdlEndpoint[]): Failure {
  const reasons = endpoints.map(({ service, endpoint, problem }) => `${service} · ${endpoint}: ${problem}`);
  return new Failure(
    "invalid-input",
    l10n.t("{0} has no endpoint that the service takes. {1}", origin, reasons.join(" ")),
    { remedy: l10n.t("Have the service offer one with SOAP in document/literal style.") },
  );
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
        detail: l10n.t("Callers send JSON; policies of the operations make SOAP messages of it"),
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
        detail: l10n.t("A policy answers the same results whatever is asked, and no backend is needed"),
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
