import { commands, env, l10n, Uri } from "vscode";
import { inNumber } from "../../core/count.ts";
import { type Failure, toFailure } from "../../core/failure.ts";
import type { Auth0Account } from "../../domain/account.ts";
import {
  connectAuth0,
  type MissingScope,
  managementScopes,
  normaliseTenantDomain,
} from "../../workflows/connect.ts";
import { tenantLabel } from "../account-label.ts";
import { withProgress } from "../cancellation.ts";
import { commandIds, viewIds } from "../ids.ts";
import { showMessage } from "../messages.ts";
import type { Services } from "../services.ts";
import { runWizard } from "../wizard.ts";
import {
  type Auth0Answers,
  type Auth0QuestionName,
  auth0QuestionNames,
  auth0Questions,
  type Refusal,
} from "./auth0-questions.ts";
import type { Report } from "./command.ts";
import { applicationPage } from "./open-in-browser.ts";

/** From where a tenant is connected. */
interface Start {
  readonly title: string;
  readonly answers: Auth0Answers;
  /** The first question; those before it are answered. */
  readonly from: Auth0QuestionName;
  /** The account that the new one takes the place of. */
  readonly instead?: Auth0Account;
}

type Connected = Awaited<ReturnType<typeof connectAuth0>> & { readonly account: Auth0Account };

/** Asks, tries, and keeps the account that works. What was typed survives a mistake: only what was wrong is asked again. */
export async function connectTenant({ accounts }: Services, start: Start): Promise<Report> {
  const { account, tenant, missingScopes, answers } = await tryUntilTaken(accounts, start);
  const named = nameOf(account, start.instead?.name ?? tenant.friendlyName);
  await accounts.connectTenant(named, answers.clientSecret);
  if (start.instead && start.instead.clientId !== account.clientId) {
    await accounts.disconnectTenant(start.instead);
  }
  await commands.executeCommand(`${viewIds.tenants}.focus`);
  const name = tenantLabel(named);
  return missingScopes.length === 0
    ? { text: l10n.t("The Auth0 tenant {0} is connected.", name) }
    : scopesMissing(name, account, missingScopes);
}

function nameOf(account: Auth0Account, name: string | undefined): Auth0Account {
  return name === undefined || name === account.domain ? account : { ...account, name };
}

async function tryUntilTaken(
  accounts: Services["accounts"],
  { title, answers: given, from }: Start,
): Promise<Connected & { readonly answers: Auth0Answers }> {
  let answers = given;
  let next: number = auth0QuestionNames.indexOf(from);
  let refusal: Refusal | undefined;
  for (;;) {
    answers = await runWizard(title, auth0Questions(refusal), answers, next);
    const { clientId, clientSecret } = answers;
    const account: Auth0Account = { domain: normaliseTenantDomain(answers.domain), clientId };
    try {
      const connected = await withProgress(l10n.t("Connecting to {0}…", account.domain), (signal) =>
        connectAuth0(accounts.factory, { account, clientSecret }, signal),
      );
      return { ...connected, account, answers };
    } catch (error) {
      const failure = toFailure(error);
      refusal = refusalOf(failure);
      if (refusal) next = auth0QuestionNames.indexOf(refusal.question);
      else await waitForGrant(failure, account);
      if (!refusal) next = auth0QuestionNames.length;
    }
  }
}

/** Which answer `failure` speaks of; `undefined` when none was wrong. */
function refusalOf({ code, text }: Failure): Refusal | undefined {
  if (code === "unauthorized") return { question: "clientSecret", text };
  return code === "invalid-input" || code === "unreachable" || code === "not-found"
    ? { question: "domain", text }
    : undefined;
}

/** Ends when the person says that the application may use the Management API now; throws what it was given otherwise. */
async function waitForGrant(failure: Failure, { domain, clientId }: Auth0Account): Promise<void> {
  if (failure.code !== "forbidden") throw failure;
  const [again, show] = [l10n.t("Try Again"), l10n.t("Show Where to Grant It")];
  for (;;) {
    const answer = await showMessage({ kind: "error", text: failure.text }, [again, show]);
    if (answer === again) return;
    if (answer === undefined) throw failure;
    const missing = managementScopes;
    await commands.executeCommand(commandIds.showManagementScopes, { domain, clientId, missing });
  }
}

/** More scopes than this are counted, not named: the page has all of them. */
const scopesNamed = 3;

function scopesMissing(name: string, account: Auth0Account, missing: readonly MissingScope[]): Report {
  const named = missing.slice(0, scopesNamed).map(({ scope }) => scope);
  const more = missing.length - named.length;
  const list = more > 0 ? l10n.t("{0} and {1} more", named.join(", "), more) : named.join(", ");
  const { domain, clientId } = account;
  const scopes = { domain, clientId, missing: missing.map(({ scope }) => scope) };
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
        title: l10n.t("Show Needed Scopes"),
        run: () => commands.executeCommand(commandIds.showManagementScopes, scopes),
      },
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
