import { l10n } from "vscode";
import { kindOf } from "../../resources/all-kinds.ts";
import type { Plan } from "../../resources/plan.ts";
import type { PolicyPlace } from "../../workflows/assurance.ts";
import type { TextDocuments } from "../text-documents.ts";
import { secureMoreAction, shutOutRemark } from "./access-section.ts";
import { textsOf } from "./change-fields.ts";
import type { PageButton } from "./page.ts";
import { PagePanel } from "./page-panel.ts";
import type { ReviewFace } from "./plan-face.ts";
import { renderReview } from "./plan-page.ts";
import { placeOf } from "./reservations.ts";

/** What a page is shown with besides its plan. */
interface Review {
  /** Shows a place that the page speaks of. */
  openAt?(place: PolicyPlace): unknown;
  /** Takes the page away before there is a decision. */
  readonly signal?: AbortSignal | undefined;
  /** The plan was made of answers, and other ones may be given. */
  readonly hasAnswers?: boolean;
}

/** The button that leads back to the questions of a plan, wherever it is. */
export function changeAnswersTitle(): string {
  return l10n.t("Change Answers");
}

/** Whom the plan shuts out; at other APIs where nobody is at its own. */
function remarkOn({ access, elsewhere }: ReviewFace): ReturnType<typeof shutOutRemark> {
  return (access && shutOutRemark(access)) ?? (elsewhere && shutOutRemark(elsewhere));
}

/**
 * Shows a plan and waits for a decision, for which there is nothing to choose when it has no changes.
 *
 * @returns the panel, open for what comes, when the plan is to be applied; `undefined` when it is not, as when it is closed.
 */
export async function reviewPlan(
  plan: Plan,
  face: ReviewFace,
  documents: TextDocuments,
  { openAt, signal, hasAnswers = false }: Review = {},
): Promise<PagePanel | "change answers" | "secure more" | undefined> {
  const title = l10n.t("Review: {0}", plan.title);
  const panel = new PagePanel("auth0Apim.plan", title);
  panel.show({
    title,
    body: renderReview(plan.changes, face, kindOf),
    buttons: buttonsFor(plan, hasAnswers),
    ...(plan.changes.length > 0 && remarkOn(face)),
  });
  const withdraw = () => panel.close();
  const decision = new Promise<PagePanel | "change answers" | "secure more" | undefined>((resolve) => {
    panel.onDidClose(() => resolve(undefined));
    signal?.addEventListener("abort", withdraw, { once: true });
    const listener = panel.onDidPress((action) => {
      const place = placeOf(action, face.assurance);
      if (place) openAt?.(place);
      if (action === "answers") resolve("change answers");
      if (action === secureMoreAction && face.canSecureMore) resolve("secure more");
      if (["cancel", "answers", secureMoreAction].includes(action)) panel.close();
      if (action === "diff") void showDiffs(plan, documents);
      if (action !== "apply") return;
      listener.dispose();
      signal?.removeEventListener("abort", withdraw);
      resolve(panel);
    });
  });
  return plan.changes.length === 0 && !face.canSecureMore ? undefined : decision;
}

function buttonsFor({ changes }: Plan, hasAnswers: boolean): PageButton[] {
  const { length } = changes;
  if (length === 0) return [{ action: "cancel", label: l10n.t("Close") }];
  const hasText = changes.some((change) => textsOf(change).length > 0);
  const apply = length === 1 ? l10n.t("Apply 1 Change") : l10n.t("Apply {0} Changes", length);
  return [
    { action: "apply", label: apply, primary: true },
    ...(hasText ? [{ action: "diff", label: l10n.t("Open Policy Diff") }] : []),
    ...(hasAnswers ? [{ action: "answers", label: changeAnswersTitle() }] : []),
    { action: "cancel", label: l10n.t("Cancel") },
  ];
}

async function showDiffs({ changes }: Plan, documents: TextDocuments): Promise<void> {
  for (const change of changes) {
    for (const text of textsOf(change)) {
      const before = documents.add("now.policy.xml", text.before);
      const after = documents.add("planned.policy.xml", text.after);
      await documents.compare(l10n.t("{0}: now ↔ planned", change.title), before, after);
    }
  }
}
