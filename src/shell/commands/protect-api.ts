import { l10n } from "vscode";
import {
  type Protection,
  planConnectionAccess,
  planProtection,
  readProtectApi,
  withAccess,
} from "../../workflows/protect-api.ts";
import { reading } from "../cancellation.ts";
import { connectionNotes } from "../credential-tenant.ts";
import { commandIds } from "../ids.ts";
import type { Services } from "../services.ts";
import type { ApimApiTarget } from "../target.ts";
import { askAboutApi } from "./ask-about-api.ts";
import { chooseApi } from "./choose-api.ts";
import type { Command, Report } from "./command.ts";
import { type ProtectAnswers, protectionsOf, protectQuestions } from "./protect-api-questions.ts";

/** The command that protects an API by one of the scenarios or options of API Management: ask, plan, review, apply. */
export function protectApiCommand(services: Services): Command {
  const title = l10n.t("Protect API…");
  return { id: commandIds.protectApi, title, run: (argument) => protect(services, argument, title) };
}

async function protect(services: Services, argument: unknown, title: string): Promise<Report | undefined> {
  const { accounts } = services;
  const target = await chooseApi(accounts, argument, title);
  const name = target.value.displayName;
  const azure = await accounts.openAzure(target.account);
  return askAboutApi<ProtectAnswers>(services, name, {
    command: { id: commandIds.protectApi, title },
    title: l10n.t("Protect {0}", name),
    questions: protectQuestions(accounts, target, azure),
    answers: {},
    async plan(answers) {
      const snapshot = await reading(name, (signal) => readProtectApi(azure, target.value, signal));
      const protections = protectionsOf(answers);
      const told = await notesOf(services, target, protections);
      const { place } = answers;
      const access = await reading(name, (signal) =>
        planConnectionAccess(azure, snapshot.instance, protections, signal),
      );
      const planned = planProtection(snapshot, protections, place === "ask" ? undefined : place);
      const plan = withAccess(planned, access);
      return { ...plan, notes: [...plan.notes, ...told] };
    },
  });
}

/** What only both clouds together say of a protection. */
async function notesOf(
  { accounts }: Services,
  { account, value }: ApimApiTarget,
  protections: readonly Protection[],
): Promise<readonly string[]> {
  const azure = await accounts.openAzure(account);
  const connections = protections.flatMap((one) => (one.kind === "connection" ? [one] : []));
  const notes = connections.map(({ providerId }) =>
    reading(providerId, (signal) => connectionNotes(accounts, azure, value, providerId, signal)),
  );
  return (await Promise.all(notes)).flat();
}
