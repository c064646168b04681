import { l10n } from "vscode";
import type { PolicyPlace } from "../../workflows/policy-levels/assurance.ts";
import type { TextDocuments } from "../text-documents.ts";
import type { PageButton } from "./page.ts";
import { PagePanel } from "./page-panel.ts";
import { renderPlan, type ShownPlan } from "./plan-page.ts";
import { placeOf } from "./reservations.ts";

/** What a person decided about a plan; the panel stays open for the outcome when it is to be applied. */
export type Decision = { readonly apply: true; readonly panel: PagePanel } | { readonly apply: false };

/** Shows a plan and waits for a decision, for which there is nothing to choose when it has no steps. Closing the panel declines. */
export async function reviewPlan(
  plan: ShownPlan,
  name: string,
  documents: TextDocuments,
  openAt: (place: PolicyPlace) => unknown,
): Promise<Decision> {
  const panel = new PagePanel("auth0Apim.review", l10n.t("Review: Secure {0}", name));
  panel.show(l10n.t("Review: Secure {0}", name), renderPlan(plan), buttonsFor(plan));
  panel.onDidPress((action) => {
    const place = placeOf(action, plan.assurance);
    if (place) openAt(place);
  });
  if (plan.steps.length === 0) {
    panel.onDidPress((action) => action === "cancel" && panel.close());
    return { apply: false };
  }
  return new Promise((resolve) => {
    panel.onDidClose(() => resolve({ apply: false }));
    panel.onDidPress((action) => {
      if (action === "apply") {
        panel.show(l10n.t("Applying: Secure {0}", name), renderPlan(plan), []);
        resolve({ apply: true, panel });
      }
      if (action === "cancel") panel.close();
      if (action === "diff") void showDiffs(plan, documents);
    });
  });
}

function buttonsFor(plan: ShownPlan): PageButton[] {
  if (plan.steps.length === 0) return [{ action: "cancel", label: l10n.t("Close") }];
  const hasText = plan.steps.some(({ textChange }) => textChange);
  const diff = { action: "diff", label: l10n.t("Open Policy Diff") };
  return [
    { action: "apply", label: l10n.t("Apply"), primary: true },
    { action: "cancel", label: l10n.t("Cancel") },
    ...(hasText ? [diff] : []),
  ];
}

async function showDiffs(plan: ShownPlan, documents: TextDocuments): Promise<void> {
  for (const { textChange } of plan.steps) {
    if (!textChange) continue;
    const before = documents.add("now.policy.xml", textChange.before);
    const after = documents.add("planned.policy.xml", textChange.after);
    await documents.compare(l10n.t("{0}: now ↔ planned", textChange.title), before, after);
  }
}
