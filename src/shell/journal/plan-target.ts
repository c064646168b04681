import type { PlanFace } from "../review/plan-face.ts";
import type { Accounts } from "../session/accounts.ts";
import type { ApimApiTarget } from "../target.ts";

/**
 * The API that a plan is about, for other commands.
 *
 * @throws Failure when no account that is signed in now sees it.
 */
export async function targetOfFace(accounts: Accounts, { api, instance }: PlanFace): Promise<ApimApiTarget> {
  const account = await accounts.ownerOf(instance, new AbortController().signal);
  return { kind: "apim-api", account, instance, value: api };
}
