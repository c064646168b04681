import { env, l10n } from "vscode";
import { Failure } from "../../core/failure.ts";
import { kinds } from "../../resources/all-kinds.ts";
import { auth0Api } from "../../resources/kinds/auth0-api.ts";
import { chooseResourceTarget, chooseTarget } from "../choose-target.ts";
import { commandIds } from "../ids.ts";
import type { Services } from "../services.ts";
import { type Target, targetOf, valueIn } from "../target.ts";
import { chooseAnyApi } from "./choose-api.ts";
import type { Command, Report } from "./command.ts";

/** Commands that put something of a tree item, or of what the person chooses, on the clipboard. */
export function copyCommands({ accounts }: Pick<Services, "accounts">): Command[] {
  const shown = kinds.filter(({ tree }) => tree !== undefined);
  const any = (title: string) =>
    chooseTarget(accounts, shown, title, () => chooseAnyApi(accounts, undefined, title));
  return [
    {
      id: commandIds.copyId,
      title: l10n.t("Copy ID"),
      run: async (argument) => {
        const target = targetOf(argument) ?? (await any(l10n.t("Copy ID")));
        return copy(idOf(target), l10n.t("Copied the ID of {0}", titleOf(target)));
      },
    },
    {
      id: commandIds.copyAudience,
      title: l10n.t("Copy Audience"),
      run: async (argument) => {
        const title = l10n.t("Copy Audience");
        const target = targetOf(argument) ?? (await chooseResourceTarget(accounts, auth0Api, title));
        const audience = valueIn(target, auth0Api)?.identifier;
        return copy(audience, l10n.t("Copied the audience of {0}", titleOf(target)));
      },
    },
    {
      id: commandIds.copyAsJson,
      title: l10n.t("Copy as JSON"),
      run: async (argument) => {
        const target = targetOf(argument) ?? (await any(l10n.t("Copy as JSON")));
        const text = "value" in target ? JSON.stringify(target.value, undefined, 2) : undefined;
        return copy(text, l10n.t("Copied {0} as JSON", titleOf(target)));
      },
    },
    {
      id: commandIds.copyValue,
      title: l10n.t("Copy Value"),
      run: async (argument) => {
        const target = targetOf(argument);
        const fact = target?.kind === "fact" ? target : undefined;
        return copy(fact?.text, l10n.t("Copied: {0}", fact?.label ?? ""));
      },
    },
  ];
}

/** What was copied may be long, or of no use to whoever reads: `said` names it in a few words. */
async function copy(text: string | undefined, said: string): Promise<Report> {
  if (text === undefined) {
    throw new Failure("invalid-input", l10n.t("There is nothing to copy."), {
      remedy: l10n.t("Use the command from the context menu of a tree item."),
    });
  }
  await env.clipboard.writeText(text);
  return { quiet: true, text: said };
}

/** The id by which the clouds' own tools know the thing. */
function idOf(target: Target): string | undefined {
  switch (target.kind) {
    case "tenant":
      return target.account.domain;
    case "resource":
      return target.ref.id;
    case "policy":
    case "resource-group":
    case "fact":
      return undefined;
    case "subscription":
    case "instance":
    case "apim-api":
    case "operation":
    case "product":
    case "fragment":
      return target.value.id;
  }
}

/** The thing as its row names it. */
function titleOf(target: Target): string {
  switch (target.kind) {
    case "tenant":
      return target.account.domain;
    case "resource":
      return target.of.titleOf(target.value, target.ref);
    case "policy":
      return target.title;
    case "resource-group":
      return target.of.plural;
    case "fact":
      return target.label;
    case "subscription":
      return target.value.name;
    case "instance":
      return target.value.serviceName;
    case "fragment":
      return target.value.fragmentId;
    case "apim-api":
    case "operation":
    case "product":
      return target.value.displayName;
  }
}
