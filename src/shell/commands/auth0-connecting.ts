import { commands, env, l10n, Uri } from "vscode";
import { inNumber } from "../../core/count.ts";
import { Failure, toFailure } from "../../core/failure.ts";
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
import { auth0AccountKey } from "../session/account-list.ts";
import { askUntilTaken } from "../wizard.ts";
import {
  type Auth0Answers,
  type Auth0QuestionName,
  accountOf,
  auth0QuestionNames,
  proofQuestion,
} from "./auth0-answers.ts";
import { auth0Questions } from "./auth0-questions.ts";
import { cliTenants } from "./auth0-sources.ts";
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

/** An account that was found to work. */
interface Tried extends Awaited<ReturnType<typeof connectAuth0>> {
  readonly account: Auth0Account;
  readonly secret: string;
}

/** An account that was not, and which answer was wrong; `undefined` when none was. */
interface Refused {
  readonly failure: Failure;
  readonly question: Auth0QuestionName | undefined;
}

/** Asks, tries, and keeps the account that works. What was typed survives a mistake: only what was wrong is asked again. */
export async function connectTenant(services: Services, start: Start): Promise<Report> {
  const { accounts } = services;
  const { account, secret, tenant, missingScopes, answers } = await tryUntilTaken(services, start);
  const named = nameOf(account, start.instead?.name ?? tenant.friendlyName ?? answers.name);
  await accounts.connectTenant(named, secret);
  const { instead } = start;
  if (instead && auth0AccountKey(instead) !== auth0AccountKey(account)) {
    await accounts.disconnectTenant(instead);
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

async function tryUntilTaken(services: Services, { title, instead, from, answers: given }: Start) {
  const { environment } = services;
  const suggestions = instead ? [] : await cliTenants(environment);
  const { answers, result } = await askUntilTaken<Auth0Answers, Auth0QuestionName, Tried>({
    title,
    names: auth0QuestionNames,
    answers: given,
    from,
    questions: (refusal) => auth0Questions({ environment, suggestions, domain: instead?.domain, refusal }),
    async take(tried) {
      const found = await attempt(services, tried);
      if (!("failure" in found)) return { result: found };
      const { failure, question } = found;
      if (!question) await waitForGrant(failure, tried);
      return {
        refused: question && { question, text: failure.text },
        answers: { ...tried, given: answersKept(question) },
      };
    },
  });
  return { ...result, answers };
}

async function attempt({ accounts, sandbox }: Services, answers: Auth0Answers): Promise<Tried | Refused> {
  const { factory } = accounts;
  const read = await accountOf(factory, answers).catch(toFailure);
  if (read instanceof Failure) {
    return {
      failure: read,
      question: read.code === "unauthorized" ? "passphrase" : proofQuestion(answers.way),
    };
  }
  const { account: plain, secret } = read;
  const running = sandbox.running;
  // an application that somebody made in the sandbox is signed in to with the sandbox's certificate authority
  const account = running?.auth0.domain === plain.domain ? { ...plain, sandbox: { ca: running.ca } } : plain;
  try {
    const connected = await withProgress(l10n.t("Connecting to {0}…", account.domain), (signal) =>
      connectAuth0(factory, { account, secret }, signal),
    );
    return { ...connected, account, secret };
  } catch (error) {
    const failure = toFailure(error);
    return { failure, question: questionOf(failure, answers.way) };
  }
}

/** Which answer a tenant's refusal speaks of. That of a key may be about the id, the key or the algorithm. */
function questionOf({ code }: Failure, way: Auth0Answers["way"]): Auth0QuestionName | undefined {
  if (code === "unauthorized") return way === "private-key" ? "clientId" : proofQuestion(way);
  const isElsewhere = code === "invalid-input" || code === "unreachable" || code === "not-found";
  if (!isElsewhere) return undefined;
  return way === "token" ? "token" : "domain";
}

/** The answers behind a refused one that stay as they are. */
function answersKept(refused: Auth0QuestionName | undefined): readonly Auth0QuestionName[] {
  if (refused === "keyFrom" || refused === "passphrase") return ["algorithm"];
  return refused === "domain" ? auth0QuestionNames.slice(auth0QuestionNames.indexOf("domain") + 1) : [];
}

/** Ends when the person says that the application may use the Management API now; throws what it was given otherwise. */
async function waitForGrant(failure: Failure, { domain, clientId }: Auth0Answers): Promise<void> {
  if (failure.code !== "forbidden") throw failure;
  const [again, show] = [l10n.t("Try Again"), l10n.t("Show Where to Grant It")];
  for (;;) {
    const answer = await showMessage({ kind: "error", text: failure.text }, [again, show]);
    if (answer === again) return;
    if (answer === undefined) throw failure;
    const missing = managementScopes;
    const tenant = domain === "" ? {} : { domain: normaliseTenantDomain(domain), clientId };
    await commands.executeCommand(commandIds.showManagementScopes, { ...tenant, missing });
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
