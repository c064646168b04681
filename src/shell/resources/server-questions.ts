import { l10n } from "vscode";
import type { Auth0Account, AzureAccount } from "../../domain/account.ts";
import { type Application, type Auth0Api, apiTitle, type Discovery } from "../../domain/auth0.ts";
import { environmentOf } from "../../domain/azure-clouds.ts";
import { parseInstancePath } from "../../domain/azure-paths.ts";
import type { Json, Stored } from "../../resources/kind.ts";
import { auth0Api } from "../../resources/kinds/auth0-api.ts";
import { auth0Application } from "../../resources/kinds/auth0-application.ts";
import { authorizationServer } from "../../resources/kinds/authorization-server.ts";
import { listAll } from "../../workflows/collect.ts";
import {
  applicationPreset,
  auth0Preset,
  directoryProblem,
  entraPreset,
} from "../../workflows/server-presets.ts";
import { tenantLabel } from "../account-label.ts";
import { reading } from "../cancellation.ts";
import { askText, back, type Option, type PromptFrame, pick, required } from "../prompts.ts";
import { isSandboxAccount } from "../session/account-list.ts";
import type { Accounts } from "../session/accounts.ts";
import { type Answers, type FieldQuestion, type Question, questionsOf } from "./questions.ts";

/** What a tenant has that a server can stand for. */
interface TenantSide {
  readonly domain: string;
  readonly discovery: Discovery;
  readonly apis: readonly Auth0Api[];
  readonly applications: readonly Application[];
}

/** The answers that no field has: where the server's endpoints are from, and the application that it signs in with. */
const source = "?source";
const application = "?application";

/** Sources besides the domains of tenants. */
const sources = { entra: "entra", hand: "hand" } as const;

/** The endpoints, which follow from the source. */
const endpoints: readonly string[] = ["authorizationEndpoint", "tokenEndpoint", "clientRegistrationEndpoint"];

/** Asks for an authorization server: from a tenant's API and application, from a directory of Entra, or by hand. */
export function serverQuestions(accounts: Accounts, owner: string, others: readonly Stored[]): Question[] {
  const sides = new Map<string, TenantSide>();
  const sideOf = (answers: Answers) => sides.get(textIn(answers, source));
  const keep = (side: TenantSide) => void sides.set(side.domain, side);
  return [
    { ask: (_, frame) => askSource(accounts, owner, keep, frame) },
    {
      skip: (answers) => !sideOf(answers),
      ask: async (answers, frame) => askApi(answers, sideOf(answers), frame),
    },
    {
      skip: (answers) => answers[source] !== sources.entra,
      ask: (answers, frame) => askDirectory(accounts, owner, answers, frame),
    },
    ...questionsOf(authorizationServer, others).map((question) => withTenant(question, sideOf)),
  ];
}

async function askSource(
  accounts: Accounts,
  owner: string,
  keep: (side: TenantSide) => void,
  frame: PromptFrame,
): Promise<Answers | typeof back> {
  const chosen = await pick<Auth0Account | string>({
    ...frame,
    placeholder: l10n.t("Who signs the users in?"),
    options: [
      ...(await tenantsBeside(accounts, owner)),
      {
        icon: "azure",
        label: l10n.t("Microsoft Entra ID"),
        detail: l10n.t("The endpoints follow from the directory"),
        value: sources.entra,
      },
      { icon: "edit", label: l10n.t("Another one, by hand"), value: sources.hand },
    ],
  });
  if (chosen === back) return back;
  if (typeof chosen === "string") return { [source]: chosen };
  keep(await reading(tenantLabel(chosen), (signal) => readTenantSide(accounts, chosen, signal)));
  return { [source]: chosen.domain };
}

/** The sandbox's tenant and the sandbox's instance belong together: neither can be reached from the internet. */
async function tenantsBeside(accounts: Accounts, owner: string): Promise<Option<Auth0Account>[]> {
  const azure = await ownerOf(accounts, owner);
  const beside = accounts.tenants.all().filter((one) => isSandboxAccount(one) === isSandboxAccount(azure));
  return beside.map((account) => ({
    icon: "organization",
    label: l10n.t("Auth0 tenant {0}", tenantLabel(account)),
    detail: l10n.t("The endpoints are read from the tenant; choose one of its APIs and applications"),
    value: account,
  }));
}

function ownerOf(accounts: Accounts, owner: string): Promise<AzureAccount> {
  return reading(owner, (signal) => accounts.ownerOf(parseInstancePath(owner), signal));
}

async function readTenantSide(
  accounts: Accounts,
  account: Auth0Account,
  signal: AbortSignal,
): Promise<TenantSide> {
  const cloud = await accounts.openTenant(account);
  const clouds = { auth0: cloud, azure: { shelves: new Map() } };
  const { domain } = account;
  const [discovery, apis, applications] = await Promise.all([
    cloud.readDiscovery(signal),
    listAll(clouds, auth0Api, domain, {}, signal),
    listAll(clouds, auth0Application, domain, {}, signal),
  ]);
  return { domain, discovery, apis: apis.filter(({ isSystem }) => !isSystem), applications };
}

