import { l10n } from "vscode";
import type { Outcome, Plan, PlanDetail, PlanStep, SecuringPlan, TextChange } from "../../workflows/plan.ts";
import type { Assurance } from "../../workflows/policy-levels/assurance.ts";
import { type Html, html, secretHtml } from "./html.ts";
import { lineDiff } from "./line-diff.ts";
import { renderReservations } from "./reservations.ts";

/** What a page shows of a plan that secures an API. */
export type ShownPlan = Plan & Pick<SecuringPlan, "assurance" | "policiesRead">;

/** A plan as a page: what will be written to each cloud, the texts it changes, and what is in order already. */
export function renderPlan(plan: ShownPlan): Html {
  return html`
<p>${planVerdict(plan)}</p>
${renderReservations(plan.assurance)}
${list("notes", "", plan.notes)}
<p class="quiet">${plan.policiesRead}</p>
${clouds(plan.steps, (step) => badge(step.change, changeLabel(step.change)))}
${list("plain", l10n.t("Already in place"), plan.unchanged)}`;
}

function planVerdict({ steps, assurance }: ShownPlan): string {
  if (assurance.kind === "assured") {
    return steps.length === 0
      ? l10n.t("There is nothing to do.")
      : l10n.t("Nothing is written before you choose Apply. {0} changes:", steps.length);
  }
  const { length } = assurance.reservations;
  return steps.length === 0
    ? l10n.t(
        "No change is planned, but the API is not known to be secured, because of what was found in its policies ({0}).",
        length,
      )
    : l10n.t(
        "Nothing is written before you choose Apply. {0} changes are planned; after them the API is not known to be secured, because of what was found in its policies ({1}).",
        steps.length,
        length,
      );
}

/** Something the person has to write down now, because it is shown only once. */
export interface OneTimeSecret {
  readonly label: string;
  readonly value: string;
}

/** How the application of a plan ended, as a page. */
export function renderOutcome(plan: ShownPlan, outcome: Outcome, secret: OneTimeSecret | undefined): Html {
  const done = new Set(outcome.done.map(({ step }) => step.id));
  const mark = (step: PlanStep) => {
    if (done.has(step.id)) return badge("done", l10n.t("done"));
    if (outcome.failed?.step.id === step.id) return badge("failed", l10n.t("failed"));
    return badge("", l10n.t("not run"));
  };
  return html`
${
  outcome.failed &&
  html`<p class="problem" role="alert">${outcome.failed.step.title}: ${outcome.failed.failure.text}</p>`
}
<p>${outcomeText(outcome, plan.assurance)}${
    plan.assurance.kind === "reserved"
      ? html` <strong>${l10n.t("The API is not known to be secured.")}</strong>`
      : undefined
  }</p>
${
  secret &&
  html`<p>${secret.label}: <code>${secretHtml(secret.value)}</code> <span class="quiet">${l10n.t("It is shown only here.")}</span></p>`
}
${renderReservations(plan.assurance)}
${list("notes", "", plan.notes)}
<p class="quiet">${plan.policiesRead}</p>
${clouds(plan.steps, mark)}
${list("plain", l10n.t("Already in place"), plan.unchanged)}`;
}

/** One sentence on how the application of a plan ended. */
export function outcomeText(outcome: Outcome, assurance: Assurance): string {
  const { length: done } = outcome.done;
  const total = done + outcome.notRun.length + (outcome.failed ? 1 : 0);
  switch (outcome.status) {
    case "done":
      return assurance.kind === "assured"
        ? l10n.t("All {0} changes were made.", done)
        : l10n.t("The {0} planned changes were made.", done);
    case "failed":
      return l10n.t("{0} of {1} changes were made before one failed.", done, total);
    case "cancelled":
      return l10n.t("{0} of {1} changes were made before you cancelled.", done, total);
    case "nothing-to-do":
      return assurance.kind === "assured"
        ? l10n.t("There was nothing to do.")
        : l10n.t("No change was planned.");
  }
}

function clouds(steps: readonly PlanStep[], mark: (step: PlanStep) => Html): Html {
  const section = (title: string, cloud: PlanStep["cloud"]) => {
    const ours = steps.filter((step) => step.cloud === cloud);
    if (ours.length === 0) return html``;
    return html`<section><h2>${title}</h2><ol>${ours.map((step) => renderStep(step, mark(step)))}</ol></section>`;
  };
  return html`${section(l10n.t("Auth0"), "auth0")}${section(l10n.t("Azure API Management"), "azure")}`;
}

function renderStep(step: PlanStep, mark: Html): Html {
  return html`<li class="step" data-step="${step.id}">${mark}<h3>${step.title}</h3>
${step.details.length > 0 ? html`<table>${step.details.map(renderDetail)}</table>` : undefined}
${step.textChange && renderTextChange(step.textChange)}</li>`;
}

function renderDetail({ label, before, after }: PlanDetail): Html {
  const old = before === undefined ? undefined : html`<del>${before}</del>`;
  const arrow = before !== undefined && after !== undefined ? " → " : "";
  return html`<tr><th scope="row">${label}</th><td>${old}${arrow}${after ?? ""}</td></tr>`;
}

function renderTextChange({ title, before, after }: TextChange): Html {
  const signs = { same: " ", added: "+", removed: "-" };
  const lines = lineDiff(before, after).map(
    ({ kind, text }) => html`<span class="${kind}">${signs[kind]} ${text}</span>`,
  );
  return html`<pre aria-label="${title}">${lines}</pre>`;
}

function badge(kind: string, label: string): Html {
  return html`<span class="badge ${kind}">${label}</span>`;
}

function changeLabel(change: PlanStep["change"]): string {
  return {
    create: l10n.t("create"),
    update: l10n.t("change"),
    delete: l10n.t("delete"),
    publish: l10n.t("publish"),
  }[change];
}

function list(kind: string, heading: string, texts: readonly string[]): Html {
  if (texts.length === 0) return html``;
  const title = heading ? html`<h2>${heading}</h2>` : undefined;
  return html`<section>${title}<ul class="plain ${kind}">${texts.map((text) => html`<li>${text}</li>`)}</ul></section>`;
}
