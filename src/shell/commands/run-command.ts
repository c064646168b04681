import { commands, type Disposable, l10n, window } from "vscode";
import { Failure, isCancelled, toFailure } from "../../core/failure.ts";
import type { Logger } from "../../core/logger.ts";
import { type CommandId, commandIds } from "../ids.ts";
import { mayGoWellAgain, mendsOf } from "../mends.ts";
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
      const { cause } = toFailure(error);
      if (cause instanceof Failure) logger.warning(`${command.id} was given up: ${cause.text}`);
      else logger.info(`${command.id} was cancelled.`);
      return;
    }
    const failure = toFailure(error);
    logger.error(`${command.id} failed (${failure.code}): ${failure.text}`, failure.cause ?? failure);
    const choices = waysOut(failure, command, argument);
    tell({ kind: "error", text: `${command.title.replace(/…$/, "")}: ${failure.text}`, choices }, logger);
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

/** Buttons for what mends a failure, then the log. */
function waysOut(failure: Failure, { id }: Command, argument: unknown): Choice[] {
  const button = (title: string, command: string, given?: unknown): Choice => ({
    title,
    run: () => commands.executeCommand(command, ...(given === undefined ? [] : [given])),
  });
  return [
    ...mendsOf(failure).map((mend) => button(mend.title, mend.command, mend.argument)),
    ...(mayGoWellAgain(failure) ? [button(l10n.t("Try Again"), id, argument)] : []),
    button(l10n.t("Show Log"), commandIds.showLog),
  ];
}