async function askApi(
  answers: Answers,
  side: TenantSide | undefined,
  frame: PromptFrame,
): Promise<Answers | typeof back> {
  if (!side) return answers;
  const chosen = await pick<Auth0Api | "none">({
    ...frame,
    placeholder: l10n.t("Which API are its tokens for? Its identifier becomes the audience."),
    options: [
      ...side.apis.map((api) => ({
        icon: "symbol-interface",
        label: apiTitle(api),
        description: api.identifier,
        value: api,
      })),
      {
        icon: "circle-slash",
        label: l10n.t("None"),
        detail: l10n.t(
          "Unless the tenant has a default audience, such tokens cannot be checked by validate-jwt",
        ),
        value: "none",
      },
    ],
  });
  if (chosen === back) return back;
  return withPreset(answers, auth0Preset(side.discovery, chosen === "none" ? undefined : chosen));
}

async function askDirectory(
  accounts: Accounts,
  owner: string,
  answers: Answers,
  frame: PromptFrame,
): Promise<Answers | typeof back> {
  const directory = await askText({
    ...frame,
    prompt: l10n.t("Directory (tenant) id of Microsoft Entra ID, or one of its domains"),
    placeholder: "contoso.onmicrosoft.com",
    validate: (text) => required(text) ?? directoryProblem(text),
  });
  if (directory === back) return back;
  const { cloud } = await ownerOf(accounts, owner);
  return withPreset(answers, entraPreset(directory, environmentOf(cloud)));
}

/** A question of the kind's own fields, where a tenant or a directory says more than a person has to. */
function withTenant(question: FieldQuestion, sideOf: (answers: Answers) => TenantSide | undefined): Question {
  const isSkipped = (answers: Answers) => question.skip?.(answers) ?? false;
  const isPreset = (answers: Answers) => answers[source] !== sources.hand;
  const byHand = (answers: Answers, frame: PromptFrame) => question.ask(answers, frame);
  if (endpoints.includes(question.field)) {
    return { ...question, skip: (answers) => isPreset(answers) || isSkipped(answers) };
  }
  switch (question.field) {
    case "clientId":
      return { ask: (answers, frame) => askApplication(answers, sideOf(answers), frame, byHand) };
    case "clientSecret":
      return { ask: (answers, frame) => askSecret(answers, sideOf(answers), frame, byHand) };
    case "clientAuthenticationMethods":
      return { ...question, skip: (answers) => application in answers || isSkipped(answers) };
    default:
      return question;
  }
}

type ByHand = Question["ask"];

async function askApplication(
  { [application]: _, ...answers }: Answers,
  side: TenantSide | undefined,
  frame: PromptFrame,
  byHand: ByHand,
): Promise<Answers | typeof back> {
  if (!side) return byHand(answers, frame);
  const chosen = await pick<Application | "other">({
    ...frame,
    placeholder: l10n.t("Which application does the developer portal sign in with?"),
    options: [
      ...side.applications.map((one) => ({
        icon: "window",
        label: one.name,
        description: one.clientId,
        value: one,
        picked: one.clientId === answers["clientId"],
      })),
      { icon: "edit", label: l10n.t("Another client id…"), value: "other" },
    ],
  });
  if (chosen === back) return back;
  if (chosen === "other") return byHand(answers, frame);
  const isPublic = chosen.tokenEndpointAuthMethod === "none";
  return withPreset(
    { ...answers, [application]: isPublic ? "public" : chosen.clientId },
    applicationPreset(chosen),
  );
}

/** The secret of an application is read from Auth0 when the server is made, and kept nowhere. */
async function askSecret(
  { clientSecret: _, ...answers }: Answers,
  side: TenantSide | undefined,
  frame: PromptFrame,
  byHand: ByHand,
): Promise<Answers | typeof back> {
  const id = textIn(answers, application);
  if (!side || id === "") return byHand(answers, frame);
  if (id === "public") return answers;
  const from: Json = { secretOf: { kind: auth0Application.id, owner: side.domain, id } };
  const chosen = await pick<"application" | "typed" | "none">({
    ...frame,
    placeholder: l10n.t("Which client secret does it get?"),
    options: [
      {
        icon: "key",
        label: l10n.t("That of the application"),
        detail: l10n.t("Read from Auth0 when the plan is applied, and kept nowhere here"),
        value: "application",
      },
      { icon: "edit", label: l10n.t("Type it…"), value: "typed" },
      { icon: "circle-slash", label: l10n.t("None, for PKCE"), value: "none" },
    ],
  });
  if (chosen === back) return back;
  if (chosen === "typed") return byHand(answers, frame);
  return chosen === "none" ? answers : { ...answers, clientSecret: from };
}

function withPreset(answers: Answers, preset: object): Answers {
  const values: Answers = JSON.parse(JSON.stringify(preset));
  return { ...answers, ...values };
}

function textIn(answers: Answers, name: string): string {
  const value = answers[name];
  return typeof value === "string" ? value : "";
}
