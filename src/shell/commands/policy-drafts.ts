import { l10n, Uri, window } from "vscode";
import { Failure } from "../../core/failure.ts";
import { commandIds, schemes } from "../ids.ts";
import { showMessage } from "../messages.ts";
import { levelLabel, levelOf } from "../policy-uri.ts";
import type { Services } from "../services.ts";
import type { Command } from "./command.ts";

/** What can be done with a policy document that is not what the server holds. */
export function policyDraftCommands({ policies }: Pick<Services, "policies">): Command[] {
  return [
    {
      id: commandIds.savePolicy,
      title: l10n.t("Save to API Management"),
      run: async (argument) => {
        await policies.save(policyOf(argument));
        return undefined;
      },
    },
    {
      id: commandIds.comparePolicy,
      title: l10n.t("Compare with Server"),
      run: async (argument) => {
        await policies.compare(policyOf(argument));
        return undefined;
      },
    },
    {
      id: commandIds.discardDraft,
      title: l10n.t("Discard Draft"),
      run: async (argument) => {
        const uri = policyOf(argument);
        const label = levelLabel(levelOf(uri));
        await confirm(label);
        await policies.discardDraft(uri);
        return { quiet: true, text: l10n.t("The draft of {0} is discarded", label) };
      },
    },
  ];
}

/** The document that a lens or a title button belongs to; from the palette the one in front. */
function policyOf(argument: unknown): Uri {
  const uri = argument instanceof Uri ? argument : window.activeTextEditor?.document.uri;
  if (uri?.scheme === schemes.policy) return uri;
  throw new Failure("invalid-input", l10n.t("No policy of API Management is open in front."), {
    remedy: l10n.t("Open one with the command “Open Policy”."),
  });
}

async function confirm(label: string): Promise<void> {
  const discard = l10n.t("Discard");
  const answer = await showMessage(
    {
      kind: "warning",
      text: l10n.t("Discard the draft of the policy of {0}?", label),
      detail: l10n.t("The editor then shows what API Management holds."),
    },
    [discard],
  );
  if (answer !== discard) throw new Failure("cancelled", "Cancelled.");
}
