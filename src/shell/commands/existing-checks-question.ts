import { l10n } from "vscode";
import {
  type ExistingWay,
  existingWays,
  type SecureApiChoices,
  type SecureApiSnapshot,
} from "../../workflows/secure-api.ts";
import { back, type Option, pick } from "../prompts.ts";
import type { WizardStep } from "../wizard.ts";

type Existing = SecureApiChoices["policy"]["existing"];

/** What becomes of checks that are there and refuse the link's tokens, each way with whom it shuts out; asked of no other API. */
export function existingChecksQuestion(snapshot: SecureApiSnapshot): WizardStep<SecureApiChoices> {
  const found = new Map<string, readonly ExistingWay[]>();
  const waysOf = (state: SecureApiChoices) => {
    const key = JSON.stringify([state.auth0Api, state.policy]);
    const ways = found.get(key) ?? existingWays(snapshot, state);
    found.set(key, ways);
    return ways;
  };
  return {
    skip: (state) => waysOf(state).length === 0,
    ask: async (state, frame) => {
      const existing = await pick<Existing>({
        ...frame,
        placeholder: l10n.t("A check that is there refuses tokens of this tenant. What becomes of it?"),
        options: optionsFor(waysOf(state), state.policy.existing),
      });
      return existing === back ? back : { ...state, policy: { ...state.policy, existing } };
    },
  };
}

function optionsFor(ways: readonly ExistingWay[], chosen: Existing): readonly Option<Existing>[] {
  const picked = chosen === "leave" ? ways[0]?.way : chosen;
  return [
    ...ways.map((one) => ({
      icon: one.shutOut.length === 0 ? "check" : "warning",
      label: labelOf(one.way),
      effects: effectsOf(one),
      value: one.way,
      picked: one.way === picked,
    })),
    {
      icon: "circle-slash",
      label: l10n.t("Leave It and Insert No Check"),
      effects: [l10n.t("Nobody is shut out."), l10n.t("Tokens of this tenant stay refused.")],
      value: "leave",
      picked: false,
    },
  ];
}

function labelOf(way: ExistingWay["way"]): string {
  switch (way) {
    case "accept-both":
      return l10n.t("Let That Check Take Both");
    case "decide-by-issuer":
      return l10n.t("Decide by the Issuer of the Token");
    case "replace":
      return l10n.t("Replace That Check");
  }
}

/** A sentence for whoever is shut out, and for who stays in without a token. */
function effectsOf({ way, shutOut, open }: ExistingWay): readonly string[] {
  return [
    shutOut.length === 0
      ? l10n.t("Nobody is shut out.")
      : l10n.t("Shut out, or perhaps: {0}.", shutOut.join("; ")),
    ...(way === "accept-both" ? [l10n.t("Either issuer gets in for either audience.")] : []),
    ...(open.length === 0 ? [] : [l10n.t("In without a token, or perhaps: {0}.", open.join("; "))]),
  ];
}
