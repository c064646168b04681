import type { SecureApiChoices } from "../choices.ts";
import type { WantedCheck } from "../places/placed-check.ts";
import { type MeetingChoice, meetChecks } from "./meet-checks.ts";

/** A way to meet checks that are there which is possible, and its effect. */
export interface ExistingWay {
  readonly way: MeetingChoice;
  /** Who gets in today and does not any more, or may not, by name. */
  readonly shutOut: readonly string[];
  /** Who gets in with no token of the link afterwards, or may, by name. */
  readonly open: readonly string[];
}

/** What became of trying every way. */
export interface TriedWays {
  /** Those first that shut nobody out. */
  readonly offered: readonly ExistingWay[];
  /** `why` is a whole sentence. */
  readonly refused: readonly { readonly way: MeetingChoice; readonly why: string }[];
}

/** What widens nothing comes first. */
const ways = ["decide-by-issuer", "accept-both", "replace"] as const;

/** Tries every way to meet the checks that are there; one that is not certain to do what it says is not offered. */
export function tryWays(wanted: WantedCheck, policy: SecureApiChoices["policy"]): TriedWays {
  const tried = ways.map((way) => ({ way, met: meetChecks(wanted, policy, way) }));
  const offered = tried.flatMap(({ way, met }): readonly ExistingWay[] => {
    if ("impossible" in met) return [];
    const { shutOut, perhapsShutOut, open, perhapsOpen } = met.access;
    return [
      { way, shutOut: namesOf([...shutOut, ...perhapsShutOut]), open: namesOf([...open, ...perhapsOpen]) },
    ];
  });
  return {
    offered: [...offered].sort((a, b) => Number(a.shutOut.length > 0) - Number(b.shutOut.length > 0)),
    refused: tried.flatMap(({ way, met }) => ("impossible" in met ? [{ way, why: met.impossible }] : [])),
  };
}

function namesOf(told: readonly { readonly name: string }[]): readonly string[] {
  return [...new Set(told.map(({ name }) => name))];
}

/** Why ways are not offered, one sentence for each reason. */
export function whyRefused({ refused }: TriedWays): readonly string[] {
  const reasons = new Set(refused.map(({ why }) => why));
  return [...reasons].map((why) => {
    const names = refused.filter((one) => one.why === why).map(({ way }) => `“${titles[way]}”`);
    const verb = names.length === 1 ? "is" : "are";
    return `${names.join(", ").replace(/, ([^,]*)$/, " and $1")} ${verb} not offered: ${why}`;
  });
}

/** As they are called where they are offered. */
const titles: Readonly<Record<MeetingChoice, string>> = {
  "accept-both": "Let That Check Take Both",
  "decide-by-issuer": "Decide by the Issuer of the Token",
  replace: "Replace That Check",
};
