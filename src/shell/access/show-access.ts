import { env, l10n } from "vscode";
import { type AccessReport, accessOf, type InstanceSnapshot, withoutSecrets } from "../../access/index.ts";
import { renderAccessPage } from "../../access/page/index.ts";
import { Failure } from "../../core/failure.ts";
import { reading } from "../cancellation.ts";
import { chooseWhereCallsArrive } from "../commands/choose-policy.ts";
import type { Command } from "../commands/command.ts";
import { runCommand } from "../commands/run-command.ts";
import { commandIds } from "../ids.ts";
import { PagePanel } from "../review/page-panel.ts";
import type { Services } from "../services.ts";
import { targetOf } from "../target.ts";
import { openCheck } from "./open-check.ts";
import { readSnapshot } from "./read-snapshot.ts";
import { type AccessSubject, isAbout, keyOf, nameOf, subjectOf } from "./subject.ts";

/** What the command works with. */
type Needs = Pick<Services, "accounts" | "accessPages" | "logger">;

/** The command that shows who gets in at an instance, a product, an API or an operation, and why. */
export function showAccessCommand(services: Needs): Command {
  const title = l10n.t("Show Access");
  return {
    id: commandIds.showAccess,
    title,
    run: async (argument) => {
      const target = targetOf(argument) ?? (await chooseWhereCallsArrive(services.accounts, title));
      const subject = subjectOf(target);
      if (subject) await showAccess(services, subject);
      return undefined;
    },
  };
}

/** Reads anew what is shown already, too: whoever asks wants to know how it is now. */
async function showAccess(services: Needs, subject: AccessSubject): Promise<void> {
  const read = await reading(l10n.t("who gets in at {0}", nameOf(subject)), (signal) =>
    readSubject(services, subject, signal),
  );
  const { accessPages } = services;
  const open = accessPages.get(keyOf(subject));
  const panel = open ?? openPanel(services, subject);
  const title = l10n.t("Who gets in: {0}", nameOf(subject));
  const readAt = new Date().toLocaleTimeString(env.language);
  panel.showDocument(title, (nonce) => renderAccessPage({ title, ...read, readAt }, nonce));
  if (open) panel.reveal();
}

function openPanel(services: Needs, subject: AccessSubject): PagePanel {
  const panel = new PagePanel("auth0Apim.access", l10n.t("Who gets in: {0}", nameOf(subject)));
  const key = keyOf(subject);
  services.accessPages.set(key, panel);
  panel.onDidClose(() => services.accessPages.delete(key));
  panel.onDidPress((action) => {
    if (action === "again")
      void runCommand(showAccessCommand(services), { target: subject }, services.logger);
    else openCheck(action, subject);
  });
  return panel;
}

/** @throws Failure `not-found` where nothing is left of what the page is about. */
async function readSubject(
  { accounts }: Needs,
  subject: AccessSubject,
  signal: AbortSignal,
): Promise<AccessReport & { readonly instances: readonly InstanceSnapshot[] }> {
  const cloud = await accounts.openAzure(subject.account);
  const snapshot = await readSnapshot(cloud, subject, signal);
  const { entries, notes } = withoutSecrets(accessOf(snapshot));
  const own = entries.filter(isAbout(subject));
  if (own.length > 0) return { entries: own, notes, instances: [snapshot] };
  throw new Failure("not-found", l10n.t("{0} has no operation that anybody could call.", nameOf(subject)));
}
