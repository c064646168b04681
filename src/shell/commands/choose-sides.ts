import type { Auth0Account } from "../../domain/account.ts";
import { auth0Api } from "../../resources/kinds/auth0-api.ts";
import type { Accounts } from "../session/accounts.ts";
import { type ApimApiTarget, type BothSides, type Target, targetOf } from "../target.ts";
import { pickTenant } from "./choose-account.ts";
import { chooseApi } from "./choose-api.ts";

/** The two sides of a link that is to be made. */
export interface LinkSides {
  readonly api: ApimApiTarget;
  readonly tenant: Auth0Account;
  /** Id of the Auth0 API, where the person has named one. */
  readonly auth0ApiId?: string;
}

/** The two sides that the command is about: those that the tree items say, and for the others the person is asked. */
export async function chooseSides(accounts: Accounts, argument: unknown, title: string): Promise<LinkSides> {
  const named = auth0ApiIn(targetOf(argument)) ?? auth0ApiIn(otherSideOf(argument));
  if (!named) {
    const api = await chooseApi(accounts, argument, title);
    return { api, tenant: await pickTenant(accounts, api.account) };
  }
  const { account, id } = named;
  return { api: await chooseApi(accounts, argument, title, account), tenant: account, auth0ApiId: id };
}

/** The Auth0 API that a tree item stands for. */
export function auth0ApiIn(target: Target | undefined): { account: Auth0Account; id: string } | undefined {
  if (target?.kind !== "resource" || target.of.id !== auth0Api.id) return undefined;
  const { account, ref } = target;
  return "domain" in account ? { account, id: ref.id } : undefined;
}

function otherSideOf(argument: unknown): Target | undefined {
  if (typeof argument !== "object" || argument === null || !("auth0Api" in argument)) return undefined;
  // Only our own controller of drag and drop passes such an argument.
  return (argument as BothSides).auth0Api;
}
