import { env, l10n } from "vscode";
import { Failure } from "../../core/failure.ts";
import { auth0Api } from "../../resources/kinds/auth0-api.ts";
import { commandIds } from "../ids.ts";
import { type Target, targetOf, valueIn } from "../target.ts";
import type { Command, Report } from "./command.ts";

/** Commands that put something of a tree item on the clipboard. */
export function copyCommands(): Command[] {
  const command = (
    id: Command["id"],
    title: string,
    textOf: (target: Target) => string | undefined,
  ): Command => ({
    id,
    title,
    run: (argument) => copy(argument, textOf),
  });
  return [
    command(commandIds.copyId, l10n.t("Copy ID"), idOf),
    command(
      commandIds.copyAudience,
      l10n.t("Copy Audience"),
      (target) => valueIn(target, auth0Api)?.identifier,
    ),
    command(commandIds.copyAsJson, l10n.t("Copy as JSON"), (target) =>
      "value" in target ? JSON.stringify(target.value, undefined, 2) : undefined,
    ),
  ];
}

async function copy(argument: unknown, textOf: (target: Target) => string | undefined): Promise<Report> {
  const target = targetOf(argument);
  const text = target && textOf(target);
  if (text === undefined) {
    throw new Failure("invalid-input", l10n.t("There is nothing to copy."), {
      remedy: l10n.t("Use the command from the context menu of a tree item."),
    });
  }
  await env.clipboard.writeText(text);
  const [firstLine = ""] = text.split("\n");
  return { quiet: true, text: l10n.t("Copied {0}", text.length > 80 ? `${firstLine}…` : text) };
}

/** The id by which the clouds' own tools know the thing. */
function idOf(target: Target): string | undefined {
  if (target.kind === "tenant") return target.account.domain;
  if (target.kind === "resource") return target.ref.id;
  return target.kind === "policy" || target.kind === "resource-group" ? undefined : target.value.id;
}
