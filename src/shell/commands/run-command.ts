import { commands, type Disposable, l10n, window } from "vscode";
import { type Failure, isCancelled, type SignIn, toFailure } from "../../core/failure.ts";
import type { Logger } from "../../core/logger.ts";
import { type CommandId, commandIds } from "../ids.ts";
import { showMessage } from "../messages.ts";
import { withoutIcons } from "../plain-text.ts";
import type { Choice, Command, Report } from "./command.ts";

const quietMilliseconds = 5000;

/** Commands whose code is loaded when one of them is first run. */
export interface CommandSource {
  readonly ids: readonly CommandId[];
  /** Those with the {@link ids}. */
  load(): Promise<readonly Command[]>;
}

/** Registers the commands of all `sources`, each behind the one boundary that shows failures. */
export function registerCommands(sources: readonly CommandSource[], logger: Logger): Disposable[] {
  return sources.flatMap((source) =>
    source.ids.map((id) =>
      commands.registerCommand(id, async (argument: unknown) =>
        runCommand(await commandIn(source, id), argument, logger),
      ),
    ),
  );
}

async function commandIn(source: CommandSource, id: CommandId): Promise<Command> {
  const found = (await source.load()).find((command) => command.id === id);
  if (!found) throw new Error(`The command ${id} is in no list.`);
  return found;
}

/**
 * Runs a command and tells how it ended: with its report, with what went wrong and the way out, or not at all when the
 * person gave up.
 */
export async function runCommand(command: Command, argument: unknown, logger: Logger): Promise<void> {
  const began = Date.now();
  try {
    logger.debug(`${command.id} began.`);
    const report = await command.run(argument);
    logger.info(`${command.id} ended after ${Date.now() - began} ms. ${report?.text ?? ""}`);
    if (report) tell(report, logger);
  } catch (error) {
    if (isCancelled(error)) {
      logger.info(`${command.id} was cancelled.`);
      return;
    }
    const failure = toFailure(error);
    logger.error(`${command.id} failed (${failure.code}): ${failure.text}`, failure.cause ?? failure);
    tell({ kind: "error", text: `${command.title}: ${failure.text}`, choices: waysOut(failure) }, logger);
  }
}

/** Shows a report without waiting for its buttons: the command has ended. */
function tell(report: Report, logger: Logger): void {
  if (report.quiet) {
    window.setStatusBarMessage(withoutIcons(report.text), quietMilliseconds);
    return;
  }
  const choices = report.choices ?? [];
  const titles = choices.map(({ title }) => title);
  void showMessage({ kind: report.kind ?? "information", text: report.text }, titles)
    .then((title) => choices.find((choice) => choice.title === title)?.run())
    .then(undefined, (error) => logger.error(`A button of “${report.text}” failed.`, error));
}

/** The button for what a failure asks the person to do. */
function waysOut(failure: Failure): Choice[] {
  const button = (title: string, id: string): Choice => ({ title, run: () => commands.executeCommand(id) });
  const log = button(l10n.t("Show Log"), commandIds.showLog);
  const signIns: Readonly<Record<SignIn, Choice>> = {
    auth0: button(l10n.t("Connect Auth0 Tenant"), commandIds.connectAuth0),
    azure: button(l10n.t("Sign In to Azure"), commandIds.signInToAzure),
    sandbox: button(l10n.t("Start Sandbox"), commandIds.startSandbox),
  };
  return [...failure.signIns.map((one) => signIns[one]), log];
}
