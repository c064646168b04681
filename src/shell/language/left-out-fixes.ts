import { commands, l10n } from "vscode";
import { inNumber } from "../../core/count.ts";
import type { Command } from "../commands/command.ts";
import { commandIds } from "../ids.ts";
import { readLeftOut } from "./left-out.ts";

/** More would make no message. */
const mostTold = 5;

/** Tells what “fix all” left out: in the status bar after saving, in a message when somebody asked for the fixes. */
export function leftOutFixesCommand(): Command {
  return {
    id: commandIds.showLeftOutFixes,
    title: l10n.t("Show Fixes Left Out"),
    run: async (argument) => {
      const leftOut = readLeftOut(argument);
      if (!leftOut) {
        await showProblems();
        return undefined;
      }
      const { places, asked } = leftOut;
      const told = [...places.slice(0, mostTold), ...(places.length > mostTold ? ["…"] : [])].join(", ");
      const text = inNumber(
        places.length,
        l10n.t("1 fix was left out, since it is not certain to do no harm: {0}", told),
        l10n.t("{0} fixes were left out, since they are not certain to do no harm: {1}", places.length, told),
      );
      return { text, quiet: !asked, choices: [{ title: l10n.t("Show Problems"), run: showProblems }] };
    },
  };
}

function showProblems(): Thenable<unknown> {
  return commands.executeCommand("workbench.actions.view.problems");
}
