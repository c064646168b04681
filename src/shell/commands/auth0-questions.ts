import { l10n } from "vscode";
import { toFailure } from "../../core/failure.ts";
import { isAuth0Domain } from "../../core/tenant-hosts.ts";
import { normaliseTenantDomain } from "../../workflows/connect.ts";
import { askText, required, type TextPrompt } from "../prompts.ts";
import { isLoopback } from "../session/account-list.ts";
import type { WizardStep } from "../wizard.ts";
import { clientIdProblem } from "./name-problems.ts";

/** What a person gives to connect a tenant, as far as they have. */
export interface Auth0Answers {
  readonly domain: string;
  readonly clientId: string;
  readonly clientSecret: string;
}

/** The questions by what they ask for, in their order. */
export const auth0QuestionNames = ["domain", "clientId", "clientSecret"] as const;

/** One of {@link auth0QuestionNames}. */
export type Auth0QuestionName = (typeof auth0QuestionNames)[number];

/** Why a tenant could not be connected, and the answer that has to be another one. */
export interface Refusal {
  readonly question: Auth0QuestionName;
  readonly text: string;
}

/** Nothing is known yet. */
export const noAnswers: Auth0Answers = { domain: "", clientId: "", clientSecret: "" };

/** The questions; `refusal` stands below the box of the answer that it is about. */
export function auth0Questions(refusal: Refusal | undefined): WizardStep<Auth0Answers>[] {
  const prompts: Readonly<Record<Auth0QuestionName, (state: Auth0Answers) => Omit<TextPrompt, "title">>> = {
    domain: ({ domain }) => ({
      prompt: l10n.t("Domain of the tenant, from the settings of any of its applications"),
      placeholder: "contoso.eu.auth0.com",
      value: domain,
      validate: domainProblem,
      note: domainNote,
    }),
    clientId: ({ clientId }) => ({
      prompt: l10n.t("Client ID of a machine-to-machine application authorized for the Auth0 Management API"),
      value: clientId,
      validate: clientIdProblem,
    }),
    clientSecret: () => ({
      prompt: l10n.t("Client secret of that application; it is kept in VS Code’s secret storage"),
      password: true,
      validate: required,
    }),
  };
  return auth0QuestionNames.map((name) => ({
    ask: async (state, frame) => {
      const problem = refusal?.question === name ? refusal.text : undefined;
      const answer = await askText({ ...frame, ...prompts[name](state), problem });
      return typeof answer === "string" ? { ...state, [name]: answer } : answer;
    },
  }));
}

/** What is wrong with a text as the domain of a tenant; any address within a tenant will do. */
function domainProblem(text: string): string | undefined {
  if (text === "") return required(text);
  try {
    normaliseTenantDomain(text);
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
