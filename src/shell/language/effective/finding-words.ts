import { l10n } from "vscode";
import type { FindingId } from "../../../access/index.ts";

/** What a finding says where it stands, and where what it does not go together with stands. */
interface FindingWords {
  readonly text: string;
  readonly other?: string;
}

/** What is told of a finding, and what to do about it. */
export function findingWords({
  id,
  why = "",
}: {
  readonly id: FindingId;
  readonly why?: string;
}): FindingWords {
  switch (id) {
    case "checks-never-agree":
      return {
        text: l10n.t(
          "No token passes this check and the one before it: they accept different issuers, so nobody gets in. Let one check accept both, or decide by issuer with choose.",
        ),
        other: l10n.t("The check that accepts other issuers"),
      };
    case "product-shuts-out":
      return {
        text: l10n.t(
          "Whoever calls with this product’s key is shut out: the product’s check and the API’s accept different issuers, and no token passes both. Let one check accept both, or call without this product.",
        ),
        other: l10n.t("The check that accepts other issuers"),
      };
    case "branch-never-accepts":
      return {
        text: l10n.t(
          "No token passes this check and the other one that a call may meet: they accept different issuers, so every call that meets both is refused. Let one check accept both, or let each branch have its own.",
        ),
        other: l10n.t("The check that accepts other issuers"),
      };
    case "nobody-gets-in":
      return {
        text: l10n.t(
          "Nobody gets in: every call ends here, before it comes to a backend or an answer of success. Let some calls go on, or take the API away if it is not meant to be called.",
        ),
      };
    case "check-accepts-nobody":
      return {
        text: l10n.t("This check accepts nobody: {0}. Give it what it lacks, or take it away.", why),
        other: l10n.t("What is put in the place of the caller’s token"),
      };
    case "checks-share-no-audience":
      return {
        text: l10n.t(
          "This check and the one before it accept different audiences: only a token that is for both passes. Let both accept the audience of your tokens, unless that is meant.",
        ),
        other: l10n.t("The check that accepts other audiences"),
      };
    case "cors-behind-check":
      return {
        text: l10n.t(
          "A check refuses callers before this cors answers: a browser’s preflight carries no token, so browsers show a CORS error in place of the answer. Put cors before the check.",
        ),
        other: l10n.t("The check that comes first"),
      };
    case "check-never-runs":
      return {
        text: l10n.t(
          "This check never runs: every call is answered before it. Put it before the answer, or make the answer depend on a condition.",
        ),
        other: l10n.t("What answers every call"),
      };
    case "policies-never-run":
      return {
        text: l10n.t(
          "What begins here never runs: each branch of the choose before it ends the call. Put it before the choose, or let one of the branches go on.",
        ),
        other: l10n.t("The choose that ends every call"),
      };
    case "checks-left-out":
      return {
        text: l10n.t(
          "This section has no base, so a check of a level around it does not run. Put base first in it, unless that is meant.",
        ),
        other: l10n.t("The check that does not run"),
      };
    case "check-by-condition":
      return {
        text: l10n.t(
          "This check runs only where its condition holds, and no other one is met by every call. Show Access says who gets in by the other ways.",
        ),
      };
    case "check-keeps-nobody-out":
      return {
        text: l10n.t(
          "This check keeps nobody out: {0}. Let it ask for what only the right callers have, or take it away.",
          why,
        ),
        other: l10n.t("What is put in the place of the caller’s token"),
      };
    case "cache-before-check":
      return {
        text: l10n.t(
          "An answer in the cache is given to whoever comes, before anything is checked: it may have been made for somebody else. Put cache-lookup behind the check, or vary by the header of the token.",
        ),
        other: l10n.t("The check that comes after it"),
      };
    case "error-answered":
      return {
        text: l10n.t(
          "A call that fails a check comes here, and is answered with success. Answer it with the status of the error.",
        ),
      };
  }
}
