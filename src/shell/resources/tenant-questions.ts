import { l10n } from "vscode";
import type { Auth0Account, AzureAccount } from "../../domain/account.ts";
import type { Application, Auth0Api, Discovery } from "../../domain/auth0.ts";
import { parseInstancePath } from "../../domain/azure-paths.ts";
import type { Json } from "../../resources/kind.ts";
import { auth0Api } from "../../resources/kinds/auth0-api.ts";
import { auth0Application } from "../../resources/kinds/auth0-application.ts";
import { listAll } from "../../workflows/collect.ts";
import { applicationPreset } from "../../workflows/server-presets.ts";
import { ownerLabel, tenantLabel } from "../account-label.ts";
import { reading } from "../cancellation.ts";
import { back, type Option, type PromptFrame, pick } from "../prompts.ts";
import { isSandboxAccount } from "../session/account-list.ts";
import type { Accounts } from "../session/accounts.ts";
import type { Answers, Question } from "./questions.ts";

/** What a tenant has that an authorization server or an OpenID Connect provider can stand for. */
export interface TenantSide {
  readonly domain: string;
  readonly discovery: Discovery;
  readonly apis: readonly Auth0Api[];
  readonly applications: readonly Application[];
}

/** The answers that no field has: where endpoints are from, and the application of the tenant (`public` for one without a secret). */
const source = "?source";
const application = "?application";

/** The source of what is typed. */
export const byHand = "hand";

/** Where the endpoints of `answers` are from: the domain of a tenant, {@link byHand}, or what was offered besides. */
export function sourceOf(answers: Answers): string {
  return textIn(answers, source);
}

/** Whether an application of a tenant was chosen. */
export function hasApplication(answers: Answers): boolean {
  return application in answers;
}

/**
 * Asks who signs people in: a tenant whose account is connected, one of `others`, or what is typed by hand. What is chosen here
 * begins anew, with what `preset` makes of the tenant.
 */
export function sourceQuestion(
  accounts: Accounts,
  owner: string,
  others: readonly Option<string>[],
  preset: (side: TenantSide) => object = () => ({}),
): Question & { sideOf(answers: Answers): TenantSide | undefined } {
  const sides = new Map<string, TenantSide>();
  return {
    sideOf: (answers) => sides.get(sourceOf(answers)),
    async ask(_, frame) {
      const chosen = await pick<Auth0Account | string>({
        ...frame,
        placeholder: l10n.t("Who signs the users in?"),
        options: [
          ...(await tenantsBeside(accounts, owner)),
          ...others,
          { icon: "edit", label: l10n.t("Another one, by hand"), value: byHand },
        ],
      });
      if (chosen === back) return back;
      if (typeof chosen === "string") return { [source]: chosen };
      const side = await reading(tenantLabel(chosen), (signal) => readTenantSide(accounts, chosen, signal));
      sides.set(side.domain, side);
      return withPreset({ [source]: side.domain }, preset(side));
    },
  };
}

/** The sandbox's tenant and the sandbox's instance belong together: neither can be reached from the internet. */
async function tenantsBeside(accounts: Accounts, owner: string): Promise<Option<Auth0Account>[]> {
  const azure = await accountOf(accounts, owner);
  const beside = accounts.tenants.all().filter((one) => isSandboxAccount(one) === isSandboxAccount(azure));
  return beside.map((account) => ({
    icon: "organization",
    label: l10n.t("Auth0 tenant {0}", tenantLabel(account)),
    detail: l10n.t("Its endpoints are read; you choose an API and an application of it"),
    value: account,
  }));
}

/** The account that sees an instance. */
export function accountOf(accounts: Accounts, owner: string): Promise<AzureAccount> {
  return reading(ownerLabel(accounts, owner), (signal) => accounts.ownerOf(parseInstancePath(owner), signal));
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

/** Asks for the application that the portal signs in with; for its client id by `typed` where no tenant is known. */
export async function askApplication(
  { [application]: _, ...answers }: Answers,
  side: TenantSide | undefined,
  frame: PromptFrame,
  typed: Question["ask"],
): Promise<Answers | typeof back> {
  if (!side) return typed(answers, frame);
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
  if (chosen === "other") return typed(answers, frame);
  const isPublic = chosen.tokenEndpointAuthMethod === "none";
  return withPreset(
    { ...answers, [application]: isPublic ? "public" : chosen.clientId },
    applicationPreset(chosen),
  );
}

/** Asks for the client secret; that of an application is read from Auth0 when the plan is applied, and kept nowhere. */
export async function askSecret(
  { clientSecret: _, ...answers }: Answers,
  side: TenantSide | undefined,
  frame: PromptFrame,
  typed: Question["ask"],
): Promise<Answers | typeof back> {
  const id = textIn(answers, application);
  if (!side || id === "") return typed(answers, frame);
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
  if (chosen === "typed") return typed(answers, frame);
  return chosen === "none" ? answers : { ...answers, clientSecret: from };
}

/** `answers` with what is known of a preset. */
export function withPreset(answers: Answers, preset: object): Answers {
  const values: Answers = JSON.parse(JSON.stringify(preset));
  return { ...answers, ...values };
}

function textIn(answers: Answers, name: string): string {
  const value = answers[name];
  return typeof value === "string" ? value : "";
}
