import { l10n } from "vscode";
import { Failure } from "../../core/failure.ts";
import type { Auth0Account } from "../../domain/account.ts";
import type { Stored } from "../../resources/kind.ts";
import { credentialConnection } from "../../resources/kinds/credential-connection.ts";
import { credentialProvider } from "../../resources/kinds/credential-provider.ts";
import {
  clientIdProblem,
  clientSecretProblem,
  endpointProblem,
  scopesProblem,
} from "../../resources/typed-text.ts";
import { tenantLabel } from "../account-label.ts";
import { reading } from "../cancellation.ts";
import { noDefaultAudience, readCredentialTenant } from "../credential-tenant.ts";
import { askText, back, type Option, type PromptFrame, pick, required } from "../prompts.ts";
import { isSandboxAccount } from "../session/account-list.ts";
import type { Accounts } from "../session/accounts.ts";
import { askDefaultAudience } from "./default-audience-question.ts";
import { type Answers, type Question, questionsOf } from "./questions.ts";
import { accountOf } from "./tenant-questions.ts";

/** The answers that no field has. */
const grant = "?grant";
/** The tenant of the sandbox while it has no default audience. */
const lacking = "?lacking";
const texts = ["tokenUrl", "authorizationUrl", "clientId", "scopes"] as const;
/** The last part of the id of a new one, where a person names it. */
const idAnswer = "?id";

/** Asks for a credential provider: a tenant whose tokens are for its default audience, or one by hand. */
export function credentialProviderQuestions(
  accounts: Accounts,
  owner: string,
  others: readonly Stored[],
): Question[] {
  const isCode = (answers: Answers) => answers[grant] === "authorizationCode";
  const isTenant = (answers: Answers) => "?audience" in answers;
  return [
    { ask: (_, frame) => askSource(accounts, owner, frame) },
    {
      skip: (answers) => answers[lacking] === undefined,
      ask: (answers, frame) => askDefaultAudience(accounts, String(answers[lacking]), answers, frame),
    },
    ...questionsOf(credentialProvider, others),
    { skip: isTenant, ask: askGrant },
    textQuestion("tokenUrl", isTenant, () => l10n.t("Token endpoint"), endpointProblem),
    textQuestion(
      "authorizationUrl",
      (answers) => !isCode(answers),
      () => l10n.t("Authorization endpoint"),
      endpointProblem,
    ),
    textQuestion(
      "clientId",
      (answers) => !isCode(answers),
      () => l10n.t("Client id at the provider"),
      (text) => required(text) ?? clientIdProblem(text),
    ),
    { skip: (answers) => !isCode(answers), ask: askSecret },
    textQuestion(
      "scopes",
      () => false,
      (answers) =>
        isTenant(answers)
          ? l10n.t(
              "Scopes, with spaces between them; tokens are for the tenant's default audience {0} (may be left empty)",
              String(answers["?audience"]),
            )
          : l10n.t("Scopes, with spaces between them (may be left empty)"),
      scopesProblem,
    ),
  ];
}

/** Asks for a connection of a provider. */
export function credentialConnectionQuestions(others: readonly Stored[]): Question[] {
  const isClient = (answers: Answers) => answers["oAuth2GrantType"] === "ClientCredentials";
  return [
    {
      async ask(answers, frame) {
        const id = await askText({
          ...frame,
          prompt: l10n.t("Name of the connection, by which policies ask for its tokens"),
          value: String(answers[idAnswer] ?? ""),
          validate: (text) => required(text) ?? idProblem(text),
        });
        return id === back ? back : { ...answers, [idAnswer]: id };
      },
    },
    ...questionsOf(credentialConnection, others),
    {
      skip: (answers) => !isClient(answers),
      async ask(answers, frame) {
        const prompt = l10n.t("Client id; in Auth0 that of a Machine to Machine application");
        const validate = (text: string) => required(text) ?? clientIdProblem(text);
        const clientId = await askText({ ...frame, prompt, validate });
        return clientId === back ? back : { ...answers, parameters: { clientId } };
      },
    },
    { skip: (answers) => !isClient(answers), ask: askSecret },
  ];
}

