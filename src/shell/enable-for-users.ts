import { l10n } from "vscode";
import { Failure } from "../core/failure.ts";
import type { Application, Connection } from "../domain/auth0.ts";
import { creation } from "../resources/changes.ts";
import { type ShelvedClouds, storeIn, storeOf } from "../resources/clouds.ts";
import type { Change, Json, Stored } from "../resources/kind.ts";
import { auth0Application } from "../resources/kinds/auth0-application.ts";
import { auth0Connection } from "../resources/kinds/auth0-connection.ts";
import { enabledApplication } from "../resources/kinds/enabled-application.ts";
import { collect } from "../workflows/collect.ts";
import { reading } from "./cancellation.ts";
import { openCloudOf } from "./open-store.ts";
import { back, type PromptFrame, pick } from "./prompts.ts";
import { requireRight } from "./resources/rights.ts";
import type { Accounts } from "./session/accounts.ts";

/**
 * Asks for which application a connection is to be enabled, so that those who are made in it can sign in: Auth0 makes no user where
 * nobody could. `undefined` when it is enabled for some already.
 *
 * @throws Failure when it may not be enabled by this sign-in, or there is no application to enable it for.
 */
export async function askEnabling(
  accounts: Accounts,
  { ref, value }: Stored<Connection>,
  frame: PromptFrame,
): Promise<Change | undefined | typeof back> {
  const { owner, id: connectionId } = ref;
  const applications = await reading(enabledApplication.plural, async (signal) => {
    const clouds = await openCloudOf(accounts, auth0Connection, owner, signal);
    return (await isUsable(clouds, { ref, value }, signal)) ? undefined : signInsOf(clouds, owner, signal);
  });
  if (!applications) return undefined;
  await requireRight(accounts, enabledApplication, owner, "create");
  if (applications.length === 0) throw nobodyToEnable(value.name, owner);
  const chosen = await pick({
    ...frame,
    placeholder: l10n.t(
      "“{0}” is enabled for no application, so nobody could sign in, and Auth0 makes no user in it. For which application shall this plan enable it?",
      value.name,
    ),
    options: applications.map((one) => ({
      icon: auth0Application.icon,
      label: one.name,
      description: one.clientId,
      value: one,
    })),
  });
  if (chosen === back) return back;
  const title = l10n.t("Enable the connection “{0}” for the application “{1}”", value.name, chosen.name);
  const { clientId } = chosen;
  return creation(enabledApplication, owner, { connectionId, clientId }, { id: "enable", title });
}

/**
 * What must be made before a user can be, whom `values` say: that enables the connection for an application that is asked for,
 * where none has it.
 *
 * @throws Failure when there is no such connection.
 */
export async function enabledFirst(
  accounts: Accounts,
  owner: string,
  { connection: name }: Readonly<Record<string, Json>>,
): Promise<readonly Change[]> {
  if (typeof name !== "string") return [];
  const connection = await reading(auth0Connection.noun, async (signal) => {
    const { auth0 } = await openCloudOf(accounts, auth0Connection, owner, signal);
    for await (const found of storeIn(auth0, auth0Connection).list(owner, { name }, signal)) return found;
    return undefined;
  });
  if (!connection) {
    throw new Failure(
      "not-found",
      l10n.t("{0} has no connection “{1}” that could hold users.", owner, name),
      {
        remedy: l10n.t("Name one of its database connections in the document."),
      },
    );
  }
  const enabling = await askEnabling(accounts, connection, { title: l10n.t("Users of “{0}”", name) });
  if (enabling === back) throw new Failure("cancelled", "Cancelled.");
  return enabling ? [enabling] : [];
}

/** Whether somebody may sign in with it: all applications of third parties too may use one of the whole domain. */
async function isUsable(
  clouds: ShelvedClouds,
  { ref, value }: Stored<Connection>,
  signal: AbortSignal,
): Promise<boolean> {
  if (value.isDomainConnection === true) return true;
  const enabled = storeOf(clouds, enabledApplication).list(ref.owner, { connectionId: ref.id }, signal);
  for await (const _ of enabled) return true;
  return false;
}

/** The applications that people sign in to. */
async function signInsOf(
  clouds: ShelvedClouds,
  owner: string,
  signal: AbortSignal,
): Promise<readonly Application[]> {
  const all = await collect(storeOf(clouds, auth0Application).list(owner, {}, signal), signal);
  return all.map(({ value }) => value).filter(({ type }) => type !== "non_interactive");
}

function nobodyToEnable(name: string, owner: string): Failure {
  return new Failure(
    "not-found",
    l10n.t("“{0}” is enabled for no application, and {1} has none that people sign in to.", name, owner),
    { remedy: l10n.t("Create an application first; its users can then be made.") },
  );
}
