import { commands, l10n } from "vscode";
import { Failure, toFailure } from "../../core/failure.ts";
import { isAuth0Domain } from "../../core/tenant-hosts.ts";
import { type CliTenant, namesTenant } from "../../workflows/auth0-imports.ts";
import { normaliseTenantDomain } from "../../workflows/connect.ts";
import { readManagementToken } from "../../workflows/management-token.ts";
import { commandIds } from "../ids.ts";
import { askText, back, type Option, type PromptFrame, pick, required, type TextPrompt } from "../prompts.ts";
import { isLoopback } from "../session/account-list.ts";
import { askFile, readUntilSound } from "../text-source.ts";
import type { Refusal, WizardStep } from "../wizard.ts";
import { type Auth0Answers, type Auth0QuestionName, auth0QuestionNames, belongs } from "./auth0-answers.ts";
import { keyQuestions } from "./auth0-key-questions.ts";
import { answersInEnvironment, answersInFile, type Environment } from "./auth0-sources.ts";
import { clientIdProblem } from "./name-problems.ts";

/** What the questions are made of besides the answers. */
interface QuestionContext {
  readonly environment: Environment;
  /** Tenants to suggest. */
  readonly suggestions: readonly CliTenant[];
  /** The domain that a new token has to be for; any when left out. */
  readonly domain?: string | undefined;
  readonly refusal?: Refusal<Auth0QuestionName> | undefined;
}

type Ask = WizardStep<Auth0Answers>["ask"];

/** The questions, in the order of {@link auth0QuestionNames}; a refusal stands where the answer that it is about is given. */
export function auth0Questions(context: QuestionContext): WizardStep<Auth0Answers>[] {
  const { refusal, suggestions } = context;
  const problemOf = (name: Auth0QuestionName) => (refusal?.question === name ? refusal.text : undefined);
  const asks: Readonly<Record<Auth0QuestionName, Ask>> = {
    way: (state, frame) => askWay(state, frame, context.environment),
    known: (state, frame) => askKnown(state, frame, suggestions),
    domain: askFor("domain", ({ domain }) => domainPrompt(domain), problemOf("domain")),
    clientId: askFor("clientId", ({ clientId }) => clientIdPrompt(clientId), problemOf("clientId")),
    clientSecret: askFor("clientSecret", () => clientSecretPrompt(), problemOf("clientSecret")),
    token: askFor("token", () => tokenPrompt(context.domain), problemOf("token")),
    ...keyQuestions(problemOf),
  };
  return auth0QuestionNames.map((name) => ({
    skip: (state) =>
      !belongs(name, state) || state.given.includes(name) || (name === "known" && suggestions.length === 0),
    ask: asks[name],
  }));
}

function askFor(
  name: "domain" | "clientId" | "clientSecret" | "token",
  prompt: (state: Auth0Answers) => Omit<TextPrompt, "title">,
  problem: string | undefined,
): Ask {
  return async (state, frame) => {
    const answer = await askText({ ...frame, ...prompt(state), problem });
    return typeof answer === "string" ? { ...state, [name]: answer } : answer;
  };
}

function domainPrompt(domain: string): Omit<TextPrompt, "title"> {
  return {
    prompt: l10n.t("Domain of the tenant, from the settings of any of its applications"),
    placeholder: "contoso.eu.auth0.com",
    value: domain,
    validate: domainProblem,
    note: domainNote,
  };
}

function clientIdPrompt(clientId: string): Omit<TextPrompt, "title"> {
  return {
    prompt: l10n.t("Client ID of a machine-to-machine application authorized for the Auth0 Management API"),
    value: clientId,
    validate: clientIdProblem,
  };
}

function clientSecretPrompt(): Omit<TextPrompt, "title"> {
  return {
    prompt: l10n.t("Client secret of that application; it is kept in VS Code’s secret storage"),
    password: true,
    validate: required,
  };
}

function tokenPrompt(domain: string | undefined): Omit<TextPrompt, "title"> {
  return {
    prompt: l10n.t("Token of the Management API; it is kept in VS Code’s secret storage until it expires"),
    password: true,
    validate: (text) => required(text) ?? tokenProblem(text, domain),
    note: (text) => l10n.t("It is a token for {0}.", readManagementToken(text, Date.now()).domain),
  };
}

type Choice = Auth0Answers["way"] | "environment" | "import" | "help";

