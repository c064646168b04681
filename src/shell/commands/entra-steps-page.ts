import { commands, env, l10n } from "vscode";
import type {
  RegistrationPart,
  RegistrationStep,
  RegistrationSteps,
  StepField,
} from "../../workflows/secure-with-entra.ts";
import type { CommandId } from "../ids.ts";
import { breakable, type Html, html } from "../review/html.ts";
import { type PageContent, renderButton } from "../review/page.ts";
import { PagePanel } from "../review/page-panel.ts";

const copyAction = "copy-";
const goOnAction = "go-on";

/** What the page leads back to. */
interface GoOn {
  readonly command: CommandId;
  readonly argument: unknown;
}

/** The page with what is to be registered in a directory: one tab, whichever API it is about. */
export class EntraStepsPage {
  private panel: PagePanel | undefined;
  private values: readonly string[] = [];
  private goOn: GoOn | undefined;

  /** Shows the steps in the tab that is there, or in a new one; its button runs `goOn` when everything is registered. */
  show(steps: RegistrationSteps, goOn: GoOn): void {
    const { content, values } = pageOf(steps);
    this.values = values;
    this.goOn = goOn;
    const panel = this.panel ?? this.open(steps.title);
    panel.show(content);
    panel.reveal();
  }

  private open(title: string): PagePanel {
    const panel = new PagePanel("auth0Apim.entraSteps", title);
    panel.onDidClose(() => {
      this.panel = undefined;
    });
    panel.onDidPress((action) => this.press(panel, action));
    this.panel = panel;
    return panel;
  }

  private async press(panel: PagePanel, action: string): Promise<void> {
    if (action === goOnAction && this.goOn)
      await commands.executeCommand(this.goOn.command, this.goOn.argument);
    if (!action.startsWith(copyAction)) return;
    const index = Number(action.slice(copyAction.length));
    const value = this.values[index];
    if (value === undefined) return;
    await env.clipboard.writeText(value);
    panel.tell({ [statusId(index)]: html`${l10n.t("Copied")}` });
  }
}

function statusId(index: number): string {
  return `copied-${index}`;
}

/** The page, and the values that its buttons copy. */
function pageOf({ title, introduction, portal = "", parts }: RegistrationSteps) {
  const values: string[] = [];
  const link = portal.startsWith("https://")
    ? html`<p><a href="${portal}">${breakable(portal)}</a></p>`
    : html`<p>${portal}</p>`;
  const content: PageContent = {
    title,
    body: html`<p>${introduction}</p>${link}
${parts.map((part, index) => renderPart(part, index + 1, values))}`,
    buttons: [{ action: goOnAction, label: l10n.t("It Is Registered: Go On"), primary: true }],
    remark: l10n.t("Copied values go to the clipboard only. The tab is used again for the next API."),
  };
  return { content, values };
}

function renderPart(part: RegistrationPart, number: number, values: string[]): Html {
  const steps = part.steps.map((step, index) => renderStep(step, `${number}.${index + 1}`, values));
  return html`<section><h2>${number}. ${part.heading}</h2>
${textOf(part)}
<ol>${steps}</ol></section>`;
}

function renderStep(step: RegistrationStep, number: string, values: string[]): Html {
  const fields = (step.fields ?? []).map((field) => renderField(field, values));
  const { bringsBack = [] } = step;
  const back = html`<p class="strong">${l10n.t("Bring back: {0}", bringsBack.join(", "))}</p>`;
  return html`<li class="card"><header><h3>${number} ${step.place}</h3></header>
<dl class="fields">${fields}</dl>
${textOf(step)}
${bringsBack.length > 0 ? back : undefined}</li>`;
}

function textOf({ explanation }: Pick<RegistrationPart, "explanation">): Html | undefined {
  return explanation === undefined ? undefined : html`<p>${explanation}</p>`;
}

function renderField({ label, value, isTyped }: StepField, values: string[]): Html {
  if (!isTyped) return html`<dt>${label}</dt><dd>${value}</dd>`;
  const index = values.push(value) - 1;
  const button = renderButton({ action: `${copyAction}${index}`, label: l10n.t("Copy"), about: label });
  return html`<dt>${label}</dt><dd><code>${breakable(value)}</code> ${button} <span id="${statusId(index)}" role="status"></span></dd>`;
}
