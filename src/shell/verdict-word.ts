import { l10n } from "vscode";
import type { Verdict } from "../access/index.ts";

/** A verdict as all screens say it. */
export function verdictWord(verdict: Verdict): string {
  const words: Readonly<Record<Verdict, string>> = {
    open: l10n.t("open"),
    key: l10n.t("key only"),
    unknown: l10n.t("unknown"),
    restricted: l10n.t("restricted"),
    closed: l10n.t("closed"),
  };
  return words[verdict];
}
