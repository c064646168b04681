import { l10n } from "vscode";
import { Failure } from "../../core/failure.ts";
import type { AzureCloud } from "../../domain/azure-cloud.ts";
import { instancePath } from "../../domain/instance-path.ts";
import { type Shelved, storeIn } from "../../resources/clouds.ts";
import { credentialConnection } from "../../resources/kinds/credential-connection.ts";
import { collect } from "../../workflows/collect.ts";
import {
  addressesOf,
  addressesProblem,
  certificateProblem,
  entraIdProblem,
  identityOf,
  needsBackend,
  type Protection,
  resourceProblem,
  type TokenCheck,
  usernameProblem,
} from "../../workflows/protect-api.ts";
import { reading } from "../cancellation.ts";
import { askText, back, type Option, type PromptFrame, pick, required } from "../prompts.ts";
import type { Accounts } from "../session/accounts.ts";
import type { ApimApiTarget } from "../target.ts";
import type { WizardStep } from "../wizard.ts";
import { type BackendAnswers, backendQuestions } from "./backend-questions.ts";
import { askCallerCertificate, askCertificate } from "./certificate-questions.ts";
import { protectionOption, type Scenario, scenarios } from "./protect-scenarios.ts";
import { type TokenAnswers, tokenQuestions } from "./token-questions.ts";

/** What has been answered so far. */
export interface ProtectAnswers extends TokenAnswers, BackendAnswers {
  readonly scenario?: Scenario;
  readonly backend?: Protection["kind"] | "none";
  /** The certificate of callers is one of the instance's, and need not be typed. */
  readonly isCertificateChosen?: boolean;
  /** Answers in words, by the question. */
  readonly words?: Readonly<Record<string, string>>;
}

type Step = WizardStep<ProtectAnswers>;

/** The questions of “Protect API…”: first what it is about, then only what that needs. */
export function protectQuestions(
  accounts: Accounts,
  target: ApimApiTarget,
  azure: AzureCloud & Shelved,
): Step[] {
  return [
    { ask: askScenario },
    sideQuestion("caller", l10n.t("How do callers show who they are?")),
    sideQuestion("backend", l10n.t("How does the gateway show the backend who it is?")),
    ...tokenQuestions(accounts, target),
    ...callerQuestions(target, azure),
    ...towardsBackend(target, azure),
  ];
}

/** Whether a question about `kind` is skipped, since it was not chosen. */
function of(kind: Protection["kind"]): (answers: ProtectAnswers) => boolean {
  return (answers) => answers.caller !== kind && answers.backend !== kind;
}

/** What callers show besides tokens. */
function callerQuestions(target: ApimApiTarget, azure: Shelved): Step[] {
  const isCertificateKnown = (answers: ProtectAnswers) =>
    of("client-certificate")(answers) || answers.isCertificateChosen === true;
  return [
    {
      skip: of("client-certificate"),
      mayAskNothing: true,
      ask: async (answers, frame) => {
        const shown = await askCallerCertificate(target, azure, answers.words?.["certificate"], frame);
        if (shown === back) return back;
        const words = { ...answers.words, ...(shown !== undefined && { certificate: shown }) };
        return { ...answers, words, isCertificateChosen: shown !== undefined };
      },
    },
    wordsQuestion("certificate", isCertificateKnown, {
      prompt: l10n.t("Thumbprint of the caller's certificate, or its subject"),
      placeholder: "CN=orders, O=Contoso",
      check: certificateProblem,
    }),
    wordsQuestion("addresses", of("caller-addresses"), {
      prompt: l10n.t("Addresses, ranges and IPv4 networks that may call, with commas between them"),
      placeholder: "203.0.113.7, 10.0.0.1-10.0.0.9, 10.1.0.0/16",
      check: addressesProblem,
    }),
  ];
}

/** What the gateway shows the backend, and which backend that is. */
function towardsBackend(target: ApimApiTarget, azure: Shelved): Step[] {
  return [
    wordsQuestion("resource", of("managed-identity"), {
      prompt: l10n.t("Application id URI of the backend, which the token is asked for"),
      placeholder: "api://backend",
      check: resourceProblem,
    }),
    wordsQuestion("identity", of("managed-identity"), {
      prompt: l10n.t("Client id of a user-assigned identity (may be left empty: the instance's own)"),
      isOptional: true,
      check: entraIdProblem,
    }),
    {
      skip: of("backend-certificate"),
      ask: async (answers, frame) => {
        const stored = await askCertificate(target, azure, answers.words?.["stored"], frame);
        return stored === back ? back : { ...answers, words: { ...answers.words, stored } };
      },
    },
    wordsQuestion("username", of("backend-password"), {
      prompt: l10n.t("User name at the backend"),
      check: usernameProblem,
    }),
    wordsQuestion("password", of("backend-password"), {
      prompt: l10n.t("Password at the backend; it is kept in a secret named value"),
      isSecret: true,
    }),
    {
      skip: of("connection"),
      ask: (answers, frame) => askConnection(answers, target, azure, frame),
    },
    ...backendQuestions<ProtectAnswers>(
      target,
      azure,
      ({ backend }) => backend === undefined || backend === "none" || !needsBackend({ kind: backend }),
    ),
  ];
}

