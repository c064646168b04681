import { l10n } from "vscode";
import { type AccessReport, accessOf, type InstanceSnapshot, withoutSecrets } from "../../access/index.ts";
import { Failure } from "../../core/failure.ts";
import { reading } from "../cancellation.ts";
import { chooseWhereCallsArrive } from "../commands/choose-policy.ts";
import type { Command } from "../commands/command.ts";
import { runCommand } from "../commands/run-command.ts";
import { commandIds } from "../ids.ts";
import type { Services } from "../services.ts";
import { targetOf } from "../target.ts";
import { AccessTab } from "./access-tab.ts";
import { actOnOperation, operationAct } from "./act-on-operation.ts";
import { openCheck } from "./open-check.ts";
import { copyReport, savePage } from "./page-file.ts";
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
  const title = l10n.t("Who gets in: {0}", nameOf(subject));
  const open = services.accessPages.get(keyOf(subject));
  const tab = open instanceof AccessTab ? open : openTab(services, subject);
  tab.showAccess({ title, ...read }, new Date());
  if (open) tab.reveal();
}

function openTab(services: Needs, subject: AccessSubject): AccessTab {
  const tab = new AccessTab("auth0Apim.access", l10n.t("Who gets in: {0}", nameOf(subject)));
  const key = keyOf(subject);
  services.accessPages.set(key, tab);
  tab.onDidClose(() => services.accessPages.delete(key));
  tab.onDidPress((action) => {
    const run = actOf(services, tab, subject, action);
    if (run) void runCommand({ ...showAccessCommand(services), run }, undefined, services.logger);
    else openCheck(action, subject);
  });
  return tab;
}

/** What a button of the page does, but for those that lead to a place. */
function actOf(
  services: Needs,
  { shown }: AccessTab,
  subject: AccessSubject,
  action: string,
): Command["run"] | undefined {
  if (action === "again") return () => showAccessCommand(services).run({ target: subject });
  if (action === "save-html") return async () => shown && savePage(shown);
  if (action === "copy-json") return async () => shown && copyReport(shown);
  const act = operationAct(action, shown?.entries ?? []);
  if (!act) return undefined;
  return async () => {
    await actOnOperation(await services.accounts.openAzure(subject.account), subject, act);
    return undefined;
  };
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
