import { DiagnosticSeverity, l10n } from "vscode";
import type { FindingId } from "../../../access/index.ts";

/** What a finding says where it stands, and where what it does not go together with stands. */
interface FindingWords {
  readonly severity: DiagnosticSeverity;
  readonly text: string;
  readonly other?: string;
}

/** What is told of a finding, and what to do about it. */
export function findingWords(id: FindingId): FindingWords {
  switch (id) {
    case "checks-never-agree":
      return {
        severity: DiagnosticSeverity.Error,
        text: l10n.t(
          "No token passes this check and the one before it: they accept different issuers, so nobody gets in. Let one check accept both, or decide by issuer with choose.",
        ),
        other: l10n.t("The check that accepts other issuers"),
      };
    case "product-shuts-out":
      return {
        severity: DiagnosticSeverity.Error,
        text: l10n.t(
          "Whoever calls with this product’s key is shut out: the product’s check and the API’s accept different issuers, and no token passes both. Let one check accept both, or call without this product.",
        ),
        other: l10n.t("The check that accepts other issuers"),
      };
    case "cors-behind-check":
      return {
        severity: DiagnosticSeverity.Warning,
        text: l10n.t(
          "A check refuses callers before this cors answers: a browser’s preflight carries no token, so browsers show a CORS error in place of the answer. Put cors before the check.",
        ),
        other: l10n.t("The check that comes first"),
      };
    case "check-never-runs":
      return {
        severity: DiagnosticSeverity.Error,
        text: l10n.t(
          "This check never runs: every call is answered before it. Put it before the answer, or make the answer depend on a condition.",
        ),
        other: l10n.t("What answers every call"),
      };
    case "checks-left-out":
      return {
        severity: DiagnosticSeverity.Warning,
        text: l10n.t(
          "This section has no base, so a check of a level around it does not run. Put base first in it, unless that is meant.",
        ),
        other: l10n.t("The check that does not run"),
      };
    case "check-by-condition":
      return {
        severity: DiagnosticSeverity.Information,
        text: l10n.t(
          "This check runs only where its condition holds, and no other one is met by every call. Show Access says who gets in by the other ways.",
        ),
      };
  }
}