/** Asks until it is known how to sign in: what cannot be imported is said above the list, which stays. */
async function askWay(state: Auth0Answers, frame: PromptFrame, environment: Environment) {
  let problem: string | undefined;
  for (;;) {
    const chosen = await pick<Choice>({
      ...frame,
      placeholder: problem ?? l10n.t("How do you want to sign in to the tenant?"),
      options: waysFor(environment).map((way) => ({ ...way, picked: way.value === state.way })),
    });
    if (chosen === back) return back;
    try {
      if (chosen === "environment") return await answersInEnvironment(environment);
      if (chosen === "help") return await showTheWay();
      if (chosen !== "import") return { ...state, way: chosen, given: [] };
      const file = await askFile(l10n.t("Import from .env or config.json"), {});
      const answers = await readUntilSound(file, answersInFile);
      if (answers !== back) return answers;
    } catch (error) {
      const failure = toFailure(error);
      if (failure.code === "cancelled") throw failure;
      problem = failure.text;
    }
  }
}

async function showTheWay(): Promise<never> {
  await commands.executeCommand(commandIds.showManagementScopes);
  throw new Failure("cancelled", "Cancelled.");
}

function waysFor(environment: Environment): readonly Option<Choice>[] {
  const all: readonly Option<Choice>[] = [
    {
      icon: "key",
      label: l10n.t("Client Secret"),
      detail: l10n.t("Of a machine-to-machine application"),
      value: "client-secret",
    },
    {
      icon: "shield",
      label: l10n.t("Private Key"),
      detail: l10n.t("The application signs JWTs with your key (Private Key JWT)"),
      value: "private-key",
    },
    {
      icon: "clippy",
      label: l10n.t("Token"),
      detail: l10n.t("Of the Management API, pasted; it expires, and cannot be renewed"),
      value: "token",
    },
    {
      icon: "symbol-variable",
      label: l10n.t("Environment Variables"),
      detail: l10n.t("AUTH0_DOMAIN and those that go with it are set"),
      value: "environment",
    },
    {
      icon: "file",
      label: l10n.t("File…"),
      detail: l10n.t("A .env file, or config.json of the Auth0 Deploy CLI"),
      value: "import",
    },
    {
      icon: "question",
      label: l10n.t("How to Make the Application"),
      detail: l10n.t("The steps in the dashboard, and the scopes to grant"),
      value: "help",
    },
  ];
  return all.filter(({ value }) => value !== "environment" || namesTenant(environment));
}

async function askKnown(state: Auth0Answers, frame: PromptFrame, suggestions: readonly CliTenant[]) {
  const chosen = await pick<CliTenant | "another">({
    ...frame,
    placeholder: l10n.t("Which tenant?"),
    options: [
      ...suggestions.map((value) => ({
        icon: "organization",
        label: value.name,
        description: value.name === value.domain ? "" : value.domain,
        detail: l10n.t("Known to the Auth0 CLI, whose tokens are not read"),
        value,
      })),
      { icon: "add", label: l10n.t("Another Tenant"), value: "another" },
    ],
  });
  if (chosen === back) return back;
  if (chosen === "another") return { ...state, given: [] };
  const { domain, clientId = state.clientId, name } = chosen;
  return { ...state, domain, clientId, name, given: ["domain"] as const };
}

/** What is wrong with a text as the domain of a tenant; any address within a tenant will do. */
function domainProblem(text: string): string | undefined {
  return required(text) ?? problemIn(() => normaliseTenantDomain(text));
}

function tokenProblem(text: string, wanted: string | undefined): string | undefined {
  return problemIn(() => {
    const { domain } = readManagementToken(text, Date.now());
    if (wanted !== undefined && domain !== wanted) {
      throw new Failure("invalid-input", l10n.t("This token is for {0}, not for {1}.", domain, wanted));
    }
  });
}

function problemIn(read: () => unknown): string | undefined {
  try {
    read();
    return undefined;
  } catch (error) {
    return toFailure(error).text;
  }
}

/** What will be taken for the domain where that is not what was typed, and that custom domains will not do. */
function domainNote(text: string): string | undefined {
  const domain = normaliseTenantDomain(text);
  if (!isAuth0Domain(domain) && !isLoopback(domain)) {
    return l10n.t(
      "{0} does not end with auth0.com. The Management API is not on custom domains: give the tenant’s own domain, which the dashboard shows in the settings of an application.",
      domain,
    );
  }
  return domain === text ? undefined : l10n.t("The domain is {0}.", domain);
}
