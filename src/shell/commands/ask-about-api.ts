import { l10n } from "vscode";
import type { Plan } from "../../resources/plan.ts";
import { askAndMake } from "../resources/ask-and-make.ts";
import type { Services } from "../services.ts";
import type { Report } from "./command.ts";

type Asked<T> = Omit<Parameters<typeof askAndMake<T>>[1], "plan" | "notApplied"> & {
  plan(answers: T): Promise<Plan>;
};

/** As {@link askAndMake}, for a plan about the API `name`, which is said where there is nothing to do, and where it was not applied. */
export function askAboutApi<T>(
  services: Services,
  name: string,
  asked: Asked<T>,
): Promise<Report | undefined> {
  return askAndMake<T>(services, {
    ...asked,
    async plan(answers) {
      const plan = await asked.plan(answers);
      return plan.changes.length === 0
        ? { text: [l10n.t("Nothing to do for {0}.", name), ...plan.unchanged].join(" ") }
        : plan;
    },
    notApplied: l10n.t("{0} was not changed: the plan was not applied.", name),
  });
}