/** Letters, digits and hyphens are what everybody can read in a policy. */
function idProblem(text: string): string | undefined {
  return /^[a-zA-Z\d](?:[a-zA-Z\d-]{0,78}[a-zA-Z\d])?$/.test(text)
    ? undefined
    : l10n.t("Letters, digits and hyphens only, 80 at most.");
}

async function askSource(
  accounts: Accounts,
  owner: string,
  frame: PromptFrame,
): Promise<Answers | typeof back> {
  const azure = await accountOf(accounts, owner);
  const tenants = accounts.tenants.all().filter((one) => isSandboxAccount(one) === isSandboxAccount(azure));
  const options: Option<Auth0Account | "hand">[] = [
    ...tenants.map((value) => ({
      icon: "organization",
      label: l10n.t("Auth0 tenant {0}", tenantLabel(value)),
      detail: l10n.t("By client credentials, for the default audience of the tenant"),
      value,
    })),
    { icon: "edit", label: l10n.t("Another one that speaks OAuth 2.0, by hand"), value: "hand" },
  ];
  const chosen = await pick({ ...frame, placeholder: l10n.t("Who gives the tokens?"), options });
  if (chosen === back) return back;
  if (chosen === "hand") return {};
  const { defaultAudience: audience, tokenEndpoint } = await reading(tenantLabel(chosen), (signal) =>
    readCredentialTenant(accounts, chosen, signal),
  );
  if (!audience.known) throw unreadAudience(chosen);
  const tenant = { displayName: `Auth0 (${chosen.domain})`, "?tokenUrl": tokenEndpoint };
  const answers = { ...tenant, [grant]: "clientCredentials" };
  if (audience.value !== undefined) return withOAuth2({ ...answers, "?audience": audience.value });
  if (!isSandboxAccount(chosen)) throw noDefaultAudience(chosen);
  return withOAuth2({ ...answers, [lacking]: chosen.domain });
}

function unreadAudience(tenant: Auth0Account): Failure {
  const text = l10n.t("Whether {0} has a default audience could not be read.", tenantLabel(tenant));
  return new Failure("forbidden", text, {
    remedy: l10n.t("Grant the scope read:tenant_settings to the connected application, then try again."),
  });
}

async function askGrant(answers: Answers, frame: PromptFrame): Promise<Answers | typeof back> {
  const chosen = await pick({
    ...frame,
    placeholder: l10n.t("How does it give tokens?"),
    options: [
      {
        label: l10n.t("Client credentials"),
        detail: l10n.t("The gateway is the client; its id and secret are in the connections"),
        value: "clientCredentials",
      },
      {
        label: l10n.t("Authorization code"),
        detail: l10n.t("Somebody signs in once for each connection"),
        value: "authorizationCode",
      },
    ],
  });
  return chosen === back ? back : withOAuth2({ ...answers, [grant]: chosen });
}

async function askSecret(answers: Answers, frame: PromptFrame): Promise<Answers | typeof back> {
  const clientSecret = await askText({
    ...frame,
    prompt: l10n.t("Client secret; the credential manager keeps it, and nothing here"),
    password: true,
    validate: (text) => required(text) ?? clientSecretProblem(text),
  });
  return clientSecret === back ? back : { ...answers, clientSecret };
}

function textQuestion(
  name: (typeof texts)[number],
  skip: (answers: Answers) => boolean,
  prompt: (answers: Answers) => string,
  validate: (text: string) => string | undefined,
): Question {
  return {
    skip,
    async ask(answers, frame) {
      const value = String(answers[`?${name}`] ?? "");
      const text = await askText({ ...frame, prompt: prompt(answers), value, validate });
      return text === back ? back : withOAuth2({ ...answers, [`?${name}`]: text });
    },
  };
}

/** The answers with the field that they make up. */
function withOAuth2(answers: Answers): Answers {
  const name = answers[grant];
  if (typeof name !== "string") return answers;
  const given = texts.flatMap((text) => {
    const value = answers[`?${text}`];
    return typeof value === "string" && value !== "" ? [[text, value] as const] : [];
  });
  const refresh = name === "authorizationCode" ? { refreshUrl: answers["?tokenUrl"] } : {};
  return { ...answers, oauth2: { grantTypes: { [name]: { ...Object.fromEntries(given), ...refresh } } } };
}