/** What was answered, as the protections of a plan. */
export function protectionsOf(answers: ProtectAnswers): readonly Protection[] {
  const { caller, backend, words = {}, check } = answers;
  return [caller, backend].flatMap((kind) =>
    kind === undefined || kind === "none" ? [] : [protectionOf(kind, words, check)],
  );
}

function protectionOf(
  kind: Protection["kind"],
  { certificate = "", addresses = "", resource = "", identity = "", ...words }: Record<string, string>,
  check: TokenCheck | undefined,
): Protection {
  switch (kind) {
    case "token":
      if (!check) throw new TypeError("A token check was chosen, and none was described.");
      return check;
    case "client-certificate":
      return { kind, identities: [identityOf(certificate)] };
    case "caller-addresses":
      return { kind, addresses: addressesOf(addresses) };
    case "subscription-key":
      return { kind };
    case "managed-identity":
      return { kind, resource, ...(identity !== "" && { clientId: identity }) };
    case "backend-certificate":
      return { kind, certificateId: words["stored"] ?? "" };
    case "backend-password":
      return { kind, username: words["username"] ?? "", password: words["password"] ?? "" };
    case "connection":
      return { kind, providerId: words["provider"] ?? "", connectionId: words["connection"] ?? "" };
  }
}

async function askScenario(_: ProtectAnswers, frame: PromptFrame): Promise<ProtectAnswers | typeof back> {
  const placeholder = l10n.t("What shall protect it?");
  const chosen = await pick({ ...frame, placeholder, options: scenarios() });
  if (chosen === back) return back;
  const [caller, ...otherCallers] = chosen.caller ?? [];
  const [backend, ...otherBackends] = chosen.backend ?? [];
  return {
    scenario: chosen,
    ...(caller && otherCallers.length === 0 && { caller }),
    ...(backend && otherBackends.length === 0 && { backend }),
  };
}

/** Asked where the scenario leaves a choice. */
function sideQuestion(side: "caller" | "backend", placeholder: string): Step {
  return {
    skip: ({ scenario }) => (scenario?.[side] ?? []).length < 2,
    ask: async (answers, frame) => {
      const kinds: readonly (Protection["kind"] | "none")[] = answers.scenario?.[side] ?? [];
      const options = kinds.map(
        (kind): Option<Protection["kind"] | "none"> => ({
          ...protectionOption(kind),
          value: kind,
          picked: kind === answers[side],
        }),
      );
      const chosen = await pick({ ...frame, placeholder, options });
      return chosen === back ? back : { ...answers, [side]: chosen };
    },
  };
}

interface WordsPrompt {
  readonly prompt: string;
  readonly placeholder?: string;
  readonly isOptional?: true;
  readonly isSecret?: true;
  check?(text: string): string | undefined;
}

function wordsQuestion(name: string, skip: (answers: ProtectAnswers) => boolean, about: WordsPrompt): Step {
  const { prompt, placeholder, isOptional, isSecret, check } = about;
  return {
    skip,
    ask: async (answers, frame) => {
      const text = await askText({
        ...frame,
        prompt,
        value: answers.words?.[name] ?? "",
        ...(placeholder !== undefined && { placeholder }),
        ...(isSecret && { password: true }),
        validate: (typed) => (typed === "" ? (isOptional ? undefined : required(typed)) : check?.(typed)),
      });
      return text === back ? back : { ...answers, words: { ...answers.words, [name]: text } };
    },
  };
}

async function askConnection(
  answers: ProtectAnswers,
  { instance }: ApimApiTarget,
  azure: Shelved,
  frame: PromptFrame,
): Promise<ProtectAnswers | typeof back> {
  const owner = instancePath(instance);
  const all = await reading(credentialConnection.plural, (signal) =>
    collect(storeIn(azure, credentialConnection).list(owner, {}, signal), signal),
  );
  if (all.length === 0) {
    throw new Failure(
      "not-found",
      l10n.t("The credential manager of {0} has no connection.", instance.serviceName),
      {
        remedy: l10n.t("Create a credential provider with “Create…”, and a connection below it."),
      },
    );
  }
  const chosen = await pick({
    ...frame,
    placeholder: l10n.t("Which connection gets the tokens for the backend?"),
    options: all.map(({ value }) => ({
      icon: credentialConnection.icon,
      label: value.connectionId,
      description: value.providerId,
      ...(value.status !== undefined && { detail: value.status }),
      value,
    })),
  });
  if (chosen === back) return back;
  const { providerId: provider, connectionId: connection } = chosen;
  return { ...answers, words: { ...answers.words, provider, connection } };
}
