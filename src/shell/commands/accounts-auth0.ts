import { commands, env, l10n, Uri } from "vscode";
import { inNumber } from "../../core/count.ts";
import { Failure } from "../../core/failure.ts";
import type { Auth0Account } from "../../domain/account.ts";
import {
  connectAuth0,
  type MissingScope,
  managementScopes,
  normaliseTenantDomain,
} from "../../workflows/connect.ts";
import { withProgress } from "../cancellation.ts";
import { commandIds, viewIds } from "../ids.ts";
import { askText, required } from "../prompts.ts";
import type { Services } from "../services.ts";
import { targetOf } from "../target.ts";
import { runWizard, type WizardStep } from "../wizard.ts";
import { pickTenant } from "./choose-account.ts";
import type { Command, Report } from "./command.ts";
import { clientIdProblem } from "./name-problems.ts";
import { applicationPage } from "./open-in-browser.ts";

interface Answers {
  readonly domain: string;
  readonly clientId: string;
  readonly clientSecret: string;
}

/** Commands that connect and disconnect Auth0 tenants. */
export function auth0AccountCommands(services: Services): Command[] {
  return [
    {
      id: commandIds.connectAuth0,
      title: l10n.t("Connect Auth0 Tenant"),
      run: () => connect(services),
    },
    {
      id: commandIds.disconnectAuth0,
      title: l10n.t("Disconnect Auth0 Tenant"),
      run: (argument) => disconnect(services, argument),
    },
  ];
}

async function connect({ accounts }: Services): Promise<Report> {
  const { domain, clientId, clientSecret } = await runWizard<Answers>(
    l10n.t("Connect Auth0 Tenant"),
    questions(),
    { domain: "", clientId: "", clientSecret: "" },
  );
  const account: Auth0Account = { domain: normaliseTenantDomain(domain), clientId };
  const { tenant, missingScopes } = await withProgress(
    l10n.t("Connecting to {0}…", account.domain),
    (signal) => connectAuth0(accounts.factory, { account, clientSecret }, signal),
  );
  await accounts.connectTenant(account, clientSecret);
  await commands.executeCommand(`${viewIds.tenants}.focus`);
  const name = tenant.friendlyName ?? account.domain;
  return missingScopes.length === 0
    ? { text: l10n.t("The Auth0 tenant {0} is connected.", name) }
    : scopesMissing(name, account, missingScopes);
}

function questions(): WizardStep<Answers>[] {
  return [
    {
      ask: (state, frame) =>
        put(state, "domain", {
          ...frame,
          prompt: l10n.t("Domain of the tenant, from the settings of any of its applications"),
          placeholder: "contoso.eu.auth0.com",
          value: state.domain,
          validate: domainProblem,
        }),
    },
    {
      ask: (state, frame) =>
        put(state, "clientId", {
          ...frame,
          prompt: l10n.t(
            "Client ID of a machine-to-machine application authorized for the Auth0 Management API",
          ),
          value: state.clientId,
          validate: clientIdProblem,
        }),
    },
    {
      ask: (state, frame) =>
        put(state, "clientSecret", {
          ...frame,
          prompt: l10n.t("Client secret of that application; it is kept in VS Code’s secret storage"),
          password: true,
          validate: required,
        }),
    },
  ];
}

async function put<K extends keyof Answers>(state: Answers, key: K, prompt: Parameters<typeof askText>[0]) {
  const answer = await askText(prompt);
  return typeof answer === "string" ? { ...state, [key]: answer } : answer;
}

function domainProblem(text: string): string | undefined {
  if (text === "") return required(text);
  try {
    normaliseTenantDomain(text);
    return undefined;
  } catch (error) {
    return error instanceof Failure ? error.text : String(error);
  }
}

/** More scopes than this are counted, not named: the button copies all of them. */
const scopesNamed = 3;

function scopesMissing(name: string, account: Auth0Account, missing: readonly MissingScope[]): Report {
  const named = missing.slice(0, scopesNamed).map(({ scope }) => scope);
  const more = missing.length - named.length;
  const list = more > 0 ? l10n.t("{0} and {1} more", named.join(", "), more) : named.join(", ");
  return {
    kind: "warning",
    text: [
      inNumber(
        missing.length,
        l10n.t("{0} is connected, but its application lacks the Management API scope {1}.", name, list),
        l10n.t(
          "{0} is connected, but its application lacks {1} Management API scopes: {2}.",
          name,
          missing.length,
          list,
        ),
      ),
      missing[0]?.consequence ?? "",
      l10n.t(
        "Grant them in the Auth0 Dashboard > Applications > this application > APIs > Auth0 Management API.",
      ),
    ].join(" "),
    choices: [
      {
        title: l10n.t("Open Application"),
        run: () => env.openExternal(Uri.parse(applicationPage(account), true)),
      },
      {
        title: l10n.t("Copy All Needed Scopes"),
        run: () => env.clipboard.writeText(managementScopes.join(" ")),
      },
    ],
  };
}

async function disconnect({ accounts, sandbox }: Services, argument: unknown): Promise<Report> {
  const target = targetOf(argument);
  const account = target?.kind === "tenant" ? target.account : await pickTenant(accounts);
  if (account.sandbox) {
    await sandbox.stop();
    return { text: l10n.t("The sandbox is stopped; both its sides are disconnected.") };
  }
  await accounts.disconnectTenant(account);
  return { text: l10n.t("The Auth0 tenant {0} is disconnected and its secret forgotten.", account.domain) };
}
