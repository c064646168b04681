import { l10n } from "vscode";
import { instancePath } from "../../domain/instance-path.ts";
import { type Shelved, storeIn } from "../../resources/clouds.ts";
import type { Stored } from "../../resources/kind.ts";
import { type BackendSettings, backend } from "../../resources/kinds/backend.ts";
import { collect } from "../../workflows/collect.ts";
import { type BackendChoice, backendsAt } from "../../workflows/protect-api.ts";
import { reading } from "../cancellation.ts";
import { askText, back, type Option, type PromptFrame, pick, required } from "../prompts.ts";
import type { ApimApiTarget } from "../target.ts";
import type { WizardStep } from "../wizard.ts";

/** Where the calls are to go, as far as it has been answered; `ask` until the address of a new one is. */
export interface BackendAnswers {
  readonly place?: BackendChoice | "ask";
}

/** The questions about the backend that stands behind a protection; none where there is but one answer. */
export function backendQuestions<T extends BackendAnswers>(
  { value, instance }: ApimApiTarget,
  azure: Shelved,
  skip: (answers: T) => boolean,
): WizardStep<T>[] {
  return [
    {
      skip,
      mayAskNothing: true,
      ask: async (answers, frame) => {
        const all = await reading(backend.plural, (signal) =>
          collect(storeIn(azure, backend).list(instancePath(instance), {}, signal), signal),
        );
        const place = await askPlace(all, value.serviceUrl, answers.place, frame);
        return place === back ? back : { ...answers, place };
      },
    },
    {
      skip: (answers) => skip(answers) || answers.place !== "ask",
      ask: async (answers, frame) => {
        const url = await askText({
          ...frame,
          prompt: l10n.t("Address of the new backend, which calls are sent to"),
          placeholder: "https://orders.contoso.example",
          validate: (typed) =>
            typed === "" ? required(typed) : backend.fields.url.ask?.check?.(typed.trim()),
        });
        return url === back ? back : { ...answers, place: { url: url.trim() } };
      },
    },
  ];
}

async function askPlace(
  all: readonly Stored<BackendSettings>[],
  serviceUrl: string | undefined,
  given: BackendAnswers["place"],
  frame: PromptFrame,
): Promise<BackendChoice | "ask" | typeof back> {
  if (all.length === 0) return serviceUrl === undefined ? "ask" : { url: serviceUrl };
  const fitting = backendsAt(all, serviceUrl);
  const lineOf = (
    { ref: { id }, value }: Stored<BackendSettings>,
    group?: string,
  ): Option<BackendChoice> => ({
    icon: backend.icon,
    label: value.title ?? id,
    description: value.url,
    ...(value.title !== undefined && { detail: id }),
    ...(group !== undefined && { group }),
    value: { existing: id },
    picked: typeof given === "object" && "existing" in given && given.existing === id,
  });
  const others = all.filter((one) => !fitting.includes(one));
  const options: Option<BackendChoice | "ask">[] = [
    ...fitting.map((one, index) =>
      lineOf(one, index === 0 ? l10n.t("At the address of the API") : undefined),
    ),
    ...(serviceUrl === undefined
      ? []
      : [
          {
            icon: "add",
            label: l10n.t("A new backend at the address of the API"),
            description: serviceUrl,
            value: { url: serviceUrl },
          },
        ]),
    { icon: "add", label: l10n.t("A new backend at another address…"), value: "ask" },
    ...others.map((one, index) => lineOf(one, index === 0 ? l10n.t("Others of the instance") : undefined)),
  ];
  return pick({ ...frame, placeholder: l10n.t("Which backend do the calls go to?"), options });
}
