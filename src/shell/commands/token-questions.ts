import { l10n } from "vscode";
import { Failure } from "../../core/failure.ts";
import type { Auth0Account } from "../../domain/account.ts";
import { apiTitle } from "../../domain/auth0.ts";
import { environmentOf } from "../../domain/azure-clouds.ts";
import { auth0Api } from "../../resources/kinds/auth0-api.ts";
import { listAll } from "../../workflows/collect.ts";
import { auth0Check, entraCheck, type Protection, type TokenCheck } from "../../workflows/protect-api.ts";
import { tenantLabel } from "../account-label.ts";
import { reading } from "../cancellation.ts";
import { back, type Option, type PromptFrame, pick } from "../prompts.ts";
import { isSandboxAccount } from "../session/account-list.ts";
import type { Accounts } from "../session/accounts.ts";
import type { ApimApiTarget } from "../target.ts";
import type { WizardStep } from "../wizard.ts";
import { type EntraAnswers, entraApiOf, entraQuestions } from "./entra-questions.ts";

/** What is known of the check that is wanted. */
export interface TokenAnswers extends EntraAnswers {
  readonly caller?: Protection["kind"];
  readonly issuer?: Auth0Account | "entra";
  readonly check?: TokenCheck;
}

/** Asks whose tokens get in: those of an Auth0 API, or of an application in Microsoft Entra ID. */
export function tokenQuestions<T extends TokenAnswers>(
  accounts: Accounts,
  target: ApimApiTarget,
): WizardStep<T>[] {
  const isOther = ({ caller }: TokenAnswers) => caller !== "token";
  const isAuth0 = ({ issuer }: TokenAnswers) => issuer !== undefined && issuer !== "entra";
  return [
    { skip: isOther, ask: (answers, frame) => askIssuer(answers, accounts, target, frame) },
    {
      skip: (answers) => isOther(answers) || !isAuth0(answers),
      ask: (answers, frame) => askAuth0Api(answers, accounts, frame),
    },
    ...entraQuestions<T>((answers) => isOther(answers) || isAuth0(answers)).map(
      (question): WizardStep<T> => ({
        ...question,
        ask: async (answers, frame) => {
          const answered = await question.ask(answers, frame);
          const api =
            answered === back ? undefined : entraApiOf(answered, environmentOf(target.account.cloud));
          if (answered === back || !api) return answered;
          return { ...answered, check: entraCheck(api, answered.entraPolicy ?? "validate-jwt") };
        },
      }),
    ),
  ];
}

async function askIssuer<T extends TokenAnswers>(
  answers: T,
  accounts: Accounts,
  target: ApimApiTarget,
  frame: PromptFrame,
): Promise<T | typeof back> {
  const isSandbox = isSandboxAccount(target.account);
  const tenants = accounts.tenants.all().filter((one) => isSandboxAccount(one) === isSandbox);
  const options: Option<Auth0Account | "entra">[] = [
    ...tenants.map((account) => ({
      icon: "organization",
      label: l10n.t("Auth0 tenant {0}", tenantLabel(account)),
      value: account,
    })),
    { icon: "azure", label: l10n.t("Microsoft Entra ID"), value: "entra" },
  ];
  const issuer = await pick({ ...frame, placeholder: l10n.t("Who issues the tokens?"), options });
  return issuer === back ? back : { ...answers, issuer };
}

async function askAuth0Api<T extends TokenAnswers>(
  answers: T,
  accounts: Accounts,
  frame: PromptFrame,
): Promise<T | typeof back> {
  const { issuer } = answers;
  if (issuer === undefined || issuer === "entra") return answers;
  const { discovery, apis } = await reading(tenantLabel(issuer), (signal) =>
    readTenant(accounts, issuer, signal),
  );
  if (apis.length === 0) {
    throw new Failure(
      "not-found",
      l10n.t("{0} has no API whose tokens could be checked.", tenantLabel(issuer)),
      {
        remedy: l10n.t("Run “Secure API with Auth0”, which creates one and its check."),
      },
    );
  }
  const chosen = await pick({
    ...frame,
    placeholder: l10n.t("Which API are the tokens for? Its identifier is their audience."),
    options: apis.map((api) => ({
      icon: "symbol-interface",
      label: apiTitle(api),
      description: api.identifier,
      value: api,
    })),
  });
  return chosen === back ? back : { ...answers, check: auth0Check(discovery, chosen.identifier) };
}

async function readTenant(accounts: Accounts, account: Auth0Account, signal: AbortSignal) {
  const auth0 = await accounts.openTenant(account);
  const clouds = { auth0, azure: { shelves: new Map() } };
  const [discovery, apis] = await Promise.all([
    auth0.readDiscovery(signal),
    listAll(clouds, auth0Api, account.domain, {}, signal),
  ]);
  return { discovery, apis: apis.filter(({ isSystem }) => !isSystem) };
}
