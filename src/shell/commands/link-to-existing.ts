import { l10n } from "vscode";
import { Failure } from "../../core/failure.ts";
import { apiTitle } from "../../domain/auth0.ts";
import {
  choicesForExisting,
  type ExistingLink,
  existingLinks,
  readSecureApi,
} from "../../workflows/secure-api.ts";
import { tenantLabel } from "../account-label.ts";
import { reading } from "../cancellation.ts";
import { commandIds } from "../ids.ts";
import { back, type Option, pick } from "../prompts.ts";
import type { Services } from "../services.ts";
import { runWizard } from "../wizard.ts";
import { chooseSides } from "./choose-sides.ts";
import type { Command, Report } from "./command.ts";
import { existingChecksQuestion } from "./existing-checks-question.ts";
import { openClouds } from "./open-clouds.ts";
import { reviewSecuring } from "./secure-api.ts";

/** The command that links an API with what is there on both sides, and creates nothing. */
export function linkToExistingCommand(services: Services): Command {
  const title = l10n.t("Link to Existing…");
  return { id: commandIds.linkToExisting, title, run: (argument) => link(services, argument, title) };
}

async function link(services: Services, argument: unknown, title: string): Promise<Report | undefined> {
  const { api, tenant, auth0ApiId } = await chooseSides(services.accounts, argument, title);
  const name = api.value.displayName;
  const clouds = await openClouds(services.accounts, tenant, api.account);
  const snapshot = await reading(l10n.t("{0} and {1}", name, tenantLabel(tenant)), (signal) =>
    readSecureApi(clouds, api.value, signal, auth0ApiId),
  );
  const links = existingLinks(snapshot);
  if (links.length === 0) {
    throw new Failure("not-found", l10n.t("{0} has no API to link {1} to.", tenantLabel(tenant), name), {
      remedy: l10n.t("Run “Secure API with Auth0”, which creates one."),
    });
  }
  const chosen = await pick({
    title: l10n.t("Link {0} to What Is There", name),
    placeholder: l10n.t("Choose what to link it to; nothing is created"),
    options: links.map(optionOf),
  });
  if (chosen === back) throw new Failure("cancelled", "Cancelled.");
  const choices = choicesForExisting(chosen);
  const existing = existingChecksQuestion(snapshot);
  const asked = existing.skip?.(choices) ? choices : await runWizard(title, [existing], choices);
  return reviewSecuring(services, snapshot, asked, api, commandIds.linkToExisting);
}

function optionOf(link: ExistingLink): Option<ExistingLink> {
  const { auth0Api, signIn } = link;
  return {
    icon: signIn ? "account" : "shield",
    label: apiTitle(auth0Api),
    description: auth0Api.identifier,
    detail: signIn
      ? l10n.t("signs in by {0}, as the application {1}", signIn.server.displayName, signIn.application.name)
      : l10n.t("tokens are checked only; the developer portal gets no sign-in"),
    value: link,
  };
}
