import { l10n, window } from "vscode";
import { type Html, html } from "../review/html.ts";
import { icon } from "../review/icons.ts";
import { PagePanel } from "../review/page-panel.ts";
import type { Services } from "../services.ts";
import type { OldEntry, OldJournal } from "./old-journals.ts";

const openPolicy = "open-old-policy:";

/** Shows what a plan of an earlier version did, and where each of it is taken back by hand. */
export function showOldPlan({ oldJournals, documents, logger }: Services, journal: OldJournal): void {
  const panel = new PagePanel("auth0Apim.plan", journal.title);
  panel.show({
    title: l10n.t("Of an earlier version: {0}", journal.title),
    body: renderOldPlan(journal),
    buttons: [
      { action: "dismiss", label: l10n.t("Dismiss") },
      { action: "close", label: l10n.t("Close") },
    ],
    remark: l10n.t("Dismiss forgets this list. Nothing is changed in either cloud."),
  });
  panel.onDidPress((action) => {
    if (action.startsWith(openPolicy)) {
      const policy = journal.entries[Number(action.slice(openPolicy.length))]?.policy;
      if (policy !== undefined) void window.showTextDocument(documents.add("before.policy.xml", policy));
      return;
    }
    panel.close();
    if (action !== "dismiss") return;
    void oldJournals
      .dismiss(journal)
      .catch((error) => logger.error(`“${journal.title}” could not be dismissed.`, error));
  });
}

/** Newest first, as it has to be taken back. */
function renderOldPlan({ entries }: OldJournal): Html {
  const last = entries.length - 1;
  return html`
<div class="banner warn" role="status">${icon("warn", "warn", "big")}<p class="strong">${l10n.t("This plan was applied by an earlier version, and cannot be undone by this one.")}</p>
<p>${l10n.t("It does not say enough to do that safely. Take back by hand what nobody needs, from above to below.")}</p></div>
<ol class="chain">${[...entries].reverse().map((entry, index) => renderEntry(entry, last - index))}</ol>`;
}

function renderEntry({ title, byHand, policy }: OldEntry, index: number): Html {
  const button = html`<p><button type="button" class="link" data-action="${openPolicy}${index}">${l10n.t("Open the policy as it was before")}</button></p>`;
  return html`<li>${icon("wait", "wait")}<div><div class="head"><span class="strong">${title}</span></div><p>${byHand}</p>${policy === undefined ? undefined : button}</div></li>`;
}
