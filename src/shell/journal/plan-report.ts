import { commands, env, l10n } from "vscode";
import { canUndo, isRefused, isUnfinished, type Journal } from "../../resources/journal.ts";
import type { Choice, Report } from "../commands/command.ts";
import { commandIds } from "../ids.ts";
import { faceOf } from "../review/plan-face.ts";
import { verdictOf } from "../review/verdict.ts";
import type { Services } from "../services.ts";
import { forgetPassword, passwordOf } from "./generated-password.ts";
import { targetOfFace } from "./plan-target.ts";

/**
 * What is said of a plan that was made, or made further: the verdict of its page, and the same ways on. Whoever has the page before
 * their eyes is told once, by the page.
 */
export function reportPlan(services: Services, journal: Journal): Report {
  const { tone, said, reason } = verdictOf(journal, faceOf(journal));
  if (services.planTabs.get(journal.id)?.isVisible) return { quiet: true, text: said };
  return {
    kind: tone === "pass" ? "information" : tone === "warn" ? "warning" : "error",
    text: [said, reason].filter(Boolean).join(" "),
    choices: waysOn(services, journal),
  };
}

function waysOn(services: Services, journal: Journal): Choice[] {
  const face = faceOf(journal);
  const open = isUnfinished(journal);
  const generated = passwordOf(journal);
  const run = (title: string, id: string, argument?: object): Choice => ({
    title,
    run: () => commands.executeCommand(id, argument),
  });
  const again = open
    ? [run(l10n.t("Try Again"), commandIds.openPlans, { plan: journal.id, act: "make" })]
    : [];
  return [
    ...(isRefused(journal) ? [] : again),
    ...(!open && face ? [testLink(services, face)] : []),
    ...(canUndo(journal) ? [run(l10n.t("Undo"), commandIds.undoLast, { plan: journal.id })] : []),
    ...(isRefused(journal) ? again : []),
    ...(generated ? [copyPassword(services, journal.id, generated.password)] : []),
    ...(open ? [run(l10n.t("Show Log"), commandIds.showLog)] : []),
  ];
}

function testLink({ accounts }: Services, face: NonNullable<ReturnType<typeof faceOf>>): Choice {
  return {
    title: l10n.t("Test Link"),
    run: async () =>
      commands.executeCommand(commandIds.testLink, { target: await targetOfFace(accounts, face) }),
  };
}

function copyPassword(services: Services, id: string, password: string): Choice {
  return {
    title: l10n.t("Copy Password of the User"),
    run: async () => {
      await env.clipboard.writeText(password);
      await forgetPassword(services, id);
    },
  };
}
