import { l10n } from "vscode";
import { Failure } from "../../core/failure.ts";
import { apiTitle } from "../../domain/auth0.ts";
import { update } from "../../resources/changes.ts";
import { storeIn } from "../../resources/clouds.ts";
import { auth0Api } from "../../resources/kinds/auth0-api.ts";
import { defaultAudience } from "../../resources/kinds/default-audience.ts";
import { settingsId } from "../../resources/kinds/tenant-settings.ts";
import { collect } from "../../workflows/collect.ts";
import { reading } from "../cancellation.ts";
import { openCloudOf } from "../open-store.ts";
import { back, type PromptFrame, pick } from "../prompts.ts";
import type { Accounts } from "../session/accounts.ts";
import { type Answers, withFirst } from "./questions.ts";

/** The sandbox has no dashboard in which its settings would be changed, so that is a change of the plan. */
export async function askDefaultAudience(
  accounts: Accounts,
  owner: string,
  answers: Answers,
  frame: PromptFrame,
): Promise<Answers | typeof back> {
  const { stored, apis } = await reading(owner, async (signal) => {
    const { auth0 } = await openCloudOf(accounts, auth0Api, owner, signal);
    const ref = { kind: defaultAudience.id, owner, id: settingsId };
    return {
      stored: await storeIn(auth0, defaultAudience).read(ref, signal),
      apis: await collect(storeIn(auth0, auth0Api).list(owner, {}, signal), signal),
    };
  });
  const own = apis.filter(({ value }) => !value.isSystem);
  if (!stored || own.length === 0) {
    throw new Failure("not-found", l10n.t("{0} has no API that could be its default audience.", owner), {
      remedy: l10n.t("Create an Auth0 API with “Create…” first."),
    });
  }
  const audience = await pick({
    ...frame,
    placeholder: l10n.t(
      "The sandbox's tenant has no default audience, and without one Auth0 gives the credential manager no token. Which API shall it be? A real tenant has it in its dashboard",
    ),
    options: own.map(({ value }) => ({
      icon: auth0Api.icon,
      label: apiTitle(value),
      description: value.identifier,
      value: value.identifier,
    })),
  });
  if (audience === back) return back;
  const title = l10n.t("Make “{0}” the default audience of the sandbox's tenant", audience);
  const change = update(defaultAudience, stored, { audience }, { id: "default-audience", title });
  const next = { ...answers, "?audience": audience };
  return change ? withFirst(next, change) : next;
}
