import { commands, l10n } from "vscode";
import { Failure } from "../../core/failure.ts";
import { withProgress } from "../cancellation.ts";
import { commandIds, viewIds } from "../ids.ts";
import { showMessage } from "../messages.ts";
import type { Services } from "../services.ts";
import { isLoopback } from "../session/account-list.ts";
import type { Command, Report } from "./command.ts";

/** Commands that start, stop and reset the local sandbox. */
export function sandboxCommands(services: Services): Command[] {
  return [
    { id: commandIds.startSandbox, title: l10n.t("Start Sandbox"), run: () => start(services) },
    { id: commandIds.stopSandbox, title: l10n.t("Stop Sandbox"), run: () => stop(services) },
    { id: commandIds.resetSandbox, title: l10n.t("Reset Sandbox"), run: () => reset(services) },
  ];
}

async function start({ sandbox }: Services): Promise<Report> {
  if (sandbox.running) {
    return {
      text: l10n.t("The sandbox is running already: its Auth0 tenant Sandbox and the instance contoso-apim."),
    };
  }
  await withProgress(l10n.t("Starting the sandbox…"), (signal) => sandbox.start(signal));
  await commands.executeCommand(`${viewIds.instances}.focus`);
  return {
    text: l10n.t(
      "The sandbox runs and is connected: its Auth0 tenant Sandbox and the API Management instance contoso-apim.",
    ),
    choices: [
      {
        title: l10n.t("Secure API with Auth0"),
        run: () => commands.executeCommand(commandIds.secureApi),
      },
    ],
  };
}

async function stop({ sandbox }: Services): Promise<Report> {
  if (!sandbox.running) {
    await sandbox.stop();
    return { text: l10n.t("The sandbox is not running.") };
  }
  await withProgress(l10n.t("Stopping the sandbox…"), () => sandbox.stop(), false);
  return { text: l10n.t("The sandbox is stopped. What was done in it is kept for the next start.") };
}

async function reset({ sandbox, journals, oldJournals }: Services): Promise<Report> {
  const confirm = l10n.t("Reset");
  const answer = await showMessage(
    {
      kind: "warning",
      text: l10n.t("Reset the sandbox?"),
      detail: l10n.t("Everything that was done in it is lost."),
    },
    [confirm],
  );
  if (answer !== confirm) throw new Failure("cancelled", "Cancelled.");
  await withProgress(l10n.t("Resetting the sandbox…"), async (signal) => {
    await sandbox.reset();
    await journals.forgetOwners(isLoopback);
    await oldJournals.forgetTenants(isLoopback);
    await sandbox.start(signal);
  });
  return {
    text: l10n.t(
      "The sandbox is as new: an empty Auth0 tenant, and the Basic Calculator API in contoso-apim.",
    ),
  };
}
